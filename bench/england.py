"""Every control of every page at England's size: how long the server works on a change, what it sends, what it comes to hold."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bench.case import Case, under
from bench.demonstration import PAGES, prepared_england
from bench.measure import answered_ahead, resident
from bench.visitor import ControlChange, Visitor, counted, visitor
from tests.browser.server import ROOT, serving

_CONTROLS = ("Footprint", "Compared with", "Measure", "Period")
_STEPS = 5
"""Changes of each control."""
_HEADING, _DRAWN = ".insight-heading", ".js-plotly-plot"


@dataclass
class Round:
    """One visitor's way over the pages: every change of a control, by page, and how long each page took to open, in seconds."""

    changes: dict[str, list[ControlChange]] = field(default_factory=dict)
    opened: dict[str, float] = field(default_factory=dict)
    ahead: float = 0.0
    """Seconds until the server had answered ahead what is asked most of every footprint."""
    memory: float = 0.0
    """Megabytes that the server held at the end."""


def cases() -> Iterator[Case]:
    """By page the median and the 95th percentile of server time over all changes, and the most bytes of one; then the memory.

    The cache has 6,300 practices, 50,000 rated places, 3,500 wards and 150 trusts, each with the demonstration's figures.
    """
    with tempfile.TemporaryDirectory() as folder:
        walked = walk(prepared_england(Path(folder)))
    for page, changes in walked.changes.items():
        seconds, name = [1000 * change.seconds for change in counted(changes, page)], f"England, {page}"
        sent = max(change.sent for change in changes) / 1000
        yield under(f"{name}: a change, median", "ms", ours=float(np.median(seconds)), limit=200)
        yield under(f"{name}: a change, 95th percentile", "ms", ours=float(np.percentile(seconds, 95)), limit=400)
        yield under(f"{name}: bytes of a change", "kB", ours=sent, limit=40)
        yield under(f"{name}: first view", "s", ours=walked.opened[page], limit=1.5)
    yield under("England, answers ahead of every footprint are there after", "s", ours=walked.ahead, limit=300)
    yield under("England, memory of the server after the round", "MB", ours=walked.memory, limit=600)


def walk(cache: Path) -> Round:
    """Go over every page and change every control of it, on a server just started."""
    walked = Round()
    with serving(ROOT / "serve.py", cache, cache.parent / "server.log") as address, visitor(address) as somebody:
        somebody.open("/data", until=_HEADING)  # imports and the first reading of the set are the server's start
        walked.ahead = answered_ahead(cache.parent / "server.log")
        for page in PAGES:
            somebody.wire.begin()
            somebody.open(f"/{page}", until=_DRAWN)
            walked.opened[page] = somebody.wire.finished[-1] - somebody.wire.asked[0]
            walked.changes[page] = list(_changes(somebody))
        walked.memory = resident(address)
    return walked


def _changes(somebody: Visitor) -> Iterator[ControlChange]:
    for control in _CONTROLS:
        if somebody.page.get_by_label(control, exact=True).count() == 1:
            for place in range(1, min(_STEPS, somebody.options(control) - 1) + 1):
                yield somebody.choose(control, place)
