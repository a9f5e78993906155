"""The demonstration publisher's web server with faults: an address answers as it should, until it is said to ail."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from demo import server
from demo.answer import ServedAnswer, answer, narrowed
from demo.site import Site
from tests.loaders.faults import Delivery, Fault

_TICKS = 20
"""Portions a second in which a slow body comes."""


@dataclass(frozen=True)
class Asked:
    """One question: how, for what address, with which headers (names in lower case), and the status it was answered with."""

    method: str
    address: str
    headers: Mapping[str, str]
    status: int


@dataclass
class _Fault:
    change: Fault
    left: int | None


@dataclass
class Publisher(server.Publisher):
    """A running server: what it publishes, what is wrong with it, and what it was asked."""

    asked: list[Asked] = field(default_factory=list)
    _faults: dict[str, _Fault] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def ails(self, address: str, fault: Fault, times: int | None = None) -> None:
        """From now on an address is at fault: for good, or so many times."""
        self._faults[address] = _Fault(fault, times)

    def recovers(self) -> None:
        """Nothing is at fault any longer."""
        self._faults.clear()

    def reply(self, method: str, address: str, headers: Mapping[str, str]) -> ServedAnswer:
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

    def deliver(self, said: ServedAnswer, handler: BaseHTTPRequestHandler) -> None:
        """Send the body as slowly, and as far, as the fault has it."""
        if not isinstance(said, Delivery):
            super().deliver(said, handler)
            return
        body = said.body[: said.sent]
        step = len(body) if said.pace is None else max(1, int(said.pace / _TICKS))
        for start in range(0, len(body), max(step, 1)):
            handler.wfile.write(body[start : start + step])
            if said.pace is not None:
                time.sleep(step / said.pace)
        if said.sent is not None:
            handler.close_connection = True
        if said.slams:
            handler.wfile.flush()
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close()


def serving(site: Site) -> AbstractContextManager[Publisher]:
    """Serve a site while the block runs, on a free port."""
    return server.serving(Publisher(site))
