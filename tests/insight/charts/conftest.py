"""Every chart that a test of charts makes is laid out in every size, and its words are measured there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from insight.charts.chart import Chart
from insight.charts.style import framing
from tests.insight.charts.drawn.boxes import faults, in_every_size

_MOST = 2
"""Charts of a test that are measured: those of a test of many examples are alike."""


@pytest.fixture(autouse=True)
def legible_in_every_size(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No word of a chart lies on another, leaves the sheet or is set too small, on paper, slide and phone."""
    made: list[Chart] = []

    def chart(**parts: Any) -> Chart:
        made.append(Chart(**parts))
        return made[-1]

    monkeypatch.setattr(framing, "Chart", chart)
    yield
    for each in made[:_MOST]:
        for picture in in_every_size(each):
            assert not faults(picture), (each.name, picture.size.id)
