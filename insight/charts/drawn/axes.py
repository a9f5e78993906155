"""The axes of a plot: names of rows or figures at its left, figures and grid along its foot."""

from __future__ import annotations

import math
from collections.abc import Mapping

from insight.charts.drawn.field import Field
from insight.charts.drawn.reading import Plot
from insight.charts.drawn.rich import LINE, Line, broken, height, read
from insight.charts.drawn.scale import ticks
from insight.charts.drawn.sheet import DrawnSheet, n, room_of
from insight.charts.drawn.words import EDGE
from insight.charts.style.layout import FOOT
from insight.charts.style.palette import GRID, GROUND, INK, QUIET_INK

_TEXT = FOOT * LINE
_UPRIGHT = 1.7
"""Figures along an upright axis may stand so many times nearer than along the foot."""
_APART = 6
_THIN = {"color": GRID, "width": 1}


def axis_height(plot: Plot, span: float) -> float:
    """Units under the plot for its figures and its title."""
    if not plot.xaxis.get("visible", True):
        return 10
    lines = max((len(read(text)) for _, text in ticks(plot.xaxis, span)), default=1)
    return lines * _TEXT + height(_title(plot, span), FOOT) + 16


def draw_axes(sheet: DrawnSheet, plot: Plot, field: Field) -> None:
    """Grid and figures of the axes that are seen."""
    if plot.xaxis.get("visible", True):
        _draw_across(sheet, plot, field)
    if not plot.rows and plot.yaxis.get("visible", True):
        for value, text in ticks(plot.yaxis, field.high * _UPRIGHT):
            at = field.y.at(value)
            if plot.yaxis.get("showgrid", True):
                sheet.path(f"M{n(field.left)} {n(at)}H{n(field.right)}", line=_THIN)
            sheet.write(read(text), field.left - 8, at - _TEXT / 2, FOOT, INK, "right")


def name_rows(sheet: DrawnSheet, names: Mapping[int, list[Line]], field: Field) -> None:
    """The name of each row at its left."""
    for row, lines in names.items():
        sheet.write(lines, field.left - 12, field.y.at(row) - height(lines, FOOT) / 2, FOOT, INK, "right")


def name_rows_above(sheet: DrawnSheet, names: Mapping[int, list[Line]], field: Field) -> None:
    """The name of each row over its marks, clear of the lines that run through all rows."""
    for row, lines in names.items():
        wide, high = room_of(lines, FOOT)
        top = field.y.at(row - 0.5 + 1e-4) - high
        sheet.rectangle((EDGE - 2, top, EDGE + wide + 4, top + high), GROUND)
        sheet.write(lines, EDGE, top, FOOT, INK)


def _draw_across(sheet: DrawnSheet, plot: Plot, field: Field) -> None:
    """Grid and figures along the foot of the plot; figures that would touch are left out, from the latest back."""
    found = [(field.x.at(value), read(text)) for value, text in ticks(plot.xaxis, field.wide)]
    lines = [(at, _THIN) for at, _ in found if plot.xaxis.get("showgrid", True)]
    if plot.xaxis.get("zeroline"):
        lines.append((field.x.at(0), {"color": plot.xaxis.get("zerolinecolor", QUIET_INK), "width": 1}))
    for at, look in lines:
        sheet.path(f"M{n(at)} {n(field.top)}V{n(field.bottom)}", line=look)
    edge, lowest = math.inf, 0.0
    for at, text in reversed(found):
        wide, high = room_of(text, FOOT)
        if at + wide / 2 + _APART <= edge:
            sheet.write(text, at, field.bottom + 5, FOOT, INK, "center")
            edge, lowest = at - wide / 2, max(lowest, high)
    middle = (field.left + field.right) / 2
    sheet.write(_title(plot, field.wide), middle, field.bottom + lowest + 8, FOOT, INK, "center")


def _title(plot: Plot, span: float) -> list[Line]:
    title = (plot.xaxis.get("title") or {}).get("text")
    return broken(read(title), span, FOOT) if title else []
