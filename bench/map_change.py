"""Choosing another measure on the map: how long the server works on it and how much it sends, against a map sent whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.case import Case, under
from bench.demonstration import load_demonstration
from bench.visitor import ControlChange, counted, visitor
from tests.browser.server import ROOT, serving

_RIVAL = Path(__file__).with_name("rivals") / "whole_map.py"
_VIEW = "measure=gpps.overall_experience&vintage=icb-2026&shape=true"
_DRAWN = ".js-plotly-plot"
"""The mark every Plotly chart leaves on a page, ours and the rival's."""


def cases() -> Iterator[Case]:
    """Median server time and the largest number of bytes over several measures, each new to the server, true shapes.

    Server time runs from the request leaving the browser to the message that the script has finished arriving there, by
    the browser's network clock: the script, its queue, and the way there and back on this machine. Bytes are those that
    leave the server, packed as they are sent. The rival is the same page with the outlines inside `st.plotly_chart`'s figure.
    """
    with tempfile.TemporaryDirectory() as folder:
        cache = load_demonstration(Path(folder))
        ours, rival = changes(ROOT / "app.py", cache), changes(_RIVAL, cache)
    yield under("map change, server time", "ms", ours=_time(ours), rival=_time(rival), limit=150)
    yield under("map change, bytes sent", "kB", ours=_size(ours), rival=_size(rival), limit=30)


def changes(app: Path, cache: Path) -> list[ControlChange]:
    """One entry per change to the next measure in the list, on a server just started; errors are told and left out."""
    with serving(app, cache, cache.parent / "server.log") as address, visitor(address) as somebody:
        somebody.open(f"/map?{_VIEW}", until=_DRAWN)
        seen = [somebody.choose("Measure", place) for place in range(1, somebody.options("Measure"))]
    return counted(seen, app.name)


def _time(seen: list[ControlChange]) -> float:
    return 1000 * median(change.seconds for change in seen)


def _size(seen: list[ControlChange]) -> float:
    return max(change.sent for change in seen) / 1000
