"""The slope over deprivation: what patients say in each national decile the footprint's practices fall into."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.deprivation import CAUTION, DECILES, Slope
from insight.benchmarks.grammar import counted
from insight.benchmarks.wording import direction, points, topic, with_span
from insight.charts.chart import Chart
from insight.charts.drawing import Drawing, scatter
from insight.charts.provenance import foot_of
from insight.charts.style.framing import Caption, ChartFootprint, Room, finished, framed
from insight.charts.style.layout import BODY, wrapped
from insight.charts.style.palette import FOOTPRINT, GRID, QUIET_INK, faded

HEIGHT = 640
_LEFT, _AXIS = 76, 70
_METHOD = "Dashed: the straight line that fits the practices best, each counted by its patients. Bars: 95% intervals, worked out by us."


def deprivation_slope(found: Slope, place: ChartFootprint) -> Chart:
    """One mark per decile at the middle of its share of patients, with its interval, and the fitted line through them."""
    finding = _finding(found)
    subtitle = (
        f"{found.measure.title}, {found.period}, practices of {found.name} by national tenth of deprivation, "
        f"{place.provenance.vintage}; {direction(found.measure)}. {found.sentence}"
    )
    caption = Caption(finding, subtitle, foot_of(place.provenance, found.releases, CAUTION, _METHOD))
    chart, _ = framed(caption, Room(_LEFT, below=_AXIS), HEIGHT)
    rows = found.table
    _set_axes(chart, rows)
    line = {"color": QUIET_INK, "width": 2.5, "dash": "dash"}
    chart.add_trace(
        scatter(x=rows["rank"].round(4), y=rows["fitted"].round(3), mode="lines", line=line, hoverinfo="skip")
    )
    _draw_deciles(chart, found)
    alt = f"Chart over tenths of deprivation: {subtitle} {finding}. {CAUTION}"
    name = (found.measure.id, place.code, found.period, place.vintage, "deprivation")
    return finished(chart, caption, place.provenance, alt=alt, table=_table(found), name=name)


def _finding(found: Slope) -> str:
    about = topic(found.measure)
    if found.verdict == "similar":
        return f"{found.name}: no clear difference between more and less deprived places on {about}"
    way = "lower" if found.slope > 0 else "higher"
    return f"{found.name}: {points(found.slope, found.measure)} {way} where deprivation is greatest, on {about}"


def _set_axes(chart: Drawing, rows: pd.DataFrame) -> None:
    low, high = float(rows["lower"].min()), float(rows["upper"].max())
    room = max(high - low, 2.0) * 0.08
    chart.update_layout(
        xaxis={
            "range": [-0.01, 1.01],
            "tickmode": "array",
            "tickvals": rows["rank"].tolist(),
            "ticktext": [f"{decile}" for decile in rows["decile"]],
            "showgrid": False,
            "title": {
                "text": f"◀ most deprived (1)     national tenth     least deprived ({DECILES}) ▶",
                "standoff": 8,
                "font": {"size": BODY},
            },
        },
        yaxis={"range": [low - room, high + room], "ticksuffix": "%", "gridcolor": GRID, "nticks": 7},
    )


def _draw_deciles(chart: Drawing, found: Slope) -> None:
    """Each decile as wide as its share of patients, its figure and interval in the middle."""
    rows = found.table
    for each in rows.to_dict("records"):
        half = each["weight"] / rows["weight"].sum() / 2
        chart.add_shape(
            type="rect", x0=each["rank"] - half, x1=each["rank"] + half, y0=each["lower"], y1=each["upper"], layer="below",
            line={"width": 1, "color": "#FFFFFF"}, fillcolor=faded(FOOTPRINT, 0.14),
        )  # fmt: skip
    text = [
        f"<b>Tenth {row['decile']}</b>, {counted(row['practices'], 'practice')}<br>"
        + wrapped(with_span(row["value"], row["lower"], row["upper"], found.measure), 52)
        for row in rows.to_dict("records")
    ]
    marker = {"color": FOOTPRINT, "size": 13}
    x, y = rows["rank"].round(4), rows["value"].round(3)
    chart.add_trace(scatter(x=x, y=y, text=text, mode="markers", hoverinfo="text", marker=marker))


def _table(found: Slope) -> pd.DataFrame:
    rows = found.table
    return pd.DataFrame(
        {
            "National tenth (1 most deprived)": rows["decile"],
            "Footprint": found.name,
            "Period": found.period,
            "Practices": rows["practices"],
            "Weighted replies": rows["weight"].round(),
            "Value": rows["value"].round(1),
            "Lower": rows["lower"].round(1),
            "Upper": rows["upper"].round(1),
            "Fitted": rows["fitted"].round(1),
        }
    )
