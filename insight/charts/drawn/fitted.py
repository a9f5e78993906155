"""Rows as high as their words need; those that stay where there is no room for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from insight.charts.drawn.beside import DrawnColumn
from insight.charts.drawn.marks import text_lines
from insight.charts.drawn.parts import row_of, type_size
from insight.charts.drawn.reading import Plot
from insight.charts.drawn.reduced import reduced, reduced_column
from insight.charts.drawn.rich import LINE, Line, broken, height, read
from insight.charts.drawn.rows import kept_rows
from insight.charts.drawn.scale import number
from insight.charts.drawn.sizes import Size
from insight.charts.style.layout import FOOT

_PAD, _SHARE, _FEWEST, _LOWEST = 7, 0.6, 3, 18.0
"""Units between rows; what a row keeps of its height on a screen; fewer rows say nothing; units of the lowest row."""
_CHOSEN = 2
"""More names in bold than this are headings, not the chosen row."""
_NOTE = FOOT * LINE
_ROOM = 400
"""Units that a text beside no column may take."""


class TooSmall(ValueError):
    """The chart cannot be read in that size; the message says so and what to choose."""

    def __init__(self, size: Size) -> None:
        super().__init__(f"This chart cannot be read in the size “{size.title}”. Choose a whole page.")


@dataclass(frozen=True)
class FittedRows:
    """A plot of rows with their names and columns, and the units that each row and the name over its marks take."""

    plot: Plot
    names: dict[int, list[Line]]
    columns: Sequence[DrawnColumn]
    stacked: bool
    """Whether the name of a row stands over its marks."""
    heights: Sequence[float] = ()
    named: Sequence[float] = ()


def fit_rows(rows: FittedRows, room: float, size: Size, cell: float | None) -> FittedRows:
    """All rows, as high as `room` lets them be, or as many as have room in it. Raises TooSmall where too few have."""
    plot = rows.plot
    named = [height(rows.names.get(row, []), FOOT) if rows.stacked else 0.0 for row in range(plot.rows)]
    cells = _cells(plot, cell)
    needs = [over + max(_need(rows, row, cell), cells.get(row, 0.0) + _PAD) for row, over in enumerate(named)]
    if sum(needs) > room:
        room -= _NOTE
        kept = _kept(plot, needs, room, size)
        rows = FittedRows(
            reduced(plot, kept),
            {kept[row]: lines for row, lines in rows.names.items() if row in kept},
            [reduced_column(each, kept) for each in rows.columns],
            rows.stacked,
        )
        needs, named = ([each[row] for row in kept] for each in (needs, named))
    spare = max((room - sum(needs)) / len(needs), 0.0)
    drawn = plot.drawn / plot.rows * _SHARE
    heights = [max(need, drawn) for need in needs] if size.grows else [need + spare for need in needs]
    return replace(rows, heights=heights if sum(heights) <= room else needs, named=named)


def _need(rows: FittedRows, row: int, cell: float | None) -> float:
    """Units that the words of a row need, but for a name over its marks."""
    within = [
        height(broken(read(str(note["text"])), (cell or _ROOM) - 8, type_size(note)), type_size(note))
        for note in rows.plot.parts.within
        if row_of(note) == row
    ]
    name = 0.0 if rows.stacked else height(rows.names.get(row, []), FOOT)
    return max([_LOWEST, name, *within, *(each.height(row) for each in rows.columns)]) + _PAD


def _cells(plot: Plot, cell: float | None) -> dict[int, float]:
    """Units that the texts in the cells of each row of a table need."""
    found: dict[int, float] = {}
    for trace in plot.traces if cell else ():
        if "text" in (trace.get("mode") or ""):
            for at, y in enumerate(trace["y"]):
                row = round(number(y))
                found[row] = max(found.get(row, 0.0), height(*text_lines(trace, at, cell)))
    return found


def _kept(plot: Plot, needs: Sequence[float], room: float, size: Size) -> dict[int, int]:
    chosen = [row for row, text in plot.names.items() if text.startswith("<b>") and row < plot.rows]
    chosen = chosen if len(chosen) <= _CHOSEN else []
    for most in range(plot.rows - 1, _FEWEST - 1, -1):
        kept = kept_rows(plot.rows, most, chosen, plot.telling)
        if sum(needs[row] for row in kept) <= room:
            return kept
    raise TooSmall(size)
