"""A chart as it travels to the browser: plain JSON without outlines and defaults, so that a change of map stays light."""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from insight.charts.chart import Chart, Shapes

_DIGITS = 9
"""Enough for a metre on the National Grid and any count; a screen shows fewer."""
_PLAIN = frozenset({str, int, bool, type(None)})


def packed(value: Any, **ready: str) -> bytes:
    """Any plain value as deflated JSON, which the browser unpacks by itself; `ready` are further keys whose values are JSON already."""
    text = as_json(value)
    for key, told in ready.items():
        text = f'{text[:-1]},"{key}":{told}}}'
    return zlib.compress(text.encode(), level=6)


def as_json(value: Any) -> str:
    """Any plain value as JSON, as short as it can be written."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def figure_of(chart: Chart) -> dict[str, Any]:
    """The traces and layout of a chart as plain JSON values."""
    drawing = chart.drawing
    return {"data": plain(drawing.data), "layout": plain(drawing.layout)}


def outlines_of(shapes: Shapes) -> bytes:
    """The rings of every area, to the metre, as JSON."""
    rings = {code: [np.rint(ring).astype(int).tolist() for ring in outline] for code, outline in shapes.rings.items()}
    return as_json(rings).encode()


def plain(value: Any) -> Any:
    """The same value in the words of JSON: arrays as lists, dates as text, what is not a number as null."""
    if type(value) is float:
        return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else None
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, np.ndarray | pd.Series | pd.Index):
        return [plain(each) for each in value.tolist()]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(each) for each in value]
    if isinstance(value, np.generic):
        return plain(value.item())
    if value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value
