"""A figure read into its parts, while they are placed for a size."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from insight.charts.drawn.parts import FigureTexts, parts_of, row_of
from insight.charts.drawn.scale import number, row_count
from insight.charts.style.layout import TELLING


@dataclass
class Plot:
    """A figure's parts: marks, texts and axes; `rows` and their names where it is read row by row."""

    traces: list[dict[str, Any]]
    shapes: list[dict[str, Any]]
    parts: FigureTexts
    xaxis: Mapping[str, Any]
    yaxis: Mapping[str, Any]
    rows: int
    names: dict[int, str]
    drawn: float
    """Pixels of the plot's height on a screen."""
    telling: Sequence[int] = ()
    """Its rows but their headings, those first that stay where there is no room for all; none where the figure does not say."""
    note: str = ""
    """What must be said of rows that are left out."""

    @property
    def icons(self) -> bool:
        """Whether icons stand over it, which are given in pixels."""
        return any(shape.get("xsizemode") == "pixel" for shape in self.shapes)


def read_plot(figure: Mapping[str, Any]) -> Plot:
    """The parts of a figure as it goes to the browser."""
    layout = figure["layout"]
    xaxis, yaxis, margin = layout.get("xaxis", {}), layout.get("yaxis", {}), layout["margin"]
    rows = row_count(yaxis)
    names = {}
    if rows and yaxis.get("visible", True) and yaxis.get("ticktext"):
        names = {round(at): str(text) for at, text in zip(yaxis["tickvals"], yaxis["ticktext"], strict=True)}
    parts = parts_of(layout.get("annotations") or [])
    for note in parts.left:
        if row_of(note) is not None:
            names[math.floor(number(note["y"]) + 0.5)] = str(note["text"])
    traces = [dict(trace) for trace in figure["data"]]
    xaxis = xaxis if xaxis.get("range") else {**xaxis, "range": _reach(traces)}
    shapes = [dict(each) for each in layout.get("shapes") or []]
    high, telling = layout["height"] - margin["t"] - margin["b"], (layout.get("meta") or {}).get(TELLING, ())
    return Plot(traces, shapes, parts, xaxis, yaxis, rows, names, high, telling)


def _reach(traces: Sequence[Mapping[str, Any]]) -> list[float]:
    """A range that holds every mark, where a figure leaves that to who draws it."""
    known = [number(value) for trace in traces for value in trace.get("x") or () if value is not None]
    room = (max(known) - min(known)) * 0.05
    return [min(known) - room, max(known) + room]
