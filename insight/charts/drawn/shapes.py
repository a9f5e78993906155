"""The shapes of a figure: lines and bands behind the marks, and the icons of a control chart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from insight.charts.drawn.field import Field
from insight.charts.drawn.marks import circle
from insight.charts.drawn.sheet import DrawnSheet, n


def draw_shape(sheet: DrawnSheet, shape: Mapping[str, Any], field: Field) -> None:
    """One shape at its place; those given in pixels are icons, drawn where there is room for them."""
    line = shape.get("line") or {}
    if shape.get("xsizemode") == "pixel":
        if field.icons:
            _draw_icon(sheet, shape, field)
        return
    left, right = field.across(shape, "x0"), field.across(shape, "x1")
    top, bottom = field.down(shape, "y0"), field.down(shape, "y1")
    if shape["type"] == "line":
        sheet.path(f"M{n(left)} {n(top)}L{n(right)} {n(bottom)}", line=line)
    elif shape["type"] == "rect":
        sheet.rectangle((left, top, right, bottom), shape.get("fillcolor", "none"), line)


def _draw_icon(sheet: DrawnSheet, shape: Mapping[str, Any], field: Field) -> None:
    """A ring or a path, given in pixels from the upper left corner of the plot, upwards."""
    line = shape.get("line") or {}
    if shape["type"] == "circle":
        half = (shape["x1"] - shape["x0"]) / 2
        steps = circle(field.left + shape["x0"] + half, field.icon(shape["y0"] + half), half)
        sheet.path(steps, fill=shape.get("fillcolor", "none"), line=line)
    elif shape["type"] == "path":
        places = [(step[0], *map(float, step[1:].split(","))) for step in shape["path"].split()]
        sheet.path("".join(f"{step}{n(field.left + a)} {n(field.icon(b))}" for step, a, b in places), line=line)
