"""A relay before a dashboard that counts what the dashboard sends, as it goes over the wire: packed, with frames and headers."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Lock, Thread
from urllib.parse import urlsplit

_PIECE = 1 << 16


@dataclass
class Relay:
    """Where it listens, and how many bytes have come from the server since it was last set to nought."""

    address: str
    sent: int = 0


@contextmanager
def relayed(address: str) -> Iterator[Relay]:
    """Stand before a server of this machine for the length of a with-block."""
    parts, lock = urlsplit(address), Lock()
    with socket.create_server(("127.0.0.1", 0)) as door:
        relay = Relay(f"http://127.0.0.1:{door.getsockname()[1]}{parts.path}")

        def pass_on(start: socket.socket, end: socket.socket, counted: bool) -> None:
            with suppress(OSError):
                while piece := start.recv(_PIECE):
                    if counted:
                        with lock:
                            relay.sent += len(piece)
                    end.sendall(piece)
            with suppress(OSError):
                end.shutdown(socket.SHUT_WR)

        def serve() -> None:
            with suppress(OSError):  # the door is closed at the end
                while True:
                    browser, _ = door.accept()
                    server = socket.create_connection((parts.hostname, parts.port))
                    Thread(target=pass_on, args=(browser, server, False), daemon=True).start()
                    Thread(target=pass_on, args=(server, browser, True), daemon=True).start()

        Thread(target=serve, daemon=True).start()
        yield relay
