"""A map laid out for a size: the key beside England where there is room, under it where there is not."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from insight.charts.chart import Chart, Shapes
from insight.charts.drawn.areas import draw_areas, grid_in, names_fit, names_of, write_card, write_names
from insight.charts.drawn.map_key import WIDE, MapKey, draw_key, read_key
from insight.charts.drawn.parts import Note, colour, type_size
from insight.charts.drawn.rich import broken, read
from insight.charts.drawn.sheet import DrawnSheet, room_of
from insight.charts.drawn.sizes import NARROW, Size
from insight.charts.drawn.words import EDGE, Words, words_for
from insight.charts.style.labels import Box
from insight.charts.style.layout import WORDS

_CALLOUT, _FIGURE = 70, 30
"""Units down that the chosen footprint's figure takes, and the size of its type."""
_ENGLAND = 1.22
"""Height of England as a share of its width."""
_WIDE_ASPECT, _MARGIN = 1.4, 198
"""Width over height from which that figure stands at the right of the map, and the units kept for it there."""
_GAP = 8


class _Plan(NamedTuple):
    """Where the parts of a map go: the map, the upper left corners of the figure and the key, and the whole height."""

    room: Box
    called: tuple[float, float, float]
    """Left, top and width."""
    key: tuple[float, float]
    full: float


def draw_map(figure: Mapping[str, Any], chart: Chart, shapes: Shapes, size: Size) -> tuple[str, float]:
    """The body of the drawing and its height."""
    words, key, traces = words_for(chart, size), read_key(figure), figure["data"]
    notes = [note for note in figure["layout"].get("annotations") or [] if note.get("name") not in WORDS]
    called = [note for note in notes if note.get("xref") == "paper" and note.get("x") == 0]
    plan = _plan(size, words, key, _CALLOUT if called else 0)
    sheet, grid, names = DrawnSheet(size.screen), grid_in(shapes, plan.room), names_of(traces)
    draw_areas(sheet, traces, shapes, grid)
    short: Sequence[str] = names["text"] if names else ()
    taken: Sequence[Box] = ()
    if names and names_fit(names, shapes, grid):
        taken, short = write_names(sheet, names, grid), ()
    under, cards = _call_out(sheet, called, *plan.called), plan.room
    if called and plan.called[0] > cards.right:
        # Beside the map, under the figure, a text covers no area.
        cards = Box(plan.called[0], under + _GAP, size.width - EDGE, cards.bottom)
    for note in notes:
        # What a short name stands for is said only where that name can be read.
        if note not in called and _heading(note) not in short:
            write_card(sheet, note, cards, grid, taken)
    draw_key(sheet, key, *plan.key, min(WIDE, size.width - 2 * EDGE))
    words.write(sheet, plan.full)
    return sheet.body, plan.full


def _plan(size: Size, words: Words, key: MapKey, callout: float) -> _Plan:
    top, edge = words.top + _GAP, size.width - EDGE
    below = size.height - words.bottom - _GAP
    if size.width < NARROW:
        high = min((edge - EDGE) * _ENGLAND, below - top - key.high - callout - 2 * _GAP)
        room = Box(EDGE, top + callout, edge, top + callout + high)
        return _Plan(
            room, (EDGE, top, edge - EDGE), (EDGE, room.bottom + _GAP), room.bottom + key.high + 2 * _GAP + words.bottom
        )
    left = EDGE + WIDE + 2 * _GAP
    if size.grows or size.width / size.height < _WIDE_ASPECT:
        high = max((edge - left) * _ENGLAND, key.high + callout) if size.grows else math.inf
        room = Box(left, top, edge, min(top + high, below))
        full = room.bottom + _GAP + words.bottom if size.grows else size.height
        return _Plan(room, (EDGE, top, WIDE), (EDGE, top + callout), full)
    room = Box(left - _GAP, top, edge - _MARGIN - _GAP, below)
    return _Plan(room, (edge - _MARGIN, top + 4 * _GAP, _MARGIN), (EDGE, top), size.height)


def _heading(note: Note) -> str:
    return str(note["text"]).removeprefix("<b>").split("</b>")[0]


def _call_out(sheet: DrawnSheet, notes: Sequence[Note], left: float, top: float, wide: float) -> float:
    """The chosen footprint's figure, large, with what is said of it beside it, or under it where that is narrow. Returned is where it ends."""
    under = wide < WIDE and len(notes) > 1
    for note in notes:
        size = min(type_size(note), _FIGURE)
        lines = broken(read(str(note["text"])), wide, size)
        used, high = room_of(lines, size)
        sheet.write(lines, left, top, size, colour(note))
        left, top, wide = (left, top + high, wide) if under else (left + used + 12, top, wide - used - 12)
    return top
