"""The slope over deprivation: what patients say in each national decile the footprint's practices fall into."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.deprivation import CAUTION, DECILES, Slope
from insight.benchmarks.grammar import counted
from insight.benchmarks.wording import direction, points, topic, with_span
from insight.charts.chart import Chart
from insight.charts.drawing import Drawing
from insight.charts.provenance import foot_of
from insight.charts.style.framing import Caption, ChartFootprint, Room, finished, framed
from insight.charts.style.layout import BODY, wrapped
from insight.charts.style.palette import FOOTPRINT, GROUND, QUIET_INK, faded
from insight.charts.style.plotting import band, draw_path, draw_points, figures_axis

HEIGHT = 640
_LEFT, _AXIS = 76, 70
_METHOD = "Dashed: the straight line that fits the practices best, each counted by its patients. Bars: 95% intervals, worked out by us."

_PLACES = 2
"""Decimals of places along the axis: how many replied in each tenth is told no closer."""
_COARSE = "To the nearest percent: closer figures would give away those of {hidden} that the publisher hides."


def deprivation_slope(found: Slope, place: ChartFootprint) -> Chart:
    """One mark per decile at the middle of its share of patients, with its interval, and the fitted line through them."""
    finding = _finding(found)
    subtitle = (
        f"{found.measure.title}, {found.period}, practices of {found.name} by national tenth of deprivation, "
        f"{place.provenance.vintage}; {direction(found.measure)}. {found.sentence}"
    )
    coarse = [_COARSE.format(hidden=counted(found.hidden, "practice"))] if found.is_coarse else []
    caption = Caption(finding, subtitle, foot_of(place.provenance, found.releases, CAUTION, _METHOD, *coarse))
    chart, _ = framed(caption, Room(_LEFT, below=_AXIS), HEIGHT)
    rows = found.table
    _set_axes(chart, rows)
    line = {"color": QUIET_INK, "width": 2.5, "dash": "dash"}
    draw_path(chart, rows["rank"].round(_PLACES), rows["fitted"].round(3), line)
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
    title = f"◀ most deprived (1)     national tenth     least deprived ({DECILES}) ▶"
    chart.update_layout(
        xaxis={
            "range": [-0.01, 1.01],
            "tickmode": "array",
            "tickvals": rows["rank"].round(_PLACES).tolist(),
            "ticktext": [f"{decile}" for decile in rows["decile"]],
            "showgrid": False,
            "title": {"text": title, "standoff": 8, "font": {"size": BODY}},
        },
        yaxis=figures_axis((low - room, high + room), 7, ticksuffix="%"),
    )


def _draw_deciles(chart: Drawing, found: Slope) -> None:
    """Each decile as wide as its share of patients, its figure and interval in the middle."""
    rows = found.table
    edge = {"width": 1, "color": GROUND}
    for each in rows.to_dict("records"):
        half = each["share"] / 2
        across = round(each["rank"] - half, _PLACES), round(each["rank"] + half, _PLACES)
        band(chart, across, (each["lower"], each["upper"]), faded(FOOTPRINT, 0.14), line=edge)
    text = [
        f"<b>Tenth {row['decile']}</b>, {counted(row['practices'], 'practice')}<br>"
        + wrapped(with_span(row["value"], row["lower"], row["upper"], found.measure), 52)
        for row in rows.to_dict("records")
    ]
    draw_points(chart, rows["rank"].round(_PLACES), rows["value"].round(3), {"color": FOOTPRINT, "size": 13}, text)


def _table(found: Slope) -> pd.DataFrame:
    rows = found.table
    return pd.DataFrame(
        {
            "National tenth (1 most deprived)": rows["decile"],
            "Footprint": found.name,
            "Period": found.period,
            "Practices": rows["practices"],
            **{name.capitalize(): rows[name].round(1) for name in ("value", "lower", "upper", "fitted")},
        }
    )
