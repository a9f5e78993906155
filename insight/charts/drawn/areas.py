"""The areas of a map on a sheet, as large as there is room, with what is written on them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from insight.charts.chart import Rings, Shapes
from insight.charts.drawn.marks import path, says_of
from insight.charts.drawn.parts import Note, colour, type_size
from insight.charts.drawn.rich import broken, read, widest
from insight.charts.drawn.sheet import DrawnSheet, room_of
from insight.charts.map.outlines import bounds, rings_of
from insight.charts.style.labels import Box, meet
from insight.charts.style.layout import FOOT
from insight.charts.style.palette import INK

_EDGE, _CARD, _CLEAR = 4, 5, 10
_TO_THE_RIGHT = 0.7
"""A map that is narrower than its room has so much of what is left over at its left: names stand there."""
_OUTLINED = "<br>outlined in black"
_OUTLINE, _THIN = 2, 0.7
"""Lines wider than this are so much thinner than on a screen."""


@dataclass(frozen=True)
class SheetGrid:
    """Where the metres of the National Grid lie on a sheet."""

    left: float
    top: float
    west: float
    north: float
    unit: float
    """Units of the sheet for one metre."""

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The place of a point on the sheet."""
        return self.left + (x - self.west) * self.unit, self.top + (self.north - y) * self.unit


def grid_in(shapes: Shapes, room: Box) -> SheetGrid:
    """The largest map of all areas that a room holds."""
    west, east, south, north = bounds(shapes)
    wide, high = room.right - room.left - 2 * _EDGE, room.bottom - room.top - 2 * _EDGE
    unit = min(wide / (east - west), high / (north - south))
    spare = max(wide - (east - west) * unit, 0.0)
    return SheetGrid(room.left + _EDGE + spare * _TO_THE_RIGHT, room.top + _EDGE, west, north, unit)


def draw_areas(sheet: DrawnSheet, traces: Sequence[Mapping[str, Any]], shapes: Shapes, grid: SheetGrid) -> None:
    """Every area in its look, in the order of the traces."""
    for trace in traces:
        rings = rings_of(trace, shapes)
        if rings is not None and trace.get("xaxis", "x") == "x":
            _draw_area(sheet, trace, rings, grid)


def names_of(traces: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The trace that writes the short names of areas; None on a map without them."""
    return next((each for each in traces if "text" in (each.get("mode") or "") and each.get("xaxis", "x") == "x"), None)


def names_fit(names: Mapping[str, Any], shapes: Shapes, grid: SheetGrid) -> bool:
    """Whether the short names have room in their areas, which are all of one size."""
    ring = next(iter(shapes.rings.values()))[0]
    return max(widest(read(str(text)), FOOT) for text in names["text"]) <= (max(ring[::2]) - min(ring[::2])) * grid.unit


def write_names(sheet: DrawnSheet, names: Mapping[str, Any], grid: SheetGrid) -> list[Box]:
    """Each short name in the middle of its area. Returned is what they take."""
    taken = []
    inks = names["textfont"]["color"]
    for x, y, text, ink in zip(names["x"], names["y"], names["text"], inks, strict=True):
        across, down = grid.at(x, y)
        lines = read(str(text))
        wide, high = room_of(lines, FOOT)
        sheet.write(lines, across, down - high / 2, FOOT, ink, "center")
        taken.append(Box(across - wide / 2, down - high / 2, across + wide / 2, down + high / 2))
    return taken


def write_card(sheet: DrawnSheet, note: Note, room: Box, grid: SheetGrid, names: Sequence[Box]) -> Box:
    """A text on its card: the name of an area at the edge of the map with a line to it, any other in the corner where it
    covers the fewest `names`. Returned is what it takes."""
    named, east = note.get("axref") == "x", note.get("xanchor") == "right"
    # From a card at the right of the map no line crosses it to the west: the outline of the area is the sign.
    afar = named and not east and room.left > grid.at(note["x"], note["y"])[0]
    size, lines = type_size(note), read(f"{note['text']}{_OUTLINED if afar else ''}")
    if widest(lines, size) > room.right - room.left - 2 * _CARD:
        lines = broken(lines, room.right - room.left - 2 * _CARD, size)
    wide, high = room_of(lines, size)
    wide, high = wide + 2 * _CARD, high + 2 * _CARD - 2
    corners = [(x, y) for y in (room.top, room.bottom - high) for x in (room.left, room.right - wide)]
    boxes = [Box(x, y, x + wide, y + high) for x, y in corners]
    left, top, *_ = min(boxes, key=lambda box: sum(meet(box, name) for name in names))
    if named:
        end = grid.at(note["x"], note["y"])
        beyond = room.left > end[0]
        left = room.right - wide if east and not beyond else room.left
        top = max(room.top, min(grid.at(note["ax"], note["ay"])[1] - high / 2, room.bottom - high))
        start = (left if east or beyond else left + wide, top + high / 2)
        far = max(math.dist(start, end), 1.0)
        share = max(far - _CLEAR, 0.0) / far
        stop = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
        if not afar:
            sheet.path(path([start, stop]), line={"color": INK, "width": 1.6})
    sheet.card((left, top, left + wide, top + high), note)
    sheet.write(lines, left + _CARD, top + _CARD - 1, size, colour(note))
    return Box(left, top, left + wide, top + high)


def _draw_area(sheet: DrawnSheet, trace: Mapping[str, Any], rings: Rings, grid: SheetGrid) -> None:
    line = dict(trace.get("line") or {})
    line["width"] = line.get("width", 1) * (_THIN if line.get("width", 1) > _OUTLINE else 1)
    fill = sheet.ground(trace)
    outlines = (path((grid.at(*at) for at in zip(ring[::2], ring[1::2], strict=True)), closed=True) for ring in rings)
    sheet.path("".join(outlines), fill=fill, line=line, says=says_of(trace, 0))
