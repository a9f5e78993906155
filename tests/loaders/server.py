"""A publisher's server for the tests: every answer is scripted, every question is written down."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Reply:
    """One answer; `cut` sends only so many bytes of the body and hangs up. A header that is None is not sent."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str | None] = field(default_factory=dict)
    cut: int | None = None


@dataclass
class Server:
    """What will be answered, by path (the last answer is repeated), and what was asked."""

    url: str
    replies: dict[str, list[Reply]] = field(default_factory=lambda: defaultdict(list))
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    def will(self, path: str, *replies: Reply) -> str:
        self.replies[path] = list(replies)
        return self.url + path


@contextmanager
def serving() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_GET(self) -> None:
            server.asked.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}))
            left = server.replies[self.path]
            reply = (left.pop(0) if len(left) > 1 else left[0]) if left else Reply(404)
            self.send_response(reply.status)
            for name, value in ({"Content-Length": str(len(reply.body))} | reply.headers).items():
                if value is not None:
                    self.send_header(name, value)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(reply.body[: reply.cut])

        do_HEAD = do_GET

        def log_message(self, format: str, *args: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = Server(f"http://127.0.0.1:{httpd.server_address[1]}")
    threading.Thread(target=httpd.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server
    finally:
        httpd.shutdown()
        httpd.server_close()
