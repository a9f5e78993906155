"""The key of a map: its classes from the top down, each with a swatch, its words and how many areas are in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from insight.charts.drawn.rich import LINE, read
from insight.charts.drawn.sheet import DrawnSheet, n
from insight.charts.style.layout import FOOT
from insight.charts.style.palette import INK

WIDE = 286
"""Units across that a key needs."""
_ROW, _SWATCH, _GAP, _CLEAR = 21, 30, 10, 1.5

Trace = Mapping[str, Any]


@dataclass(frozen=True)
class MapKey:
    """The classes of a key, each in its row from the top down; heading and counts are headed in the row before the first."""

    heading: Mapping[int, str]
    words: Mapping[int, str]
    counts: Mapping[int, str]
    swatches: Mapping[int, Trace]
    england: Sequence[Mapping[str, Any]]
    """The line through the class in whose middle England stands."""

    @property
    def high(self) -> float:
        """Units down."""
        return (len(self.swatches) + 1) * _ROW


def read_key(figure: Mapping[str, Any]) -> MapKey:
    """The key of a map as it goes to the browser: what stands on its second axes."""
    mine = [trace for trace in figure["data"] if trace.get("xaxis") == "x2"]
    texts = (trace for trace in mine if "text" in trace["mode"])
    heading, words, counts = (dict(zip(each["y"], each["text"], strict=True)) for each in texts)
    swatches = {_middle(trace["y"]): trace for trace in mine if "text" not in trace["mode"]}
    england = [shape for shape in figure["layout"].get("shapes") or [] if shape.get("xref") == "x2"]
    return MapKey(heading, words, counts, swatches, england)


def draw_key(sheet: DrawnSheet, key: MapKey, left: float, top: float, wide: float) -> None:
    """Draw it with its upper left corner there."""
    first = top + _ROW
    columns = (
        (key.heading, left, "left"),
        (key.words, left + _SWATCH + _GAP, "left"),
        (key.counts, left + wide, "right"),
    )
    for texts, at, towards in columns:
        for row, text in texts.items():
            sheet.write(read(text), at, first + row * _ROW + (_ROW - FOOT * LINE) / 2, FOOT, INK, towards)
    for row, look in key.swatches.items():
        upper = first + row * _ROW
        sides = left, upper + _CLEAR, left + _SWATCH, upper + _ROW - _CLEAR
        sheet.rectangle(sides, sheet.ground(look), look.get("line"))
    for shape in key.england:
        upper, middle = first + _middle([shape["y0"], shape["y1"]]) * _ROW, left + _SWATCH / 2
        sheet.path(f"M{n(middle)} {n(upper + _CLEAR)}V{n(upper + _ROW - _CLEAR)}", line=shape["line"])


def _middle(places: Sequence[float]) -> int:
    return round((min(places) + max(places)) / 2)
