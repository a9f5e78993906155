"""The demonstration publisher on the web: serves its folder over HTTP on this machine only, in the shape of the true sites.

A question names the publisher's host, as it would at the publisher's own server. A browser, which cannot do that, finds
each site under its host's name: http://127.0.0.1:PORT/www.england.nhs.uk/fft/friends-and-family-test-data/
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from demo.answer import Answer, answer, narrowed
from demo.faults import Fault
from demo.site import Page, Site, hosts
from demo.site.resource import links, page

LOCAL = "127.0.0.1"
_TICKS = 20
"""Portions a second in which a slow body comes."""


@dataclass(frozen=True)
class Asked:
    """One question: how, for what address, with which headers (names in lower case), and the status it was answered with."""

    method: str
    address: str
    headers: dict[str, str]
    status: int


@dataclass
class _Fault:
    change: Fault
    left: int | None


@dataclass
class Publisher:
    """A running server: what it publishes, what is wrong with it, and what it was asked."""

    site: Site
    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    _faults: dict[str, _Fault] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        return f"http://{LOCAL}:{self.port}"

    def ails(self, address: str, fault: Fault, times: int | None = None) -> None:
        """From now on an address is at fault: for good, or so many times."""
        self._faults[address] = _Fault(fault, times)

    def recovers(self) -> None:
        """Nothing is at fault any longer."""
        self._faults.clear()

    def reply(self, method: str, address: str, headers: dict[str, str]) -> Answer:
        """The answer to one question, with whatever is wrong with that address."""
        whole = answer(self.site.get(address))
        with self._guard:
            fault = self._faults.get(address)
            sick = fault is not None and fault.left != 0
            if fault is not None and fault.left:
                fault.left -= 1
        given = narrowed(fault.change(whole) if fault and sick else whole, headers)
        self.asked.append(Asked(method, address, headers, given.status))
        return given


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a reader that hangs up is no concern of a publisher's."""


@contextmanager
def serving(site: Site, port: int = 0) -> Iterator[Publisher]:
    """Serve while the block runs, on a free port unless told otherwise."""
    publisher = Publisher(site)
    httpd = _Server((LOCAL, port), _handler(publisher))
    publisher.port = httpd.server_address[1]
    threading.Thread(target=httpd.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield publisher
    finally:
        httpd.shutdown()
        httpd.server_close()


def _handler(publisher: Publisher) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            heard = {name.lower(): value for name, value in self.headers.items()}
            host = heard.get("host", "")
            if host.startswith((LOCAL, "localhost")):
                self._send(_browsed(publisher, self.path))
            else:
                self._send(publisher.reply(self.command, f"https://{host}{self.path}", heard))

        do_HEAD = do_GET

        def _send(self, said: Answer) -> None:
            self.send_response(said.status)
            for name, value in {**said.headers, "Content-Length": str(len(said.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command == "HEAD":
                return
            try:
                self._deliver(said)
            except OSError:
                self.close_connection = True  # the reader had enough

        def _deliver(self, said: Answer) -> None:
            body = said.body[: said.sent]
            step = len(body) if said.pace is None else max(1, int(said.pace / _TICKS))
            for start in range(0, len(body), max(step, 1)):
                self.wfile.write(body[start : start + step])
                if said.pace is not None:
                    time.sleep(step / said.pace)
            if said.sent is not None:
                self.close_connection = True
            if said.slams:
                self.wfile.flush()
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: `Publisher.asked` has it all."""

    return Handler


def _browsed(publisher: Publisher, path: str) -> Answer:
    """What a browser sees that names the host in the path; links stay on this machine."""
    known = list(hosts(publisher.site))
    if path == "/":
        pages = [address for address, resource in publisher.site.items() if isinstance(resource, Page)]
        return answer(
            page("The demonstration publisher", links((address.removeprefix("https:/"), address) for address in pages))
        )
    host = path.split("/")[1]
    resource = publisher.site.get(f"https:/{path}")
    if not isinstance(resource, Page):
        return answer(resource)
    html = resource.html.replace('href="/', f'href="/{host}/')
    for each in known:
        html = html.replace(f'href="https://{each}/', f'href="/{each}/')
    return answer(Page(html))
