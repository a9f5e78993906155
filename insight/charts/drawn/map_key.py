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
_WORDS_AT = 15
"""Where the words of a class begin, in the units of the key of the figure; its heading begins at 0, its counts end at 100."""

Trace = Mapping[str, Any]


@dataclass(frozen=True)
class MapKey:
    """The classes of a key."""

    texts: Sequence[Trace]
    swatches: Mapping[int, Trace]
    """By the row that each stands in, from the top down."""
    england: Sequence[Mapping[str, Any]]
    """The line through the class in whose middle England stands."""

    @property
    def high(self) -> float:
        """Units down."""
        return (len(self.swatches) + 1) * _ROW


def read_key(figure: Mapping[str, Any]) -> MapKey:
    """The key of a map as it goes to the browser: what stands on its second axes."""
    mine = [trace for trace in figure["data"] if trace.get("xaxis") == "x2"]
    texts = [trace for trace in mine if "text" in trace["mode"]]
    swatches = {_middle(trace["y"]): trace for trace in mine if "text" not in trace["mode"]}
    england = [shape for shape in figure["layout"].get("shapes") or [] if shape.get("xref") == "x2"]
    return MapKey(texts, swatches, england)


def draw_key(sheet: DrawnSheet, key: MapKey, left: float, top: float, wide: float) -> None:
    """Draw it with its upper left corner there."""
    first = top + _ROW
    for trace in key.texts:
        towards = "left" if "right" in str(trace["textposition"]) else "right"
        at = {0: left, _WORDS_AT: left + _SWATCH + _GAP}.get(trace["x"][0], left + wide)
        for row, text in zip(trace["y"], trace["text"], strict=True):
            upper = first + row * _ROW + (_ROW - FOOT * LINE) / 2
            sheet.write(read(str(text)), at, upper, FOOT, INK, towards)
    for row, look in key.swatches.items():
        upper = first + row * _ROW
        fill = sheet.hatched(look["fillpattern"]) if look.get("fillpattern") else look["fillcolor"]
        sheet.rectangle((left, upper + _CLEAR, left + _SWATCH, upper + _ROW - _CLEAR), fill, look.get("line"))
    for shape in key.england:
        upper, middle = first + _middle([shape["y0"], shape["y1"]]) * _ROW, left + _SWATCH / 2
        sheet.path(f"M{n(middle)} {n(upper + _CLEAR)}V{n(upper + _ROW - _CLEAR)}", line=shape["line"])


def _middle(places: Sequence[float]) -> int:
    return round((min(places) + max(places)) / 2)
