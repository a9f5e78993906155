"""A map on a slide: every area a shape of its own with its name and its figure, and the key beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

from insight.charts.chart import Chart, Rings, Shapes
from insight.charts.drawn.areas import SheetGrid, grid_in
from insight.charts.drawn.map_key import read_key
from insight.charts.map.outlines import rings_of
from insight.charts.style.labels import Box
from insight.charts.style.palette import GROUND, HATCHING, INK, QUIET_INK
from insight.charts.wire import figure_of
from insight.pack.slides.objects import AltText, SlideBox, filled, freeform, group, hatched, outlined, rgb, tell, write

_FIRST = 100
"""The numbers of the shapes of a map begin here, beyond those of the other objects of its slide."""
_KEY_ROW, _SWATCH = 400_000, 500_000
_KEY_SHARE = 0.5
_CHOSEN, _PEER = 57_150, 22_225
"""The width of the outline of the footprint chosen, and of one of those it is compared with."""


def add_map(slide: Any, area: SlideBox, chart: Chart, shapes: Shapes, alt: str) -> None:
    """The map at the right of its area, its key at the left."""
    figure = figure_of(chart)
    key_wide = int(area.wide * _KEY_SHARE)
    room = Box(area.left + key_wide, area.top, area.left + area.wide, area.top + area.high)
    grid = grid_in(shapes, room)
    told = {str(row["Code"]): row for row in chart.table.to_dict("records")}
    where = SlideBox(int(room.left), area.top, area.wide - key_wide, area.high)
    holder = group(slide, AltText(_FIRST, "Map of England", alt), where)
    traces = [each for each in figure["data"] if each.get("xaxis", "x") == "x"]
    lines: list[str] = []
    for number, trace in enumerate(traces, _FIRST + 1):
        rings = rings_of(trace, shapes)
        if rings is None:
            continue
        code = trace["meta"]["shape"]
        name, said = str(told.get(code, {}).get("Footprint", code)), _said(told.get(code, {}))
        if trace.get("fill") == "toself":
            _add_area(holder, AltText(number, name, said), rings, grid, _look(trace))
        elif (trace.get("line") or {}).get("color") == INK:
            dash = "dash" if trace["line"].get("dash") == "dash" else ""
            look = outlined(INK, _PEER if dash else _CHOSEN, dash)
            _add_area(holder, AltText(number, f"{name}, outlined", f"Outline: {said}"), rings, grid, look)
            lines += [] if dash else [f"Thick outline: {name}."]
    lines += [
        text
        for each in figure["layout"].get("annotations") or []
        if (text := _plain(each["text"])).startswith("Dashed")
    ]
    _add_key(slide, figure, SlideBox(area.left, area.top, key_wide, area.high), lines)


def _add_area(holder: Any, told: AltText, outline: Rings, grid: SheetGrid, look: str) -> None:
    rings = [
        [(round(x), round(y)) for x, y in (grid.at(*at) for at in zip(ring[::2], ring[1::2], strict=True))]
        for ring in outline
    ]
    across, down = zip(*(point for ring in rings for point in ring), strict=True)
    left, top = min(across), min(down)
    within = [[(x - left, y - top) for x, y in ring] for ring in rings]
    area = SlideBox(left, top, max(max(across) - left, 1), max(max(down) - top, 1))
    freeform(holder, told, area, within, look)


def _said(row: Mapping[Any, Any]) -> str:
    """An area's figure and verdict, as a sentence."""
    if not row:
        return "No figure."
    verdict = f", {row['Verdict']}" if row.get("Verdict") not in (None, "not compared") else ""
    value = row["Value"]
    shown = {"[c]": "hidden", "[low]": "under 0.5%"}.get(str(value), "no figure")
    return f"{row['Footprint']}: {f'{value:g}' if isinstance(value, float | int) else shown}{verdict}."


def _look(trace: Mapping[str, Any]) -> str:
    line = trace.get("line") or {}
    if trace.get("fillpattern"):
        return hatched(HATCHING, QUIET_INK)
    dash = "dash" if line.get("dash") == "dash" else ""
    return filled(trace.get("fillcolor", GROUND), line.get("color", QUIET_INK), float(line.get("width", 1)), dash)


def _add_key(slide: Any, figure: Mapping[str, Any], area: SlideBox, lines: Sequence[str]) -> None:
    """The classes of the map in words, each beside its colour, and what its outlines mean."""
    key = read_key(figure)
    high = min(_KEY_ROW, area.high // (len(key.swatches) + 5))
    write(slide, SlideBox(area.left, area.top, area.wide, 2 * high), [_plain(key.heading[-1])], bold=True)
    for row, look in key.swatches.items():
        top, text = area.top + int(1.8 * high) + row * high, _plain(key.words[row])
        _swatch(slide, SlideBox(area.left, top, _SWATCH, int(high * 0.8)), look, text)
        write(slide, SlideBox(area.left + _SWATCH + 120_000, top, area.wide - _SWATCH - 150_000, high), [text])
    below = area.top + int((2 + len(key.swatches)) * high)
    write(slide, SlideBox(area.left, below, area.wide, 3 * high), [" ".join(lines)])


def _swatch(slide: Any, area: SlideBox, trace: Mapping[str, Any], text: str) -> None:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *area)
    shape.name = "Key"
    tell(shape, f"The colour of: {text}")
    shape.shadow.inherit = False
    shape.line.color.rgb, shape.line.width = rgb(QUIET_INK), Pt(0.75)
    if trace.get("fillpattern"):
        shape.fill.patterned()
        shape.fill.fore_color.rgb, shape.fill.back_color.rgb = rgb(HATCHING), rgb(GROUND)
        return
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(trace.get("fillcolor", GROUND))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text)).strip()
