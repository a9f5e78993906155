"""The outlines a map is drawn from: sent once, named by what they are, and put back into a figure for an image."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from insight.charts.chart import Chart, Rings, Shapes
from insight.charts.drawing import Attributes


class Extent(NamedTuple):
    """The rectangle around a map, in metres of the National Grid."""

    west: float
    east: float
    south: float
    north: float


class MapPoint(NamedTuple):
    """A point on the map, in metres of the National Grid."""

    x: float
    y: float


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


def middle(rings: Rings) -> MapPoint:
    """The centroid of the largest part of an area, where its name points to."""
    sized = []
    for ring in rings:
        x, y = np.asarray(ring, dtype=np.float64).reshape(-1, 2).T
        cross = x[:-1] * y[1:] - x[1:] * y[:-1]
        area = cross.sum() / 2
        if area:
            cx, cy = ((p[:-1] + p[1:]) @ cross / (6 * area) for p in (x, y))
            sized.append((abs(area), float(cx), float(cy)))
    _, x, y = max(sized)
    return MapPoint(x, y)


def complete(chart: Chart) -> go.Figure:
    """The figure with every outline filled in, as a browser does it: for images made without one, and for tests."""
    drawing = chart.drawing
    drawing.data = [_outlined(trace, chart.shapes) for trace in drawing.data]
    return drawing.plotly()


def _outlined(trace: Attributes, shapes: Shapes | None) -> Attributes:
    code = (trace.get("meta") or {}).get("shape")
    if code is None or shapes is None:
        return trace
    x, y = _path(shapes.rings[code])
    return trace | {"x": x, "y": y}


def _path(rings: Rings) -> tuple[list[float | None], list[float | None]]:
    """The coordinates of an area's rings, with a gap between one ring and the next."""
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in rings:
        if x:
            x.append(None)
            y.append(None)
        x.extend(ring[0::2])
        y.extend(ring[1::2])
    return x, y
