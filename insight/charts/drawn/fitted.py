"""Rows as high as their words need; where there is no room for all, the plot with those that stay, each at its new place."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from insight.charts.drawn.beside import DrawnColumn
from insight.charts.drawn.marks import text_lines
from insight.charts.drawn.parts import Note, row_of, type_size
from insight.charts.drawn.reading import Plot
from insight.charts.drawn.rich import LINE, Line, broken, height, read
from insight.charts.drawn.scale import number
from insight.charts.drawn.sizes import NARROW, Size
from insight.charts.style.layout import FOOT
from insight.charts.style.staying import kept_rows

_PAD, _SHARE, _FEWEST, _LOWEST = 7, 0.6, 3, 18.0
"""Units between rows; what a row keeps of its height on a screen; fewer rows say nothing; units of the lowest row."""
_CHOSEN = 2
"""More names in bold than this are headings, not the chosen row."""
_NOTE = FOOT * LINE
_ROOM = 400
"""Units that a text beside no column may take."""
Kept = Mapping[int, int]
"""The rows that stay, each with its new place."""


class TooSmall(ValueError):
    """The chart cannot be read in that size; the message says so and what to choose."""

    def __init__(self, size: Size) -> None:
        instead = "Its table, as CSV, holds all of it" if size.grows and size.width >= NARROW else "Choose a whole page"
        super().__init__(f"This chart cannot be read in the size “{size.title}”. {instead}.")


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
    between: Kept = field(default_factory=dict)
    """How many rows are left out over a row, where their order says something."""


def fit_rows(rows: FittedRows, room: float, size: Size, cell: float | None) -> FittedRows:
    """All rows, as high as `room` lets them be, or as many as have room in it. Raises TooSmall where too few have."""
    plot = rows.plot
    named = [height(rows.names.get(row, []), FOOT) if rows.stacked else 0.0 for row in range(plot.rows)]
    cells = _cells(plot, cell)
    needs = [over + max(_need(rows, row, cell), cells.get(row, 0.0) + _PAD) for row, over in enumerate(named)]
    if sum(needs) > room:
        room -= _NOTE
        kept = _kept(plot, needs, room, size)
        between = _between(plot, kept)
        rows = FittedRows(
            reduced(plot, kept),
            {kept[row]: lines for row, lines in rows.names.items() if row in kept},
            [reduced_column(each, kept) for each in rows.columns],
            rows.stacked,
            between={kept[row]: number for row, number in between.items()},
        )
        needs, named = ([each[row] + _NOTE * (row in between) for row in kept] for each in (needs, named))
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
        if sum(needs[row] for row in kept) + _NOTE * len(_between(plot, kept)) <= room:
            return kept
    raise TooSmall(size)


def _between(plot: Plot, kept: Kept) -> dict[int, int]:
    """How many rows are left out over each that stays, in a chart with an axis whose rows stand in the order of their figures."""
    steps = () if plot.telling or not plot.xaxis.get("visible", True) else pairwise(kept)
    return {after: after - before - 1 for before, after in steps if after - before > 1}


def reduced(plot: Plot, kept: Kept) -> Plot:
    """The plot with the rows that stay."""
    parts, telling = plot.parts, {*(plot.telling or range(plot.rows))}
    return replace(
        plot,
        traces=[_trace(each, kept) for each in plot.traces],
        shapes=[moved for each in plot.shapes if (moved := _shape(each, kept))],
        parts=replace(parts, within=_notes(parts.within, kept), leaders=_notes(parts.leaders, kept)),
        names={kept[row]: text for row, text in plot.names.items() if row in kept},
        rows=len(kept),
        note=f"Room for {len({*kept} & telling)} of {len(telling)} rows.",
    )


def reduced_column(column: DrawnColumn, kept: Kept) -> DrawnColumn:
    """The column beside the rows that stay."""
    pairs = zip(column.notes, column.lines, strict=True)
    lines = [lines for note, lines in pairs if row_of(note) is None or _row(note["y"]) in kept]
    return DrawnColumn(_notes(column.notes, kept), lines, column.wide)


def _trace(trace: Mapping[str, Any], kept: Kept) -> dict[str, Any]:
    """A trace with the points of the rows that stay; what is given for each point stays with it."""
    stays = [row is None or _row(row) in kept for row in trace["y"]]

    def staying(part: Mapping[str, Any]) -> dict[str, Any]:
        return {
            key: [one for one, stay in zip(value, stays, strict=True) if stay]
            if isinstance(value, list) and len(value) == len(stays)
            else value
            for key, value in part.items()
        }

    found = staying(trace)
    found |= {part: staying(found[part]) for part in ("marker", "textfont") if found.get(part)}
    return found | {"y": [row if row is None else _placed(row, kept) for row in found["y"]]}


def _shape(shape: dict[str, Any], kept: Kept) -> dict[str, Any] | None:
    """A shape at its new place; None where its row does not stay."""
    if shape.get("yref", "y") != "y":
        return shape
    middle = (shape["y0"] + shape["y1"]) / 2
    if _row(middle) not in kept:
        return None
    shift = _placed(middle, kept) - middle
    return {**shape, "y0": shape["y0"] + shift, "y1": shape["y1"] + shift}


def _notes(notes: Sequence[Note], kept: Kept) -> list[Note]:
    """The texts that stay, each at its new place."""
    return [
        note if row_of(note) is None else {**note, "y": _placed(note["y"], kept)}
        for note in notes
        if row_of(note) is None or _row(note["y"]) in kept
    ]


def _row(place: Any) -> int:
    return math.floor(number(place) + 0.5)


def _placed(place: Any, kept: Kept) -> float:
    return number(place) - _row(place) + kept[_row(place)]
