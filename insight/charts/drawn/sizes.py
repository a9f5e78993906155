"""The sizes a chart leaves in: each laid out so that its smallest type can be read where it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from insight.charts.style.layout import FOOT

_MM_IN_POINT = 25.4 / 72
NARROW = 500
"""Units under which words stand over one another instead of side by side."""
_TO_SPARE = 1.005
"""So that rounding never takes the smallest type below the least that is promised."""


@dataclass(frozen=True)
class Size:
    """A place for a chart. Inside it all lengths are in units of which the smallest type takes FOOT."""

    id: str
    title: str
    wide: float
    """Millimetres."""
    high: float
    """Millimetres: as high as it is, or at most where it grows with what it holds."""
    least: float = 9.0
    """Points of the smallest type."""
    grows: bool = False
    dots: int = 300
    """Dots an inch of a picture of it."""
    bare: bool = False
    """Whether it is drawn without finding, source and tag, because what it is set into says them."""
    screen: bool = False
    """Whether its marks say what they are, to who points at one or steps through them."""

    @property
    def unit(self) -> float:
        """Millimetres of one unit."""
        return self.least * _TO_SPARE / FOOT * _MM_IN_POINT

    @property
    def width(self) -> float:
        """Units across."""
        return self.wide / self.unit

    @property
    def height(self) -> float:
        """Units down, or at most so many."""
        return self.high / self.unit


A4 = Size("a4", "A4, full width of the text", 170, 250, grows=True)
HALF = Size("a4-half", "A4, half the width of the text", 82, 250, grows=True)
A5 = Size("a5", "A5, on its side", 190, 128)
SLIDE = Size("slide", "Slide, 16 to 9", 338.67, 190.5, least=18.0, dots=144)
SQUARE = Size("square", "Square", 150, 150)
SIZES: Mapping[str, Size] = {each.id: each for each in (A4, HALF, A5, SLIDE, SQUARE)}
SCREENS: Mapping[str, Size] = {
    "narrow": replace(HALF, id="narrow", high=10_000, screen=True),
    "middle": replace(A4, id="middle", high=10_000, screen=True),
}
"""Windows too narrow for the chart as it is for a wide one: the browser asks for one of these, and fits it to its width."""
