"""Charts read row by row: how high each row must be for its words, and which rows stay where there is no room for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from insight.charts.drawn.scale import AxisScale, number

_HAIR = 1e-4


def row_count(axis: Mapping[str, Any]) -> int:
    """How many rows a figure has: its upright axis then counts them from the top. None where it has none."""
    if not axis.get("range"):
        return 0
    first, last = (number(end) for end in axis["range"])
    return round(first - last) if first > last else 0


def kept_rows(count: int, most: int, chosen: Sequence[int], telling: Sequence[int]) -> dict[int, int]:
    """Which of the rows stay, each with its new place: the chosen ones with their neighbours, the first and the last; where
    none is chosen the most `telling`, else the first."""
    if count <= most:
        return {row: row for row in range(count)}
    wanted = [row for at in chosen for row in (at, at - 1, at + 1)]
    ends = [row for pair in zip(range(count), reversed(range(count)), strict=True) for row in pair]
    found = list(
        dict.fromkeys(row for row in [*wanted, *(ends if chosen else telling or range(count))] if 0 <= row < count)
    )
    return {row: at for at, row in enumerate(sorted(found[:most]))}


def row_scale(heights: Sequence[float], top: float, above: Sequence[float]) -> AxisScale:
    """The upright scale of rows of those heights; `above` is how much of each, from its top, its own name takes."""
    figures: list[float] = []
    places: list[float] = []
    for row, (high, named) in enumerate(zip(heights, above, strict=True)):
        figures += [row - 0.5 + _HAIR, row + 0.5 - _HAIR]
        places += [top + named, top + high]
        top += high
    return AxisScale(figures, places)
