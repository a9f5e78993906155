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
from insight.charts.style.labels import Box, LabelLayout, meet, place_names
from insight.charts.style.layout import FOOT
from insight.charts.style.palette import CONTEXT, GROUND, QUIET_INK, SIMILAR, faded

_ROOM_OF_A_NAME = 9000
"""Square units of plot for each name, under which not all of them can be read."""
_DOT, _CLEAR = 5, 8
"""Half the room a point takes; where its line begins, from its middle."""


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
        # A name that has no room, or would lie on another, is left out: the table beside the chart has every one.
        if box.right <= field.right and not any(meet(box, other) for other in written):
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
    places: Sequence[tuple[float, float]] = [
        (field.x.at(a) - field.left, field.y.at(b) - field.top)
        for trace in plot.traces
        if trace.get("mode") == "markers" and (trace.get("marker") or {}).get("color") != CONTEXT
        for a, b in zip(trace["x"], trace["y"], strict=True)
    ]
    return [Box(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for x, y in places]


def _from_corner(box: Box, field: Field) -> Box:
    """A box counted from the plot's upper left corner."""
    return Box(box.left - field.left, box.top - field.top, box.right - field.left, box.bottom - field.top)
