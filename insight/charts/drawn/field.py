"""The field of a plot: its frame on the sheet, and where the figures of its axes lie in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from insight.charts.drawn.scale import AxisScale

ICON_ROOM = 60
"""Units kept for the icons of a control chart over its plot."""
_ICON_BELOW, _ICON_CLEAR = 14, 26
"""Between a plot and its icons: pixels on a screen, units here."""
_AFTER = {"left": 0.0, "top": 0.0, "right": 1.0, "bottom": 1.0}


@dataclass(frozen=True)
class Field:
    """A frame with its two scales; `icons` says whether there is room for icons over it, `headed` how high what stands between
    is."""

    left: float
    top: float
    right: float
    bottom: float
    x: AxisScale
    y: AxisScale
    icons: bool = False
    headed: float = 0.0

    @property
    def wide(self) -> float:
        """Units across."""
        return self.right - self.left

    @property
    def high(self) -> float:
        """Units down."""
        return self.bottom - self.top

    def across(self, mark: Mapping[str, Any], end: str) -> float:
        """Where an end of a mark lies across: given on the axis, or as a share of the plot."""
        return self.x.at(mark[end]) if mark.get("xref", "x") == "x" else self.left + mark[end] * self.wide

    def down(self, mark: Mapping[str, Any], end: str) -> float:
        """Where an end of a mark lies from the top."""
        return self.y.at(mark[end]) if mark.get("yref", "y") == "y" else self.bottom - mark[end] * self.high

    def icon(self, pixels: float) -> float:
        """Where what a screen shows so many pixels over the plot lies among the icons."""
        return self.top - self.headed - _ICON_CLEAR - (pixels - _ICON_BELOW)

    def corner(self, note: Mapping[str, Any], room: tuple[float, float]) -> tuple[float, float]:
        """The upper left corner of a text that takes that room, at its place and anchored as it says."""
        shift = float(note.get("yshift") or 0) * (0.9 if note.get("yref") == "paper" else 1)
        across = self.across(note, "x") + float(note.get("xshift") or 0)
        left = across - room[0] * _AFTER.get(note.get("xanchor") or "", 0.5)
        return left, self.down(note, "y") - shift - room[1] * _AFTER.get(note.get("yanchor") or "", 0.5)
