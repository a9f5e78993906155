"""A table drawn as a chart, unfolded for a width that has no room for its columns: under each row its cells, one a line."""

from __future__ import annotations

from collections.abc import Iterator

from insight.charts.drawn.fitted import TooSmall
from insight.charts.drawn.marks import says_of
from insight.charts.drawn.parts import colour, row_of
from insight.charts.drawn.reading import Plot
from insight.charts.drawn.rich import LINE, broken, height, joined, read
from insight.charts.drawn.sheet import DrawnSheet, Says
from insight.charts.drawn.sizes import NARROW, Size
from insight.charts.drawn.words import EDGE, Words
from insight.charts.style.layout import FOOT, SILENT
from insight.charts.style.palette import GRID, GROUND, INK, QUIET_INK

_HEADING, _WIDE_HEADING = 0.52, 0.28
"""Shares of the width for what heads a cell, on a narrow size and on a whole page."""
_NOT_LISTED = f"What a row does not list {SILENT} of it."
_GAP = 8

_Cell = tuple[int, float, str, str, Says | None]
"""Row, place across, text, colour, and what the cell says of itself."""


def draw_unfolded(plot: Plot, words: Words, size: Size) -> tuple[str, float]:
    """The body of the drawing and its height. Raises TooSmall where that is higher than the size."""
    sheet, top, inner = DrawnSheet(size.screen), words.top + _GAP, size.width - 2 * EDGE
    headings = {float(note["x"]): joined(read(str(note["text"])), " ") for note in plot.parts.head}
    share = _HEADING if size.width < NARROW else _WIDE_HEADING
    every = sorted(_cells(plot), key=lambda cell: cell[1])
    cells = [cell for cell in every if cell[2] != SILENT]
    for row in range(plot.rows):
        mine = [cell for cell in cells if cell[0] == row]
        name = broken(joined(read(plot.names.get(row, "")), " "), inner, FOOT)
        sheet.rectangle((EDGE, top, size.width - EDGE, top + 1), GRID)
        top += _GAP / 2
        sheet.write(name, EDGE, top, FOOT, INK)
        top += height(name, FOOT)
        for _, across, text, ink, says in mine:
            heading = broken(headings.get(across, []), inner * share - _GAP, FOOT)
            lines = broken(joined(read(text), " "), inner * (1 - share), FOOT)
            high, left = max(height(heading, FOOT), height(lines, FOOT)), EDGE + inner * share
            sheet.write(
                [tuple(run._replace(bold=False) for run in line) for line in heading], EDGE, top, FOOT, QUIET_INK
            )
            sheet.write(lines, left, top, FOOT, INK if ink == GROUND else ink)
            sheet.target(f"M{EDGE} {top:.1f}h{inner:.1f}v{high:.1f}h{-inner:.1f}Z", says)
            top += high + 2
        top += _GAP
    if len(cells) < len(every):
        sheet.write(read(_NOT_LISTED), EDGE, top, FOOT, QUIET_INK)
        top += FOOT * LINE
    full = top + words.bottom
    if full > size.height:
        raise TooSmall(size)
    words.write(sheet, full)
    return sheet.body, full


def _cells(plot: Plot) -> Iterator[_Cell]:
    for note in plot.parts.within:
        row = row_of(note)
        if row is not None:
            yield row, float(note["x"]), str(note["text"]), colour(note), None
    for trace in plot.traces:
        if trace.get("mode") == "text":
            inks = trace["textfont"]["color"]
            for at, (x, y, text) in enumerate(zip(trace["x"], trace["y"], trace["text"], strict=True)):
                yield round(y), float(x), str(text), inks[at], says_of(trace, at)
