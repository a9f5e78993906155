"""Connections whose read timeout holds for a whole step: all headers of an answer together, or the next piece of its body.

The libraries beneath start the timeout again with every byte, and pass over interim answers (100 Continue) and chunk
trailers for as long as a server sends them.
"""

from __future__ import annotations

import http.client
import io
import socket
import time
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection


class _Received(io.RawIOBase):
    """What a socket receives. Raises TimeoutError once the present step has taken as long as the socket's timeout."""

    def __init__(self, connected: socket.socket) -> None:
        super().__init__()
        self._socket, self._stream = connected, connected.makefile("rb", buffering=0)
        self._seconds = connected.gettimeout() or 0.0
        self.begin_step()

    def begin_step(self) -> None:
        """From now on the time of the next step runs."""
        self._end = time.monotonic() + self._seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self._socket.settimeout(left)
        return self._stream.readinto(buffer)

    def close(self) -> None:
        self._stream.close()
        super().close()


class _Answer(http.client.HTTPResponse):
    """An answer whose headers are one step of reading, and each piece of its body another."""

    def __init__(self, connected: socket.socket, *rest: Any, **more: Any) -> None:
        super().__init__(connected, *rest, **more)
        self.fp.close()
        self._received = _Received(connected)
        self.fp = io.BufferedReader(self._received)

    def read1(self, n: int = -1) -> bytes:
        self._received.begin_step()
        return super().read1(n)


class _Plain(HTTPConnection):
    response_class = _Answer


class _Secure(HTTPSConnection):
    response_class = _Answer


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain  # pyright: ignore[reportAssignmentType] - urllib3's own class does not fit its protocol either


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure  # pyright: ignore[reportAssignmentType] - as above


class BoundedAdapter(HTTPAdapter):
    """Carries questions over such connections, directly or by a proxy."""

    def init_poolmanager(self, *sizes: Any, **more: Any) -> None:
        super().init_poolmanager(*sizes, **more)
        self.poolmanager = _bounded(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **more: Any) -> PoolManager:
        manager = super().proxy_manager_for(proxy, **more)
        return _bounded(manager) if type(manager) is ProxyManager else manager


class BoundedSession(requests.Session):
    """A session over such connections that never follows a redirect: requests would read the body of each to its end."""

    def __init__(self) -> None:
        super().__init__()
        for scheme in ("http://", "https://"):
            self.mount(scheme, BoundedAdapter())

    def get_redirect_target(self, resp: requests.Response) -> None:
        """None: `loaders.fetch.redirects` decides where to go next."""


def _bounded(manager: PoolManager) -> PoolManager:
    manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
    return manager
