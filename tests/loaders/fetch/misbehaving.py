"""A server that misbehaves: the host a question names says how. Raw sockets, because no server's library sends such answers."""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from tests.loaders.fetch.misbehaviour import RESET, Misbehaviour, whole

LOCAL = "127.0.0.1"


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a reader that hangs up is what is hoped for."""


@contextmanager
def misbehaving(answers: Mapping[str, Misbehaviour], good: Mapping[str, bytes]) -> Iterator[int]:
    """Serve on a free port: each host of `answers` as it misbehaves in place of its `good` body; other hosts well."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                asked = self._asked()
                host = next(line[6:] for line in asked.split("\r\n") if line.lower().startswith("host: "))
                body = good.get(host, b"")
                for piece in answers[host].sends(body) if host in answers else [whole(body)]:
                    self._send(piece)

        def _asked(self) -> str:
            asked = b""
            while b"\r\n\r\n" not in asked and (piece := self.request.recv(4096)):
                asked += piece
            return asked.decode("latin-1")

        def _send(self, piece: bytes | float) -> None:
            if piece == RESET:
                self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            elif isinstance(piece, bytes):
                self.request.sendall(piece)
            else:
                self.request.settimeout(piece)
                with suppress(TimeoutError):
                    if not self.request.recv(1):
                        raise ConnectionAbortedError
                self.request.settimeout(None)

    with _Server((LOCAL, 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server.server_address[1]
        server.shutdown()
