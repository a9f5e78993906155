"""A map laid out for a size: the key beside England where there is room, under it where there is not."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from insight.charts.chart import Chart, Shapes
from insight.charts.drawn.areas import draw_areas, grid_in, names_fit, names_of, write_card, write_names
from insight.charts.drawn.map_key import WIDE, MapKey, draw_key, read_key
from insight.charts.drawn.parts import Note, colour, type_size
from insight.charts.drawn.rich import Line, broken, read
from insight.charts.drawn.sheet import DrawnSheet, room_of
from insight.charts.drawn.sizes import NARROW, Size
from insight.charts.drawn.words import EDGE, Words, words_for
from insight.charts.style.labels import Box
from insight.charts.style.layout import WORDS

_FIGURE, _BESIDE = 30, 12
"""The size of type of the chosen footprint's figure, and the units between it and what is said of it."""
_ENGLAND = 1.22
"""Height of England as a share of its width."""
_WIDE_ASPECT, _MARGIN = 1.4, 198
"""Width over height from which that figure stands at the right of the map, and the units kept for it there."""
_GAP = 8
_NAME = 80
"""Units down that the card of a name, which may be long, needs."""


class _Text(NamedTuple):
    """A text at its place on the sheet."""

    lines: list[Line]
    left: float
    top: float
    size: float
    colour: str


class _Called(NamedTuple):
    """The chosen footprint's figure and what is said of it, laid out: the texts, their left and where they end."""

    texts: list[_Text]
    left: float
    bottom: float


class _Plan(NamedTuple):
    """Where the parts of a map go: the map, the texts on the chosen footprint, the upper left corner of the key, and the whole height."""

    room: Box
    called: _Called
    key: tuple[float, float]
    full: float


def draw_map(figure: Mapping[str, Any], chart: Chart, shapes: Shapes, size: Size) -> tuple[str, float]:
    """The body of the drawing and its height."""
    words, key, traces = words_for(chart, size), read_key(figure), figure["data"]
    notes = [note for note in figure["layout"].get("annotations") or [] if note.get("name") not in WORDS]
    names = names_of(traces)
    short: Sequence[str] = names["text"] if names else ()
    # What a wide window says on a card in a corner of the map is said under the figure: here no corner is sure to be free.
    called = [note for note in notes if "axref" not in note and _heading(note) not in short]
    plan = _plan(size, words, key, called)
    sheet, grid = DrawnSheet(size.screen), grid_in(shapes, plan.room)
    draw_areas(sheet, traces, shapes, grid)
    taken: Sequence[Box] = ()
    if names and names_fit(names, shapes, grid):
        taken, short = write_names(sheet, names, grid), ()
    for text in plan.called.texts:
        sheet.write(*text)
    cards = plan.room
    if plan.called.left > cards.right and cards.bottom - plan.called.bottom > _NAME:
        # Beside the map, under the figure, a name covers no area.
        cards = Box(plan.called.left, plan.called.bottom + _GAP, size.width - EDGE, cards.bottom)
    for note in sorted(notes, key=lambda note: "axref" not in note):  # what has a place of its own first
        # What a short name stands for is said only where that name can be read.
        if note not in called and _heading(note) not in short:
            taken = [*taken, write_card(sheet, note, cards, grid, taken)]
    draw_key(sheet, key, *plan.key, min(WIDE, size.width - 2 * EDGE))
    words.write(sheet, plan.full)
    return sheet.body, plan.full


def _plan(size: Size, words: Words, key: MapKey, notes: Sequence[Note]) -> _Plan:
    top, edge = words.top + _GAP, size.width - EDGE
    below = size.height - words.bottom - _GAP
    if size.width < NARROW:
        called = _lay_out(notes, EDGE, top, edge - EDGE)
        high = min((edge - EDGE) * _ENGLAND, below - called.bottom - key.high - 2 * _GAP)
        room = Box(EDGE, called.bottom, edge, called.bottom + high)
        return _Plan(room, called, (EDGE, room.bottom + _GAP), room.bottom + key.high + 2 * _GAP + words.bottom)
    left = EDGE + WIDE + 2 * _GAP
    if size.grows or size.width / size.height < _WIDE_ASPECT:
        called = _lay_out(notes, EDGE, top, WIDE)
        high = max((edge - left) * _ENGLAND, key.high + called.bottom - top) if size.grows else math.inf
        room = Box(left, top, edge, min(top + high, below))
        full = room.bottom + _GAP + words.bottom if size.grows else size.height
        return _Plan(room, called, (EDGE, called.bottom), full)
    room = Box(left - _GAP, top, edge - _MARGIN - _GAP, below)
    return _Plan(room, _lay_out(notes, edge - _MARGIN, top + 4 * _GAP, _MARGIN), (EDGE, top), size.height)


def _heading(note: Note) -> str:
    return str(note["text"]).removeprefix("<b>").split("</b>")[0]


def _lay_out(notes: Sequence[Note], left: float, top: float, wide: float) -> _Called:
    """One text under the other, but what is said of a large figure beside it where that has room."""
    texts: list[_Text] = []
    at, bottom = left, top
    for note in notes:
        size = min(type_size(note), _FIGURE)
        told = read(str(note["text"]))
        # Beside a figure every line says something of its own; elsewhere lines are one text that was broken for a wider place.
        texts_of = [[line] for line in told] if at > left else [told]
        lines = [line for each in texts_of for line in broken(each, left + wide - at, size)]
        used, high = room_of(lines, size)
        texts.append(_Text(lines, at, top, size, colour(note)))
        bottom = max(bottom, top + high + _GAP)
        at, top = (at + used + _BESIDE, top) if size == _FIGURE and wide >= WIDE else (left, bottom)
    return _Called(texts, left, bottom)
