"""From the units of an axis, or its rows, to places on a sheet, and the figures that are written along it."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

_ROOM = 64
"""Units along an axis that a figure on it needs."""
_STEPS = (1, 2, 2.5, 5, 10)
_HAIR = 1e-4


def number(value: Any) -> float:
    """A figure of an axis: dates count in days. What is missing is not a number."""
    if value is None:
        return math.nan
    if isinstance(value, str):
        return (datetime.fromisoformat(value) - datetime(1970, 1, 1)).total_seconds() / 86400
    if isinstance(value, date):
        return float((value - date(1970, 1, 1)).days)
    return float(value)


@dataclass(frozen=True)
class AxisScale:
    """Where the figures of an axis lie: knots with their places, straight between and beyond the first and last two."""

    figures: Sequence[float]
    places: Sequence[float]

    def at(self, value: Any) -> float:
        """The place of a figure."""
        found = number(value)
        xs, ys = self.figures, self.places
        if math.isnan(found):
            return math.nan
        after = min(max(bisect_left(xs, found), 1), len(xs) - 1)
        share = (found - xs[after - 1]) / (xs[after] - xs[after - 1])
        return ys[after - 1] + share * (ys[after] - ys[after - 1])


def straight(ends: Sequence[Any], start: float, end: float) -> AxisScale:
    """An axis whose range begins at the place `start` and stops at `end`."""
    low, high = map(number, ends)
    return AxisScale((low, high), (start, end)) if low < high else AxisScale((high, low), (end, start))


def ticks(axis: Mapping[str, Any], span: float) -> list[tuple[float, str]]:
    """The figures along an axis of that length, with what is written at each."""
    if axis.get("tickvals") is not None:
        texts = axis.get("ticktext") or [f"{value:g}" for value in axis["tickvals"]]
        return [(number(value), str(text)) for value, text in zip(axis["tickvals"], texts, strict=True)]
    low, high = sorted(number(end) for end in axis["range"])
    step = _step(high - low, max(2, min(int(axis.get("nticks") or 8), int(span / _ROOM))))
    first = math.ceil(low / step - 1e-9)
    places = max(0, -math.floor(math.log10(step) + 1e-9)) + (step / 10 ** math.floor(math.log10(step)) == _STEPS[2])
    figures = [(first + at) * step for at in range(math.floor(high / step + 1e-9) - first + 1)]
    suffix = axis.get("ticksuffix") or ""
    return [(value, f"{value:,.{places}f}{suffix}".replace("-", "−")) for value in figures]


def _step(span: float, most: int) -> float:
    """The smallest round step of which at most so many fit into a span."""
    power = 10.0 ** math.floor(math.log10(span / most))
    return next(power * each for each in _STEPS if span / (power * each) <= most)


def row_count(axis: Mapping[str, Any]) -> int:
    """How many rows a figure has: its upright axis then counts them from the top. None where it has none."""
    if not axis.get("range"):
        return 0
    first, last = (number(end) for end in axis["range"])
    return round(first - last) if first > last else 0


def row_scale(heights: Sequence[float], top: float, above: Sequence[float]) -> AxisScale:
    """The upright scale of rows of those heights; `above` is how much of each, from its top, its own name takes."""
    figures: list[float] = []
    places: list[float] = []
    for row, (high, named) in enumerate(zip(heights, above, strict=True)):
        figures += [row - 0.5 + _HAIR, row + 0.5 - _HAIR]
        places += [top + named, top + high]
        top += high
    return AxisScale(figures, places)
