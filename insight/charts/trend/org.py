"""One practice or trust through the years, beside England and its footprint."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go

from insight.benchmarks.trajectory import Trajectory
from insight.charts.chart import Chart
from insight.charts.provenance import Provenance
from insight.charts.style.layout import FOOT, plain
from insight.charts.style.palette import GROUND, HATCHING, QUIET_INK
from insight.charts.trend.chart import trend
from insight.charts.trend.lines import iso


def org_trend(told: Trajectory, provenance: Provenance) -> Chart:
    """The trend of one organisation; the only other line, its footprint's, is drawn to be seen and named where it begins."""
    drawn = trend(told, provenance)
    figure = go.Figure(drawn.figure)
    figure.update_traces(line={"color": HATCHING, "width": 2.5}, selector={"mode": "lines", "line.width": 1})
    known = told.others[told.others["value"].notna()]
    if len(known):
        first = known.iloc[0]
        figure.add_annotation(
            text=plain(str(first["name"])), x=iso(first["start"]), y=first["value"], xanchor="left", yanchor="bottom",
            xshift=6, yshift=4, showarrow=False, bgcolor=GROUND, borderpad=1, font={"size": FOOT, "color": QUIET_INK},
        )  # fmt: skip
    return replace(drawn, figure=figure, table=drawn.table.rename(columns={"Footprint": "Organisation"}))
