"""The traces of a chart on a sheet: lines, areas, points, bars and texts, each at its place on two scales."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from insight.charts.drawn.field import Field
from insight.charts.drawn.rich import LINE, Line, broken, height, read, widest
from insight.charts.drawn.sheet import DrawnSheet, Says, n
from insight.charts.style.layout import BODY, FOOT
from insight.charts.style.palette import INK

_BAR = 0.68
"""Share of a row that a bar takes."""
_TARGET = 12
"""Half of what a finger needs to meet a point."""
_BESIDE = 2
"""Units between the text of a cell and its neighbours."""
_OPEN = "-open"
"""How the name of a hollow symbol ends."""

Trace = Mapping[str, Any]
Point = tuple[float, float]


def draw_trace(sheet: DrawnSheet, trace: Trace, field: Field, shrink: float, cell: float | None = None) -> None:
    """One trace; `shrink` is how much smaller its points are than on a screen, `cell` the room of a text in a table.

    Bars are drawn together, by draw_bars.
    """
    if trace.get("visible") is False or trace.get("type") == "bar":
        return
    points = [(field.x.at(a), field.y.at(b)) for a, b in zip(trace.get("x") or (), trace.get("y") or (), strict=False)]
    mode = trace.get("mode") or "lines"
    if "lines" in mode:
        _draw_lines(sheet, trace, points, shrink)
    if "markers" in mode:
        _draw_points(sheet, trace, points, shrink)
    if "text" in mode:
        _write_texts(sheet, trace, points, cell)
    if "meta" not in trace:
        for at, (x, y) in enumerate(points):
            if not math.isnan(x + y):
                sheet.target(circle(x, y, _TARGET), says_of(trace, at))


def says_of(trace: Trace, at: int) -> Says | None:
    """What a mark of a trace says of itself and which code it stands for; None where it says nothing."""
    text = _at(trace.get("hovertext") or trace.get("text"), at)
    if trace.get("hoverinfo") != "text" or not text:
        return None
    code = (trace.get("meta") or {}).get("shape") or _at(trace.get("customdata"), at)
    return str(text), _at(code, 0)


def _at(value: Any, at: int) -> Any:
    """One of a list, or what stands for all."""
    return value[at] if isinstance(value, list) else value


def draw_bars(sheet: DrawnSheet, traces: Iterable[Trace], field: Field) -> None:
    """Bars on their side, stacked in the order of the traces, each with its text in its middle."""
    ends: dict[float, float] = {}
    for trace in (each for each in traces if each.get("type") == "bar"):
        for at, (row, share) in enumerate(zip(trace["y"], trace["x"], strict=True)):
            start = ends.get(row, 0.0)
            ends[row] = start + share
            top, bottom = field.y.at(row - _BAR / 2), field.y.at(row + _BAR / 2)
            left, right = field.x.at(start), field.x.at(ends[row])
            if share <= 0:
                continue
            sheet.rectangle((left, top, right, bottom), trace["marker"]["color"], trace["marker"].get("line"))
            sheet.target(f"M{n(left)} {n(top)}H{n(right)}V{n(bottom)}H{n(left)}Z", says_of(trace, at))
            text = str(trace["text"][at])
            if right - left > len(text) * FOOT * 0.62 + 4:
                middle, upper = (left + right) / 2, (top + bottom) / 2 - FOOT * LINE / 2
                sheet.write(read(text), middle, upper, FOOT, trace["textfont"]["color"], "center")


def _draw_lines(sheet: DrawnSheet, trace: Trace, points: Sequence[Point], shrink: float) -> None:
    line = dict(trace.get("line") or {})
    line["width"] = line.get("width", 2) * shrink if line.get("width", 2) > 2 else line.get("width", 2)
    fill = sheet.ground(trace)
    says = says_of(trace, 0) if "meta" in trace else None
    sheet.path(path(points, fill != "none"), fill=fill, line=line, opacity=trace.get("opacity", 1), says=says)


def path(points: Iterable[Point], closed: bool = False) -> str:
    """The steps through points, parted where one is missing; points that round to the last are left out."""
    steps: list[str] = []
    last = ""
    begun = False
    for a, b in points:
        if math.isnan(a) or math.isnan(b):
            steps.append("Z" if closed and begun else "")
            begun, last = False, ""
            continue
        place = f"{n(a)} {n(b)}"
        if place != last:
            steps.append(f"{'L' if begun else 'M'}{place}")
        begun, last = True, place
    return "".join(steps) + ("Z" if closed and begun else "")


def _draw_points(sheet: DrawnSheet, trace: Trace, points: Sequence[Point], shrink: float) -> None:
    marker = trace.get("marker") or {}
    sizes, colours = _each(marker.get("size", 6), len(points)), _each(marker.get("color", INK), len(points))
    symbol = str(marker.get("symbol") or "circle")
    edge = marker.get("line") or {}
    by_look: dict[tuple[Any, Any], list[Point]] = {}
    for point, size, colour in zip(points, sizes, colours, strict=True):
        if not math.isnan(point[0] + point[1]) and size:
            by_look.setdefault((size, colour), []).append(point)
    for (size, colour), some in by_look.items():
        half = size * shrink / 2
        shape, hollow = symbol.removesuffix(_OPEN), _OPEN in symbol
        steps = "".join(_SYMBOLS[shape](a, b, half) for a, b in some)
        line = {"color": colour, "width": max(1.6, edge.get("width", 1))} if hollow else edge
        inside = "none" if "line" in symbol else "#FFFFFF"
        sheet.path(steps, fill=inside if hollow else colour, line=line)


def _each(value: Any, count: int) -> Sequence[Any]:
    return value if isinstance(value, list) else [value] * count


def circle(x: float, y: float, r: float) -> str:
    """The steps round a circle by its middle and its radius."""
    return f"M{n(x - r)} {n(y)}a{n(r)} {n(r)} 0 1 0 {n(2 * r)} 0a{n(r)} {n(r)} 0 1 0 {n(-2 * r)} 0Z"


def _polygon(*corners: tuple[float, float]) -> Callable[[float, float, float], str]:
    def drawn(x: float, y: float, r: float) -> str:
        return "M" + "L".join(f"{n(x + a * r)} {n(y + b * r)}" for a, b in corners) + "Z"

    return drawn


def _tick(x: float, y: float, r: float) -> str:
    return f"M{n(x)} {n(y - r)}V{n(y + r)}"


_SYMBOLS: Mapping[str, Callable[[float, float, float], str]] = {
    "circle": circle,
    "square": _polygon((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "diamond": _polygon((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    "diamond-tall": _polygon((0, -1.4), (0.7, 0), (0, 1.4), (-0.7, 0)),
    "diamond-wide": _polygon((0, -0.7), (1.4, 0), (0, 0.7), (-1.4, 0)),
    "triangle-up": _polygon((0, -1.15), (1.05, 0.75), (-1.05, 0.75)),
    "triangle-down": _polygon((0, 1.15), (1.05, -0.75), (-1.05, -0.75)),
    "line-ns": _tick,
}


def text_lines(trace: Trace, at: int, cell: float | None) -> tuple[list[Line], float]:
    """A text of a trace in its lines, and the size of its type: as large as its cell lets it be."""
    size = max(FOOT, min(float((trace.get("textfont") or {}).get("size", BODY)), BODY - 1))
    lines = read(str(trace["text"][at]))
    if cell and widest(lines, size) > cell - _BESIDE:
        size = FOOT
        lines = broken(lines, cell - _BESIDE, size)
    return lines, size


def _write_texts(sheet: DrawnSheet, trace: Trace, points: Sequence[Point], cell: float | None) -> None:
    colours = _each((trace.get("textfont") or {}).get("color", INK), len(points))
    for at, ((a, b), colour) in enumerate(zip(points, colours, strict=True)):
        if not math.isnan(a + b):
            lines, size = text_lines(trace, at, cell)
            sheet.write(lines, a, b - height(lines, size) / 2, size, colour, "center")
