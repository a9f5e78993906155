"""Texts within a plot, each at its place and on its card."""

from __future__ import annotations

from collections.abc import Sequence

from insight.charts.drawn.field import Field
from insight.charts.drawn.parts import Note, colour, row_of, type_size
from insight.charts.drawn.reading import Plot
from insight.charts.drawn.rich import Line, broken, read
from insight.charts.drawn.sheet import DrawnSheet, room_of
from insight.charts.drawn.words import EDGE
from insight.charts.style.labels import Box, meet

_NARROW = 560
"""Units across under which the corners of a plot have room for a heading only."""
_SHARE = 0.46
"""Of the plot's width, the most that a text in it takes."""


def write_within(sheet: DrawnSheet, plot: Plot, field: Field, cell: float | None, edge: float) -> list[Box]:
    """Write them, each broken for its column where the plot is a table, and none beyond the right `edge`.

    What belongs to no row stays in the plot and off what is written before it. Returned is what they take.
    """
    taken: list[Box] = []
    for note in plot.parts.within:
        size = type_size(note)
        if is_icon(note):
            lines, room = read(str(note["text"])), room_of(read(str(note["text"])), size)
            at = field.left + float(note.get("xshift") or 0), field.icon(float(note["yshift"])) - room[1] / 2
            if field.icons:
                sheet.write(lines, *at, size, colour(note), note.get("xanchor") or "center")
            continue
        lines = lines_of(note, field, cell)
        wide, high = room_of(lines, size)
        left, top = field.corner(note, (wide, high))
        left = max(EDGE, min(left, edge - wide))
        if not plot.rows or row_of(note) is None:
            inside = max(field.top, min(top, field.bottom - high))
            if inside != top and "paper" not in (note.get("xref"), note.get("yref")):
                continue  # the name of a line has no room beside it, and would cover what is drawn; the foot says it too
            top = _clear(Box(left, inside, left + wide, inside + high), taken, upwards=note.get("yanchor") == "bottom")
            taken.append(Box(left, top, left + wide, top + high))
        sheet.card((left - 2, top, left + wide + 2, top + high), note)
        align = note.get("align") or "center"
        anchor = {"left": left, "right": left + wide}.get(align, left + wide / 2)
        sheet.write(lines, anchor, top, size, colour(note), align)
    return taken


def _clear(box: Box, taken: Sequence[Box], *, upwards: bool) -> float:
    """Where the top of a box lies once it has moved off all those that are taken."""
    high = box.bottom - box.top
    for other in sorted(taken, key=lambda each: each.bottom, reverse=upwards):
        if meet(box, other):
            top = other.top - high if upwards else other.bottom
            box = box._replace(top=top, bottom=top + high)
    return box.top


def lines_of(note: Note, field: Field, cell: float | None) -> list[Line]:
    """A text in the lines it has within the plot; in the corner of a narrow one only its heading stays."""
    lines = read(str(note["text"]))
    if note.get("xref") == note.get("yref") == "paper" and field.wide < _NARROW:
        lines = lines[:1]
    return broken(lines, cell - 8 if cell else field.wide * _SHARE, type_size(note))


def is_icon(note: Note) -> bool:
    """Whether a text is the letter or the words of an icon over the plot."""
    return note.get("yref") == "paper" and note.get("y") == 1 and note.get("yanchor") == "middle"
