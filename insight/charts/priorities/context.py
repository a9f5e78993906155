"""A need beside what patients say: one dot a footprint, ours a diamond, and the range usual for footprints with as much need."""

from __future__ import annotations

from typing import Any

import pandas as pd

from insight.benchmarks.context import CAUTION, Context
from insight.benchmarks.wording import figure
from insight.charts.chart import Chart
from insight.charts.drawing import Attributes, Drawing, scatter
from insight.charts.provenance import foot_of
from insight.charts.style.framing import Caption, ChartFootprint, Room, finished, framed_plot
from insight.charts.style.labels import Box, LabelLayout, Point, place_names
from insight.charts.style.layout import BODY, plain
from insight.charts.style.palette import FOOTPRINT, GRID, GROUND, INK, QUIET_INK
from insight.charts.style.plotting import KEY, bounds, name_point, write

_PLOT = 430
_LEFT, _RIGHT, _ABOVE, _BELOW = 84, 150, 64, 76
_WIDTHS = (640, 1080, 1350)
"""Widths of the plot in pixels, from a small screen to a meeting room's; a phone's is laid out anew."""
_DOT, _BAR = 7, 6
"""Half the room of another's mark, and the width of the bar of what is usual, in pixels."""
_LINE = "Dashed: straight line through all other footprints."
_USUAL = "Bar: the range that holds 95 of 100 footprints with as much need (prediction interval, Student's t)."


def context_scatter(found: Context, place: ChartFootprint) -> Chart:
    """Every footprint by its need (across) and its figure (up)."""
    vintage = place.provenance.vintage
    subtitle = f"{found.when}; {vintage}."
    usual = [_USUAL] if found.placed else []
    caption = Caption(found.finding, subtitle, foot_of(place.provenance, found.releases, CAUTION, _LINE, *usual))
    chart = framed_plot(caption, Room(_LEFT, _RIGHT, _ABOVE, _BELOW), _PLOT)
    across = bounds(found.table["need"].tolist(), 0.06, 1.0)
    up = bounds([*found.table["value"], found.expected.lower, found.expected.upper], 0.06, 1.0)
    _set_axes(chart, found, across, up)
    line, expected = {"color": QUIET_INK, "width": 2, "dash": "dash"}, found.expected
    y = [round(expected.intercept + expected.slope * x, 3) for x in across]
    chart.add_trace(scatter(x=across, y=y, mode="lines", line=line, hoverinfo="skip"))
    own, others = found.own, found.table[found.table["code"] != found.code]
    at = round(float(own["need"]), 3)
    bar = {"color": FOOTPRINT, "width": _BAR}
    ends = [round(expected.lower, 3), round(expected.upper, 3)]
    if found.placed:
        chart.add_trace(scatter(x=[at, at], y=ends, mode="lines", line=bar, opacity=0.35, hoverinfo="skip"))
    chart.add_trace(_points(found, others, {"color": QUIET_INK, "size": 11, "symbol": "circle-open"}))
    outlined = {"color": GROUND, "width": 2}
    chart.add_trace(
        _points(found, own.to_frame().T, {"color": FOOTPRINT, "size": 19, "symbol": "diamond", "line": outlined})
    )
    _name(chart, found, across, up)
    bar_said = ", <b>┃</b> usual with as much need" if found.placed else ""
    key = (
        f"▲ {plain(found.measure.title)}<br>"
        f'<span style="color:{FOOTPRINT}"><b>◆</b> {plain(found.name)}{bar_said}</span>    ○ all others'
    )
    write(chart, key, BODY, INK, yshift=8, align="left", **KEY)
    alt = f"Scatter of {len(found.table)} footprints: {subtitle} {found.pattern} {found.standing} {CAUTION}"
    name = (found.measure.id, place.code, found.need.id, place.vintage, "context")
    return finished(chart, caption, place.provenance, alt=alt, table=_table(found), name=name)


def _name(chart: Drawing, found: Context, across: list[float], up: list[float]) -> None:
    """Our name near our mark, within the plot and off the marks of all others."""
    own, others = found.own, found.table[found.table["code"] != found.code]

    def spot(row: Any, wide: float) -> Point:
        x, y = ((float(row[name]) - low) / (high - low) for name, (low, high) in (("need", across), ("value", up)))
        return x * wide, (1 - y) * _PLOT

    ends = [{"need": own["need"], "value": each} for each in (found.expected.upper, found.expected.lower)]

    layouts = []
    for wide in _WIDTHS:
        dots = [
            Box(x - _DOT, y - _DOT, x + _DOT, y + _DOT)
            for x, y in (spot(row, wide) for row in others.to_dict("records"))
        ]
        (x, top), (_, bottom) = (spot(each, wide) for each in ends)
        bar = Box(x - _BAR / 2, top, x + _BAR / 2, bottom)
        layouts.append(LabelLayout([spot(own, wide)], Box(0, 0, wide, _PLOT), [*dots, bar]))
    text, at = f"<b>{plain(found.name)}</b>", (round(float(own["need"]), 3), round(float(own["value"]), 3))
    name_point(chart, text, at, place_names(layouts, [found.name], BODY)[0], standoff=11,
               font={"size": BODY, "color": FOOTPRINT})  # fmt: skip


def _set_axes(chart: Drawing, found: Context, across: list[float], up: list[float]) -> None:
    chart.update_layout(
        xaxis={
            "range": across,
            "gridcolor": GRID,
            "ticksuffix": found.need.unit.sign,
            "nticks": 9,
            "title": {"text": f"{plain(found.need.title)} ▶", "standoff": 8, "font": {"size": BODY, "color": INK}},
        },
        yaxis={
            "range": up,
            "gridcolor": GRID,
            "ticksuffix": found.measure.unit.sign,
            "nticks": 7,
        },
    )


def _points(found: Context, rows: pd.DataFrame, marker: dict[str, object]) -> Attributes:
    text = [
        f"<b>{plain(row['name'])}</b><br>{plain(found.need.title)}: {figure(row['need'], found.need)}"
        f"<br>{plain(found.measure.title)}: {figure(row['value'], found.measure)}"
        for row in rows.to_dict("records")
    ]
    x, y = ([round(float(each), 3) for each in rows[column]] for column in ("need", "value"))
    return scatter(x=x, y=y, text=text, mode="markers", hoverinfo="text", marker=marker)


def _table(found: Context) -> pd.DataFrame:
    """One row per footprint, the one with most need first."""
    rows = found.table.sort_values(["need", "name"], ascending=[False, True])
    return pd.DataFrame(
        {
            "Footprint": rows["name"],
            found.need.title: rows["need"].round(1),
            found.measure.title: rows["value"].round(1),
            "Usual with as much": [found.usual if code == found.code and found.placed else "" for code in rows["code"]],
        }
    )
