"""The names of points, placed anew for a size, each with a line to its point."""

from __future__ import annotations

import math
from collections.abc import Sequence

from insight.charts.drawn.field import Field
from insight.charts.drawn.marks import path
from insight.charts.drawn.parts import Note, colour
from insight.charts.drawn.reading import Plot
from insight.charts.drawn.rich import read
from insight.charts.drawn.sheet import DrawnSheet, room_of
from insight.charts.drawn.within import lines_of
from insight.charts.style.labels import Box, LabelLayout, place_names
from insight.charts.style.layout import FOOT
from insight.charts.style.palette import CONTEXT, GROUND, QUIET_INK, SIMILAR, faded

_ROOM_OF_A_NAME = 9000
"""Square units of plot for each name, under which not all of them can be read."""
_DOT, _CLEAR = 5, 8
"""Half the room a point takes; where its line begins, from its middle."""
_Pair = tuple[float, float]


def write_leaders(sheet: DrawnSheet, plot: Plot, field: Field, edge: float) -> None:
    """Write the names. Where there is no room for all, those stay whose colour says something; none beyond `edge`."""
    notes = plot.parts.leaders
    if notes and field.wide * field.high / len(notes) < _ROOM_OF_A_NAME:
        notes = [note for note in notes if colour(note) not in (SIMILAR, QUIET_INK)]
    if not notes:
        return
    points = [(field.x.at(note["x"]) - field.left, field.y.at(note["y"]) - field.top) for note in notes]
    kept_free = [*(_box(note, field) for note in plot.parts.within), *_dots(plot, field)]
    layout = LabelLayout(points, Box(0, 0, field.wide, field.high), kept_free)
    written: list[tuple[float, float, float, float]] = []
    for note, at in zip(notes, place_names([layout], [str(note["text"]) for note in notes], FOOT), strict=True):
        wide, high = room_of(read(str(note["text"])), FOOT)
        x, y = field.x.at(note["x"]), field.y.at(note["y"])
        middle, level = min(x + at.dx, edge - wide / 2), y + at.dy
        # A name that would lie on another is left out: the table beside the chart has every one.
        if all(abs(middle - a) >= (wide + b) / 2 or abs(level - c) >= (high + d) / 2 for a, b, c, d in written):
            written.append((middle, wide, level, high))
            _write(sheet, note, (x, y), (middle, level), (wide, high))


def _write(sheet: DrawnSheet, note: Note, point: _Pair, centre: _Pair, room: _Pair) -> None:
    lines, (wide, high) = read(str(note["text"])), room
    (x, y), (middle, level) = point, centre
    dx, dy = x - middle, y - level
    far = max(math.hypot(dx, dy), _CLEAR)
    # The line ends where it meets the box of the name.
    share = min(wide / 2 / abs(dx) if dx else math.inf, high / 2 / abs(dy) if dy else math.inf, 1.0)
    ends = [(x - dx * _CLEAR / far, y - dy * _CLEAR / far), (middle + dx * share, level + dy * share)]
    sheet.path(path(ends), line={"color": QUIET_INK, "width": 1})
    ground = (middle - wide / 2 - 1, level - high / 2 + 2, middle + wide / 2 + 1, level + high / 2 - 1)
    sheet.rectangle(ground, faded(GROUND, 0.8))
    sheet.write(lines, middle, level - high / 2, FOOT, colour(note), "center")


def _dots(plot: Plot, field: Field) -> list[Box]:
    """The room of every point but the faint ones of the context, from the plot's upper left corner."""
    places: Sequence[tuple[float, float]] = [
        (field.x.at(a) - field.left, field.y.at(b) - field.top)
        for trace in plot.traces
        if trace.get("mode") == "markers" and (trace.get("marker") or {}).get("color") != CONTEXT
        for a, b in zip(trace["x"], trace["y"], strict=True)
    ]
    return [Box(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for x, y in places]


def _box(note: Note, field: Field) -> Box:
    """The room that a text within the plot takes, from the plot's upper left corner."""
    wide, high = room_of(lines_of(note, field, None), FOOT)
    left, top = field.corner(note, (wide, high))
    return Box(left - field.left, top - field.top, left + wide - field.left, top + high - field.top)
