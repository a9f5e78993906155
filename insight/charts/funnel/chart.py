"""The funnel: practices by how many replied, so that a small one's swing is not mistaken for a bad or a good year."""

from __future__ import annotations

from math import isnan

import pandas as pd

from insight.benchmarks.explained_figures import worth
from insight.benchmarks.funnel import Funnel, curves, funnel_finding, funnel_sentence
from insight.benchmarks.wording import decimals, direction, figure, span
from insight.charts.chart import Chart
from insight.charts.drawing import Drawing, scatter
from insight.charts.provenance import Provenance, foot
from insight.charts.style.framing import Caption, Room, finished, framed_plot
from insight.charts.style.labels import Point, layouts, place_names
from insight.charts.style.layout import BODY, FOOT, plain
from insight.charts.style.palette import CONTEXT, ENGLAND, FOOTPRINT, GROUND, HATCHING, INK, QUIET_INK, VERDICTS
from insight.charts.style.plotting import (
    BESIDE,
    KEY,
    bounds,
    draw_path,
    draw_points,
    figures_axis,
    level_line,
    name_point,
    write,
)
from insight.charts.style.shorthand import base_heading
from insight.model import Better
from insight.stats.funnel import FunnelFlag

_HEIGHT = 470
_NAMED = 6
"""At most so many practices are named."""
_WIDTHS = (670, 1100, 1340)
"""Widths of the plot in pixels, from a small screen to a large one, on all of which names must find room."""
_DOT = 6
_CAPITALS = FOOT + 3
"""The register writes names in capitals, which take the room of a larger size."""
_LINES = {
    "plain 95": {"color": HATCHING, "width": 1, "dash": "dot"},
    "plain 99.8": {"color": HATCHING, "width": 1, "dash": "dot"},
    "widened 95": {"color": QUIET_INK, "width": 2, "dash": "dash"},
    "widened 99.8": {"color": QUIET_INK, "width": 2, "dash": "solid"},
}
_LOW, _HIGH = (FunnelFlag.LOW_95, FunnelFlag.LOW_998), (FunnelFlag.HIGH_95, FunnelFlag.HIGH_998)
_SURE = (FunnelFlag.LOW_998, FunnelFlag.HIGH_998)
_PLACES = {
    FunnelFlag.LOW_998: "below 99.8% line",
    FunnelFlag.LOW_95: "below 95% line",
    FunnelFlag.INSIDE: "inside",
    FunnelFlag.HIGH_95: "above 95% line",
    FunnelFlag.HIGH_998: "above 99.8% line",
    FunnelFlag.NOT_COMPARED: "not compared",
}


def draw_funnel(funnel: Funnel, provenance: Provenance) -> Chart:
    """One dot per practice: those of the footprint strong, with a triangle where they lie outside the widened 95% lines."""
    measure = funnel.measure
    finding = funnel_finding(funnel)
    subtitle = (
        f"{measure.title}, {funnel.period}, {provenance.vintage}; {direction(measure)}. {funnel_sentence(funnel)}"
    )
    caption = Caption(finding, subtitle, foot(provenance, funnel.table, *_left_out(funnel)))
    chart = framed_plot(caption, Room(left=76, right=150, above=64, below=74), _HEIGHT)

    x_range, y_range = _set_axes(chart, funnel)
    _draw_limits(chart, funnel)
    others = funnel.table[~funnel.table["inside"]]
    x, y = others["effective"].round(1).tolist(), others["value"].round(2).tolist()
    chart.add_trace(scatter(x=x, y=y, mode="markers", hoverinfo="skip", marker={"color": CONTEXT, "size": 5}))
    _draw_own(chart, funnel)
    _name_farthest(chart, funnel, x_range, y_range)
    _write_key(chart, funnel)

    alt = (
        f"Funnel of {len(funnel.table):,} {funnel.orgs}: {measure.title}, {funnel.period}, those of {funnel.name} in "
        f"the foreground. {finding}. {funnel_sentence(funnel)} The table beside it holds every figure of the footprint."
    )
    name = (measure.id, funnel.code, funnel.period, funnel.vintage, "funnel")
    return finished(chart, caption, provenance, alt=alt, table=funnel_table(funnel), name=name)


def _left_out(funnel: Funnel) -> list[str]:
    who = f"the {len(funnel.table):,} {funnel.orgs} with a figure"
    said = [f"Average of {who}, each counted by its replies: {figure(funnel.middle, funnel.measure)}."]
    if funnel.hidden:
        said.append(f"{funnel.hidden:,} {funnel.orgs} without a figure or its replies are not drawn.")
    return said


def _set_axes(chart: Drawing, funnel: Funnel) -> tuple[list[float], list[float]]:
    table = funnel.table
    x_range = [0.0, float(table["effective"].max()) * 1.04]
    low, high = bounds(table["value"].tolist(), 0.04, 1.0)
    y_range = [max(low, -2.0), min(high, 102.0)]
    title = {"text": "Replies the figure is worth", "font": {"size": BODY, "color": INK}}
    chart.update_layout(xaxis=figures_axis(x_range, 10, title=title), yaxis=figures_axis(y_range, 8, ticksuffix="%"))
    return x_range, y_range


def _draw_limits(chart: Drawing, funnel: Funnel) -> None:
    sizes, lines = curves(funnel)
    for name, interval in lines.items():
        for limit in interval:
            draw_path(chart, sizes.tolist(), (limit * 100).round(3).tolist(), _LINES[name])
    level_line(chart, funnel.middle, {"color": ENGLAND, "width": 2}, layer="below")
    average = f"<b>Average<br>{figure(funnel.middle, funnel.measure)}</b>"
    write(chart, average, BODY, ENGLAND, y=funnel.middle, yanchor="middle", xshift=8, align="left", **BESIDE)


def _draw_own(chart: Drawing, funnel: Funnel) -> None:
    """The footprint's practices, hollow where they rest on few replies."""
    low, high = _colours(funnel)
    own = funnel.own
    for flags, shape, colour in (
        ((FunnelFlag.INSIDE, FunnelFlag.NOT_COMPARED), "circle", FOOTPRINT),
        (_LOW, "triangle-down", low),
        (_HIGH, "triangle-up", high),
    ):
        for thin, rows in own[own["widened"].isin(flags)].groupby("thin"):
            look = {"symbol": f"{shape}-open", "line": {"color": colour, "width": 2}}
            filled = {"symbol": shape, "line": {"color": GROUND, "width": 1}}
            marker = (look if thin else filled) | {"size": 10 if shape == "circle" else 14, "color": colour}
            x, y = rows["effective"].round(1).tolist(), rows["value"].round(2).tolist()
            told = [_told(funnel, row) for row in rows.to_dict("records")]
            draw_points(chart, x, y, marker, told, customdata=rows["org"].tolist())


def _colours(funnel: Funnel) -> tuple[str, str]:
    """The colours below and above the funnel."""
    words = {Better.HIGHER: ("worse", "better"), Better.LOWER: ("better", "worse"), Better.NEITHER: ("lower", "higher")}
    low, high = words[funnel.measure.better]
    return VERDICTS[low], VERDICTS[high]


def _told(funnel: Funnel, row: dict) -> str:
    thin = "<br>Few replies: drawn, not judged" if row["thin"] else ""
    of = funnel.measure.traits.counts
    base = "" if isnan(row["respondents"]) else f" on {row['respondents']:,.0f} {of}"
    if base and row["effective"] < row["respondents"]:
        base += f", as sure as {row['effective']:,.0f} without weights"
    return f"<b>{plain(row['name'])}</b><br>{figure(row['value'], funnel.measure)}{base}<br>To be expected of so many: {span(row['low'], row['high'], funnel.measure)}{thin}"


def _name_farthest(chart: Drawing, funnel: Funnel, x_range: list[float], y_range: list[float]) -> None:
    """The names of the footprint's practices that lie farthest outside, clear of one another and of all its practices."""
    own = funnel.judged.sort_values("p")
    far = own[own["widened"].ne(FunnelFlag.INSIDE)].head(_NAMED)
    others = funnel.own.drop(index=far.index)

    def spot(point: Point, width: float) -> Point:
        across, up = width / (x_range[1] - x_range[0]), _HEIGHT / (y_range[1] - y_range[0])
        return (point[0] - x_range[0]) * across, (y_range[1] - point[1]) * up

    points, around = (list(zip(rows["effective"], rows["value"], strict=True)) for rows in (far, others))
    screens = layouts(_WIDTHS, _HEIGHT, spot, points, around, half=_DOT)
    for row, at in zip(far.to_dict("records"), place_names(screens, list(far["name"]), _CAPITALS), strict=True):
        text = plain(row["name"])
        bold = f"<b>{text}</b>" if row["widened"] in _SURE else text
        name_point(chart, bold, (row["effective"], row["value"]), at)


def _write_key(chart: Drawing, funnel: Funnel) -> None:
    text = (
        f"<b>● ▲ ▼</b> {funnel.orgs} of {plain(funnel.name)}, hollow on few replies    "
        f'<span style="color:{HATCHING}">●</span> all others in England<br>'
        "━━ 99.8% and ╍╍ 95% lines, usual differences allowed for    ┈┈ the same, chance alone"
    )
    write(chart, text, BODY, INK, yshift=6, align="left", **KEY)


def funnel_table(funnel: Funnel) -> pd.DataFrame:
    """One row per practice of the footprint, the farthest out first; figures on few replies carry `[u]`."""
    own, digits = funnel.own.sort_values(["thin", "p", "org"]), decimals(funnel.measure)
    named = {int(flag): place for flag, place in _PLACES.items()}
    return pd.DataFrame(
        {
            "Organisation": own["name"],
            "Code": own["org"],
            "Period": funnel.period,
            "Value": own["value"].round(digits),
            "Expected from": own["low"].round(digits),
            "Expected to": own["high"].round(digits),
            "Average": round(funnel.middle, digits),
            base_heading(funnel.measure): own["respondents"].round(),
            worth(funnel.measure): own["effective"].round(1),
            "Usual differences allowed for": own["widened"].map(named),
            "Chance alone": own["plain"].map(named),
            "Note": own["thin"].map({True: "[u]", False: ""}),
        }
    ).reset_index(drop=True)
