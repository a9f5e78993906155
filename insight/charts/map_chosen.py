"""The chosen footprint on a map: outlined, named beside it, and its figure written large enough for the far end of a table."""

from __future__ import annotations

from math import isnan
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from insight.benchmarks.standing import Standing
from insight.benchmarks.verdicts import SHAPES, against_england
from insight.benchmarks.wording import figure, span
from insight.charts.chart import Shapes
from insight.charts.house import BODY, SUBTITLE, plain, wrapped
from insight.charts.outlines import bounds, middle
from insight.charts.palette import GROUND, INK, VERDICTS

_FIGURE = 48
_BESIDE_FIGURE = 160
_ABOVE, _CLEAR = 0.13, 22
"""How far above its area a name stands, as a share of England's height; where its line ends, in pixels."""


def outline_chosen(chart: go.Figure, code: str) -> None:
    """A dark outline with a white one under it, so that it stands on any colour."""
    for colour, width in ((GROUND, 8), (INK, 4)):
        line = {"color": colour, "width": width}
        chart.add_trace(go.Scatter(mode="lines", hoverinfo="skip", meta={"shape": code}, line=line))


def name_beside(chart: go.Figure, row: pd.Series, shapes: Shapes) -> None:
    """The name at the nearer edge of the map, over the sea, with a line that ends just short of the area's middle."""
    if row["code"] not in shapes.rings:
        return
    at, box = middle(shapes.rings[row["code"]]), bounds(shapes)
    east = at.x > (box.west + box.east) / 2
    layout: Any = chart.layout
    edge = layout.xaxis.range[1 if east else 0]
    chart.add_annotation(
        text=f"<b>{wrapped(row['name'], 16)}</b>",
        x=at.x,
        y=at.y,
        axref="x",
        ayref="y",
        ax=edge,
        ay=min(at.y + _ABOVE * (box.north - box.south), box.north),
        xanchor="right" if east else "left",
        arrowhead=0,
        arrowwidth=2,
        arrowcolor=INK,
        standoff=_CLEAR,
        bgcolor=GROUND,
        bordercolor=INK,
        borderwidth=1.5,
        borderpad=5,
        font={"size": BODY, "color": INK},
    )


def spell_out(chart: go.Figure, row: pd.Series, label: str) -> None:
    """What the short label in the chosen hexagon stands for, in the empty corner over the Irish Sea."""
    layout: Any = chart.layout
    chart.add_annotation(
        text=f"<b>{plain(label)}</b><br>{wrapped(row['name'], 20)}",
        x=layout.xaxis.domain[0],
        xref="paper",
        xanchor="left",
        y=1,
        yref="paper",
        yanchor="top",
        align="left",
        showarrow=False,
        bgcolor=GROUND,
        bordercolor=INK,
        borderwidth=1.5,
        borderpad=5,
        font={"size": BODY, "color": INK},
    )


def call_out(chart: go.Figure, standing: Standing, row: pd.Series, below: int) -> None:
    """The figure, its verdict, its interval and England's figure, `below` pixels under the top of the plot."""
    measure, word = standing.measure, row["verdict"]
    corner = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "top", "showarrow": False}
    small = {"align": "left", "font": {"size": SUBTITLE, "color": INK}}
    if isnan(row["value"]):
        chart.add_annotation(text=wrapped(row["sentence"], 44), yshift=-below, **small, **corner)
        return

    told = [f"<b>{SHAPES[word]} {against_england(word)}</b>"]
    if not isnan(row["lower"]):
        told.append(f"95% interval {span(row['lower'], row['upper'], measure)}")
    told.append(f"England {figure(standing.england, measure)}")
    big = {"size": _FIGURE, "color": VERDICTS[word]}
    chart.add_annotation(text=f"<b>{figure(row['value'], measure)}</b>", yshift=-below, font=big, **corner)
    chart.add_annotation(text="<br>".join(told), yshift=-below - 2, xshift=_BESIDE_FIGURE, **small, **corner)
