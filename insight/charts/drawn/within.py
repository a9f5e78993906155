"""Texts within a plot, each at its place and on its card, and the names of its points, each with a line to its point."""

from __future__ import annotations

import math
from collections.abc import Sequence

from insight.charts.drawn.field import Field
from insight.charts.drawn.marks import path
from insight.charts.drawn.parts import Note, colour, row_of, type_size
from insight.charts.drawn.reading import Plot
from insight.charts.drawn.rich import Line, broken, read
from insight.charts.drawn.sheet import DrawnSheet, room_of
from insight.charts.drawn.words import EDGE
from insight.charts.style.labels import Box, LabelLayout, around, meet, place_names
from insight.charts.style.layout import FOOT
from insight.charts.style.palette import CONTEXT, GROUND, QUIET_INK, SIMILAR, faded

_NARROW = 560
"""Units across under which the corners of a plot have room for a heading only."""
_SHARE = 0.46
"""Of the plot's width, the most that a text in it takes."""
_ROOM_OF_A_NAME = 9000
"""Square units of plot for each name, under which not all of them can be read."""
_FAR = 80
"""Units from a point beyond which its name would be read as another's."""
_DOT, _CLEAR = 5, 8
"""Half the room a point takes; where its line begins, from its middle."""


def write_within(sheet: DrawnSheet, plot: Plot, field: Field, cell: float | None, edge: float) -> list[Box]:
    """Write them, each broken for its column where the plot is a table, and none beyond the right `edge`.

    What belongs to no row stays in the plot and off what is written before it. Returned is what they take.
    """
    taken: list[Box] = []
    for note in plot.parts.within:
        size = type_size(note)
        if _is_icon(note):
            lines, room = read(str(note["text"])), room_of(read(str(note["text"])), size)
            at = field.left + float(note.get("xshift") or 0), field.icon(float(note["yshift"])) - room[1] / 2
            if field.icons:
                sheet.write(lines, *at, size, colour(note), note.get("xanchor") or "center")
            continue
        lines = _lines_of(note, field, cell)
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


def _lines_of(note: Note, field: Field, cell: float | None) -> list[Line]:
    """A text in the lines it has within the plot; in the corner of a narrow one only its heading stays."""
    lines = read(str(note["text"]))
    if note.get("xref") == note.get("yref") == "paper" and field.wide < _NARROW:
        lines = lines[:1]
    return broken(lines, cell - 8 if cell else field.wide * _SHARE, type_size(note))


def _is_icon(note: Note) -> bool:
    """Whether a text is the letter or the words of an icon over the plot."""
    return note.get("yref") == "paper" and note.get("y") == 1 and note.get("yanchor") == "middle"


def write_leaders(sheet: DrawnSheet, plot: Plot, field: Field, words: Sequence[Box]) -> None:
    """Write the names within the plot. Where there is no room for all, those stay whose colour says something.

    `words` are what else is written there.
    """
    notes = plot.parts.leaders
    if notes and field.wide * field.high / len(notes) < _ROOM_OF_A_NAME:
        notes = [note for note in notes if colour(note) not in (SIMILAR, QUIET_INK)]
    if not notes:
        return
    points = [(field.x.at(note["x"]) - field.left, field.y.at(note["y"]) - field.top) for note in notes]
    kept_free = [*(_from_corner(each, field) for each in words), *_dots(plot, field)]
    layout = LabelLayout(points, Box(0, 0, field.wide, field.high), kept_free)
    written = list(words)
    for note, at in zip(notes, place_names([layout], [str(note["text"]) for note in notes], FOOT), strict=True):
        wide, high = room_of(read(str(note["text"])), FOOT)
        x, y = field.x.at(note["x"]), field.y.at(note["y"])
        left = max(field.left, min(x + at.dx - wide / 2, field.right - wide))
        top = max(field.top, min(y + at.dy - high / 2, field.bottom - high))
        box = Box(left, top, left + wide, top + high)
        # A name that has no room near its point, or would lie on another, is left out: the table beside the chart has every one.
        away = math.hypot(max(left - x, x - box.right, 0), max(top - y, y - box.bottom, 0))
        if box.right <= field.right and away <= _FAR and not any(meet(box, other) for other in written):
            written.append(box)
            _write(sheet, note, (x, y), box)


def _write(sheet: DrawnSheet, note: Note, point: tuple[float, float], box: Box) -> None:
    x, y = point
    middle, level = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    dx, dy = x - middle, y - level
    far = max(math.hypot(dx, dy), _CLEAR)
    # The line ends where it meets the box of the name.
    half_wide, half_high = middle - box.left, level - box.top
    share = min(half_wide / abs(dx) if dx else math.inf, half_high / abs(dy) if dy else math.inf, 1.0)
    ends = [(x - dx * _CLEAR / far, y - dy * _CLEAR / far), (middle + dx * share, level + dy * share)]
    sheet.path(path(ends), line={"color": QUIET_INK, "width": 1})
    sheet.rectangle((box.left - 1, box.top + 2, box.right + 1, box.bottom - 1), faded(GROUND, 0.8))
    sheet.write(read(str(note["text"])), middle, box.top, FOOT, colour(note), "center")


def _dots(plot: Plot, field: Field) -> list[Box]:
    """The room of every point but the faint ones of the context, from the plot's upper left corner."""
    return [
        around((field.x.at(a) - field.left, field.y.at(b) - field.top), _DOT)
        for trace in plot.traces
        if trace.get("mode") == "markers" and (trace.get("marker") or {}).get("color") != CONTEXT
        for a, b in zip(trace["x"], trace["y"], strict=True)
    ]


def _from_corner(box: Box, field: Field) -> Box:
    """A box counted from the plot's upper left corner."""
    return Box(box.left - field.left, box.top - field.top, box.right - field.left, box.bottom - field.top)
