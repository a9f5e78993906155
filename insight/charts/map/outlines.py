"""The outlines a map is drawn from: sent once, named by what they are, and put back into a figure for an image."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from insight.charts.chart import Chart, Rings, Shapes
from insight.charts.drawing import Attributes, scatter
from insight.charts.style.layout import FOOT, plain


class Extent(NamedTuple):
    """The rectangle around a map, in metres of the National Grid."""

    west: float
    east: float
    south: float
    north: float


def read_shapes(frame: pd.DataFrame) -> Shapes:
    """The outlines of one vintage, from its table (code, name, rings). The id is a fingerprint of every coordinate."""
    print_of = hashlib.sha256()
    rings: dict[str, Rings] = {}
    for code, outline in zip(frame["code"], frame["rings"], strict=True):
        parts = [np.asarray(ring, dtype=np.float64) for ring in outline]
        print_of.update(str(code).encode())
        for part in parts:
            print_of.update(part.tobytes())
        rings[str(code)] = [part.tolist() for part in parts]
    return Shapes(print_of.hexdigest()[:16], rings)


def bounds(shapes: Shapes) -> Extent:
    """The rectangle around all outlines."""
    points = [np.asarray(ring).reshape(-1, 2) for rings in shapes.rings.values() for ring in rings]
    every = np.concatenate(points)
    (west, south), (east, north) = every.min(axis=0), every.max(axis=0)
    return Extent(float(west), float(east), float(south), float(north))


def in_proportion(box: Extent) -> dict[str, Attributes]:
    """The axes, which nobody sees, of a map of a rectangle that is never stretched."""
    still = {"visible": False, "constrain": "domain"}
    return {
        "xaxis": {"range": [box.west, box.east], **still},
        "yaxis": {"range": [box.south, box.north], "scaleanchor": "x", **still},
    }


def area(code: str, **look: object) -> Attributes:
    """The trace of an area, whose outline travels apart under its code."""
    return scatter(**{"mode": "lines", "fill": "toself", "meta": {"shape": code}, **look})


def told_area(code: str, text: str, **look: object) -> Attributes:
    """The same that says on hover what it is."""
    return area(code, hoveron="fills", hoverinfo="text", text=text, **look)


def short_names(shapes: Shapes, short: Mapping[str, object], inks: Mapping[str, str]) -> Attributes:
    """The short label of each area that has an ink, in its middle."""
    places = [middle(shapes.rings[code]) for code in inks]
    return scatter(
        x=[x for x, _ in places],
        y=[y for _, y in places],
        text=[plain(str(short[code])) for code in inks],
        mode="text",
        hoverinfo="skip",
        textfont={"size": FOOT, "color": list(inks.values())},
    )


def middle(rings: Rings) -> tuple[float, float]:
    """The centroid of the largest part of an area, where its name points to, in metres of the National Grid."""
    sized = []
    for ring in rings:
        x, y = np.asarray(ring, dtype=np.float64).reshape(-1, 2).T
        cross = x[:-1] * y[1:] - x[1:] * y[:-1]
        area = cross.sum() / 2
        if area:
            cx, cy = ((p[:-1] + p[1:]) @ cross / (6 * area) for p in (x, y))
            sized.append((abs(area), float(cx), float(cy)))
    _, x, y = max(sized)
    return x, y


def complete(chart: Chart) -> go.Figure:
    """The figure with every outline filled in, as a browser does it: for images made without one, and for tests."""
    drawing = chart.drawing
    drawing.data = [outlined(trace, chart.shapes) for trace in drawing.data]
    return drawing.plotly()


def outlined(trace: Attributes, shapes: Shapes | None) -> Attributes:
    """A trace with the outline of the area that it names, its rings parted by a gap."""
    rings = rings_of(trace, shapes)
    if rings is None or trace.get("x"):
        return trace
    x, y = ([value for ring in rings for value in (*ring[begin::2], None)][:-1] for begin in (0, 1))
    return {**trace, "x": x, "y": y}


def rings_of(trace: Mapping[str, Any], shapes: Shapes | None) -> Rings | None:
    """The rings of the area that a trace names; None where it names none that is known."""
    return shapes.rings.get(str((trace.get("meta") or {}).get("shape"))) if shapes else None
