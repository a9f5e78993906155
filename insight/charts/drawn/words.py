"""The words around a chart, broken for its size: finding and subtitle above, source and method below, and the demonstration tag."""

from __future__ import annotations

import re
from dataclasses import dataclass

from insight.charts.chart import Chart
from insight.charts.drawn.rich import LINE, Line, balanced, broken, height, read, widest
from insight.charts.drawn.sheet import DrawnSheet
from insight.charts.drawn.sizes import NARROW, Size
from insight.charts.provenance import DEMONSTRATION, SCHEMATIC
from insight.charts.style.layout import FOOT, plain
from insight.charts.style.palette import ALERT, GROUND, INK, QUIET_INK

EDGE, _BARE_EDGE = 14, 2
"""Units between the edge of a chart and its words, and its plot where what it is set into says them."""
_TITLE, _LOWER_TITLE = 21, 18
_TAG = "DEMONSTRATION DATA"
_SENTENCES = re.compile(r"(?<=[.:])\s+(?=[A-Z0-9©])")
_ALWAYS = ("Source", "Map source", "Contains OS data", SCHEMATIC)
"""How sentences begin that stay at the foot whatever the room."""
_FOOT_SHARE, _FOOT_LINES = 0.11, 7
"""At most so much of a chart of fixed height is its foot, or so many lines of a narrow one, beside what must always be there."""


@dataclass(frozen=True)
class Words:
    """The words of a chart in the lines of its size."""

    title: list[Line]
    title_size: float
    subtitle: list[Line]
    foot: list[Line]
    tag: list[Line]
    width: float
    edge: float = EDGE
    """Units between the edge and the words or, where there are none, the plot."""

    @property
    def top(self) -> float:
        """Where the plot may begin."""
        return self.edge + self._above + height(self.title, self.title_size) + 2 + height(self.subtitle, FOOT)

    @property
    def bottom(self) -> float:
        """Units that the foot takes from the bottom edge."""
        return height(self.foot, FOOT) + self.edge

    @property
    def _above(self) -> float:
        """Units that the tag takes over the finding, where there is no room beside that."""
        return FOOT * LINE + 10 if self.tag and self.width < NARROW else 0.0

    def write(self, sheet: DrawnSheet, full: float) -> None:
        """Write them on a sheet of that height."""
        if self.tag:
            wide = widest(self.tag, FOOT) + 12
            left = EDGE if self._above else self.width - EDGE - wide
            sheet.rectangle((left, EDGE, left + wide, EDGE + FOOT * LINE + 4), GROUND, {"color": ALERT, "width": 2})
            sheet.write(self.tag, left + 6, EDGE + 2, FOOT, ALERT)
        top = EDGE + self._above
        sheet.write(self.title, EDGE, top, self.title_size, INK)
        top += height(self.title, self.title_size) + 2
        sheet.write(self.subtitle, EDGE, top, FOOT, QUIET_INK)
        sheet.write(self.foot, EDGE, full - self.bottom, FOOT, QUIET_INK)


def words_for(chart: Chart, size: Size) -> Words:
    """The words of a chart for a size: all of them on a whole page, else what a reader of the picture needs at least."""
    if size.bare:
        return Words([], 0, [], [], [], size.width, edge=_BARE_EDGE)
    room, narrow = size.width - 2 * EDGE, size.width < NARROW
    tag = read(f"<b>{_TAG}</b>") if DEMONSTRATION in chart.foot else []
    beside = widest(tag, FOOT) + 24 if tag and not narrow else 0
    title_size, finding = _LOWER_TITLE if narrow else _TITLE, read(f"<b>{plain(chart.finding)}</b>")
    title = balanced(finding, room - beside, title_size)
    subtitle, foot = _lines(chart.subtitle, room), _lines(chart.foot, room)
    # The tag already says in every picture that its figures are invented.
    said = chart.foot.replace(DEMONSTRATION, "").strip()
    if narrow:
        foot = _fitting(said, room, _FOOT_LINES, chart.stays)
    elif not size.grows:
        if len(title) > 1:
            title_size = _LOWER_TITLE
            title = balanced(finding, room - beside, title_size)
        subtitle = _fitting(chart.subtitle, room, 1 if len(title) > 1 else 2, chart.stays)
        foot = _fitting(said, room, int(size.height * _FOOT_SHARE / (FOOT * LINE)), chart.stays)
    return Words(title, title_size, subtitle, foot, tag, size.width)


def _lines(text: str, room: float) -> list[Line]:
    return broken(read(plain(text)), room, FOOT)


def _fitting(text: str, room: float, most: int, stays: str) -> list[Line]:
    """The sentences of a text, in order, for which there is room beside the first and those that always stay."""
    sentences = _joined(_SENTENCES.split(text))
    kept = [at for at, each in enumerate(sentences) if not at or each.startswith(_ALWAYS) or each in stays]
    for at in range(len(sentences)):
        tried = sorted({*kept, at})
        if len(_lines(" ".join(sentences[each] for each in tried), room)) <= most:
            kept = tried
    return _lines(" ".join(sentences[at] for at in sorted(kept)), room)


def _joined(pieces: list[str]) -> list[str]:
    """Sentences; what follows a colon belongs to what stands before it."""
    joined: list[str] = []
    for piece in pieces:
        if joined and joined[-1].endswith(":"):
            joined[-1] += f" {piece}"
        else:
            joined.append(piece)
    return joined
