"""A visitor at a headless browser who notes when a dashboard answers and every byte it sends, by a relay that counts them on the wire."""

from __future__ import annotations

import base64
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.relay import Relay, relayed

_CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
_FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]
_PATIENCE, _QUIET = 30_000, 400
"""Milliseconds: the longest a change may take, and how long nothing may arrive before it counts as over."""


@dataclass(frozen=True)
class ControlChange:
    """What one change of a control cost: the server's seconds to answer, the bytes it sent, and whether it answered well."""

    seconds: float
    sent: int
    erred: bool


def counted(changes: Sequence[ControlChange], name: str) -> list[ControlChange]:
    """Those that were answered well; how many were not is told."""
    well = [each for each in changes if not each.erred]
    if erred := len(changes) - len(well):
        print(f"{name}: {erred} of {len(changes)} changes ended in an error and are not counted", file=sys.stderr)
    return well


@dataclass
class Wire:
    """What has come over the wire since the note was begun; seconds are the browser's clock."""

    relay: Relay
    asked: list[float] = field(default_factory=list)
    finished: list[float] = field(default_factory=list)

    @property
    def sent(self) -> int:
        """Bytes."""
        return self.relay.sent

    def listen(self, network: CDPSession) -> None:
        """Note when something is asked, and when it has been answered, from now on."""
        network.on("Network.webSocketFrameSent", lambda event: self.asked.append(event["timestamp"]))
        network.on("Network.webSocketFrameReceived", self._received)
        network.send("Network.enable")

    def begin(self) -> None:
        """Forget what came before."""
        self.asked, self.finished, self.relay.sent = [], [], 0

    def _received(self, event: dict[str, Any]) -> None:
        message = base64.b64decode(event["response"]["payloadData"])
        if ForwardMsg.FromString(message).WhichOneof("type") == "script_finished":
            self.finished.append(event["timestamp"])


@dataclass(frozen=True)
class Visitor:
    """Somebody with a page open."""

    page: Page
    wire: Wire

    def open(self, path: str, until: str) -> None:
        """Go to a page and wait until what a CSS selector names is on it and nothing more arrives."""
        self.page.goto(self.wire.relay.address + path)
        self.page.locator(until).first.wait_for(timeout=_PATIENCE)
        self._settle()

    def options(self, label: str) -> int:
        """How many options a select box shows at a time."""
        self.page.get_by_label(label, exact=True).click()
        shown = self.page.get_by_role("option")
        shown.first.wait_for()
        number = shown.count()
        self.page.keyboard.press("Escape")
        return number

    def choose(self, label: str, number: int) -> ControlChange:
        """Pick an option of a select box by its place in the list."""
        self.page.get_by_label(label, exact=True).click()
        option = self.page.get_by_role("option").nth(number)
        option.wait_for()
        self.wire.begin()
        option.click()
        self._settle()
        erred = self.page.get_by_test_id("stException").count() > 0
        return ControlChange(self.wire.finished[-1] - self.wire.asked[0], self.wire.sent, erred)

    def _settle(self) -> None:
        waited = 0
        while not self.wire.finished or len(self.wire.finished) < len(self.wire.asked):
            self.page.wait_for_timeout(20)
            waited += 20
            assert waited < _PATIENCE, "the dashboard did not answer"
        seen = -1
        while seen != self.wire.sent:
            seen = self.wire.sent
            self.page.wait_for_timeout(_QUIET)


@contextmanager
def visitor(address: str) -> Iterator[Visitor]:
    """Somebody new to a dashboard, with nothing kept from an earlier visit."""
    with relayed(address) as relay, sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS)
        page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
        wire = Wire(relay)
        wire.listen(page.context.new_cdp_session(page))
        yield Visitor(page, wire)
        chromium.close()
