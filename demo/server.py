"""The demonstration publisher on the web: serves its folder over HTTP on this machine only, in the shape of the true sites.

A question names the publisher's host, as it would at the publisher's own server. A browser, which cannot do that, finds
each site under its host's name: http://127.0.0.1:PORT/www.england.nhs.uk/fft/friends-and-family-test-data/
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeVar

from demo.answer import ServedAnswer, answer, narrowed
from demo.site import IndexPage, Site, hosts
from demo.site.resource import links, page

LOCAL = "127.0.0.1"


@dataclass
class Publisher:
    """A running server and what it publishes."""

    site: Site
    port: int = 0

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        return f"http://{LOCAL}:{self.port}"

    def reply(self, method: str, address: str, headers: Mapping[str, str]) -> ServedAnswer:
        """The answer to one question; `headers` by name in lower case."""
        return narrowed(answer(self.site.get(address)), headers)

    def deliver(self, said: ServedAnswer, handler: BaseHTTPRequestHandler) -> None:
        """Send the body of an answer."""
        handler.wfile.write(said.body)


Serving = TypeVar("Serving", bound=Publisher)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a reader that hangs up is no concern of a publisher's."""


@contextmanager
def serving(publisher: Serving, port: int = 0) -> Iterator[Serving]:
    """Serve while the block runs, on a free port unless told otherwise."""
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

        def _send(self, said: ServedAnswer) -> None:
            self.send_response(said.status)
            for name, value in {**said.headers, "Content-Length": str(len(said.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command == "HEAD":
                return
            try:
                publisher.deliver(said, self)
            except OSError:
                self.close_connection = True  # the reader had enough

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: nobody reads it."""

    return Handler


def _browsed(publisher: Publisher, path: str) -> ServedAnswer:
    """What a browser sees that names the host in the path; links stay on this machine."""
    known = list(hosts(publisher.site))
    if path == "/":
        pages = [address for address, resource in publisher.site.items() if isinstance(resource, IndexPage)]
        return answer(
            page("The demonstration publisher", links((address.removeprefix("https:/"), address) for address in pages))
        )
    host = path.split("/")[1]
    resource = publisher.site.get(f"https:/{path}")
    if not isinstance(resource, IndexPage):
        return answer(resource)
    html = resource.html.replace('href="/', f'href="/{host}/')
    for each in known:
        html = html.replace(f'href="https://{each}/', f'href="/{each}/')
    return answer(IndexPage(html))
