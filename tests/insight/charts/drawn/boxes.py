"""Where every text of a drawing lies on its sheet, measured in our own type from the drawing itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

from insight.charts.chart import Chart
from insight.charts.drawn.fitted import TooSmall
from insight.charts.drawn.letters import width
from insight.charts.drawn.picture import Picture, draw
from insight.charts.drawn.sizes import SCREENS, SIZES, Size

_TEXT = "{http://www.w3.org/2000/svg}text"
_CAPITALS, _DESCENDERS = 0.73, 0.19
"""Of the size of our type, how far letters stand over their line and hang under it."""
EVERY: Iterable[Size] = (*SIZES.values(), *SCREENS.values())
"""Paper, slide, square, and windows from a phone's up."""
_POINT = 25.4 / 72
_TOUCHING = 1.0
"""Units that two boxes may share: letters have room on their sides."""


@dataclass(frozen=True)
class TextBox:
    """A line of text and the sides of its letters."""

    text: str
    size: float
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: TextBox) -> bool:
        """Whether letters of one lie on letters of the other."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > _TOUCHING and down > _TOUCHING

    def leaves(self, wide: float, high: float) -> bool:
        """Whether a part of it lies outside a sheet of that size."""
        spare = _TOUCHING / 2
        return self.left < -spare or self.top < -spare or self.right > wide + spare or self.bottom > high + spare


def in_every_size(chart: Chart) -> Iterator[Picture]:
    """A chart in each size that it can be read in: every one as wide as a page, and every window."""
    for size in EVERY:
        try:
            yield draw(chart, size)
        except TooSmall:
            assert size.id not in {"a4", *SCREENS}, (chart.name, size.id)


def faults(picture: Picture) -> list[tuple[str, ...]]:
    """What cannot be read in a drawing: texts that lie on one another, leave the sheet or are set too small."""
    boxes = [_box(each) for each in ElementTree.fromstring(picture.svg(faces=False)).iter(_TEXT)]
    size = picture.size
    return [
        *((one.text, "lies on", other.text) for one, other in combinations(boxes, 2) if one.covers(other)),
        *((each.text, "leaves the sheet") for each in boxes if each.leaves(size.width, picture.high)),
        *((each.text, "is too small") for each in boxes if each.size * size.unit / _POINT < size.least),
    ]


def _box(text: ElementTree.Element) -> TextBox:
    size, x, y = (float(text.get(name) or 0) for name in ("font-size", "x", "y"))
    runs = [(text.text or "", False)]
    for run in text:
        runs += [(run.text or "", run.get("font-weight") == "700"), (run.tail or "", False)]
    wide = sum(width(said, size, bold) for said, bold in runs)
    left = x - {"middle": wide / 2, "end": wide}.get(text.get("text-anchor") or "", 0.0)
    words = "".join(said for said, _ in runs)
    return TextBox(words, size, left, y - _CAPITALS * size, left + wide, y + _DESCENDERS * size)
