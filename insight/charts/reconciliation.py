"""Our estimates against the publisher's own figures: how far apart they lie, from the smallest footprint to the largest."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from insight.benchmarks.wording import decimals, number, period_name, points
from insight.charts.chart import Chart
from insight.charts.framing import Room, finished, framed
from insight.charts.house import file_name
from insight.charts.palette import ENGLAND as LINE
from insight.charts.palette import FOOTPRINT, GRID, INK
from insight.charts.provenance import Provenance, foot
from insight.measures.reconciliation import agreement
from insight.model import ENGLAND, Measure, Unit

HEIGHT = 520
_AXES, _LEFT, _RIGHT = 66, 84, 28
_ROOM = 1.15
"""The axis reaches this many times as far as the largest difference."""
_LEAST = 0.1
"""Nearer to the publisher than this (in the measure's unit) no axis looks closer: such differences are rounding."""


def reconciliation(table: pd.DataFrame, measure: Measure, provenance: Provenance) -> Chart | None:
    """The chart of the differences of one measure (`insight.measures.reconciliation`); None where nothing is compared."""
    found = agreement(table)
    if found is None:
        return None
    rows = table[table["org"] != ENGLAND].reset_index(drop=True)
    finding = f"Half of our estimates lie {_distance(found.median, measure)} from the published figures"
    when = period_name(found.worst_start, rows.loc[rows["start"] == found.worst_start, "end"].iloc[0])
    subtitle = (
        f"{measure.title}, {provenance.vintage}: {found.pairs:,} footprints and periods with both. Largest difference "
        f"{points(found.largest, measure)}: {found.worst}, {when}."
    )
    lines = foot(
        provenance,
        rows.assign(basis=None, interval=None),
        "Estimate: our roll-up of the same release, less the published figure.",
    )

    chart, _ = framed(finding, subtitle, lines, Room(left=_LEFT, right=_RIGHT, below=_AXES), HEIGHT)
    _draw(chart, rows, measure)
    drawn = Chart(
        figure=chart,
        finding=finding,
        subtitle=subtitle,
        foot=" ".join(lines),
        alt=(
            f"Dot plot: {measure.title}, estimate less published figure against the size of the footprint, "
            f"{provenance.vintage}. {finding}. The table beside it holds every figure."
        ),
        table=_table(rows, measure),
        name=file_name(measure.id, provenance.vintage, "reconciliation"),
    )
    return finished(drawn, provenance)


def _distance(difference: float, measure: Measure) -> str:
    """A distance in words; one that would round to nothing is "less than" the least that is not."""
    least = 10.0 ** -decimals(measure)
    return (
        f"{points(difference, measure)} or less" if difference >= least / 2 else f"less than {points(least, measure)}"
    )


def _draw(chart: go.Figure, rows: pd.DataFrame, measure: Measure) -> None:
    names = [
        f"{name}, {period_name(start, end)}"
        for name, start, end in zip(rows["name"], rows["start"], rows["end"], strict=True)
    ]
    figures = [[number(float(value), measure) for value in rows[column]] for column in ("published", "estimated")]
    chart.add_trace(
        go.Scatter(
            x=rows["size"].tolist(),
            y=rows["difference"].tolist(),
            mode="markers",
            marker={"size": 9, "color": FOOTPRINT, "opacity": 0.6, "line": {"width": 1, "color": "#FFFFFF"}},
            customdata=list(zip(names, *figures, strict=True)),
            hovertemplate="%{customdata[0]}<br>published %{customdata[1]}, estimated %{customdata[2]}<extra></extra>",
        )
    )
    reach = max(float(rows["difference"].abs().max()) * _ROOM, _LEAST)
    chart.add_hline(y=0, line={"color": LINE, "width": 2})
    unit = {Unit.PERCENT: "percentage points", Unit.SCORE: "score points"}.get(measure.unit, "number")
    title = {"font": {"size": 16, "color": INK}}
    chart.update_layout(
        yaxis={"range": [-reach, reach], "gridcolor": GRID, "nticks": 6, "title": title | {"text": f"Difference, {unit}", "standoff": 6}},
        xaxis={"rangemode": "tozero", "showgrid": False, "nticks": 7, "title": title | {"text": "Size: the base of the estimate", "standoff": 8}},
    )  # fmt: skip


def _table(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """One row per footprint and period, the largest difference first."""
    digits = measure.decimals + 1
    ordered = rows.sort_values("difference", key=lambda each: -each.abs())
    return pd.DataFrame(
        {
            "Footprint": ordered["name"],
            "Code": ordered["org"],
            "Period": [period_name(start, end) for start, end in zip(ordered["start"], ordered["end"], strict=True)],
            "Published": ordered["published"].round(digits),
            "Estimated": ordered["estimated"].round(digits),
            "Difference": ordered["difference"].round(digits),
            "Base of the estimate": ordered["size"].round(),
            "Coverage, %": (ordered["coverage"] * 100).round(1),
        }
    ).reset_index(drop=True)
