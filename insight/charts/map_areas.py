"""The areas of a map: one per footprint, coloured by its distance from England, each telling its own story on hover."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan

import pandas as pd
import plotly.graph_objects as go

from insight.benchmarks.scale import Scale
from insight.benchmarks.standing import Standing
from insight.benchmarks.verdicts import SHAPES, against_england
from insight.charts.chart import Shapes
from insight.charts.house import FOOT, plain, wrapped
from insight.charts.map_key import classes, look
from insight.charts.outlines import middle
from insight.charts.palette import CLASSES, GROUND, ink_on

_HOVER_WIDTH = 52


def draw_areas(chart: go.Figure, standing: Standing, scale: Scale, shapes: Shapes) -> None:
    """One trace per footprint that has an outline; `meta.shape` is its code, coordinates are filled in later."""
    table = standing.table.assign(place=classes(standing, scale))
    # Areas without a figure come last: their outline differs and must not lie under a neighbour's.
    table = table[table["code"].isin(shapes.rings)].sort_values("place", ascending=False, kind="stable")
    chart.add_traces(
        [
            {
                "type": "scatter",
                "mode": "lines",
                "fill": "toself",
                "hoveron": "fills",
                "hoverinfo": "text",
                "text": _tell(row),
                "meta": {"shape": row["code"]},
                **look(row["place"], standing.measure.better),
            }
            for _, row in table.iterrows()
        ]
    )


def write_labels(chart: go.Figure, shapes: Shapes, standing: Standing, scale: Scale, labels: Mapping[str, str]) -> None:
    """The short label of each footprint in the middle of its hexagon, in the ink that its fill allows."""
    table = standing.table.assign(place=classes(standing, scale))
    table = table[table["code"].isin(shapes.rings)]
    places = [middle(shapes.rings[code]) for code in table["code"]]
    fills = [GROUND if place < 0 else CLASSES[standing.measure.better][place] for place in table["place"]]
    chart.add_trace(
        go.Scatter(
            x=[at.x for at in places],
            y=[at.y for at in places],
            text=[plain(str(labels[code])) for code in table["code"]],
            mode="text",
            hoverinfo="skip",
            textfont={"size": FOOT, "color": [ink_on(fill) for fill in fills]},
        )
    )


def _tell(row: pd.Series) -> str:
    """Name, verdict, why, basis and rank: what a planner wants to know without looking anything up."""
    told = [f"<b>{plain(row['name'])}</b>"]
    if row["verdict"] != "not compared":
        told.append(f"<b>{SHAPES[row['verdict']]} {against_england(row['verdict'])}</b>")
    told.append(wrapped(row["sentence"], _HOVER_WIDTH))
    if isinstance(row["basis"], str) and not isnan(row["value"]):
        told.append(row["basis"].capitalize())
    if row["best"]:
        told.append(f"Rank {row['best']} to {row['worst']} of {row['of']}")
    return "<br>".join(told)
