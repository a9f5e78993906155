"""A need beside what patients say: one dot a footprint, ours a diamond, and the range usual for footprints with as much need."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.context import CAUTION, Context
from insight.benchmarks.wording import figure
from insight.charts.chart import Chart
from insight.charts.drawing import Attributes, Drawing
from insight.charts.provenance import foot_of
from insight.charts.style.framing import Caption, ChartFootprint, Room, finished, framed_plot
from insight.charts.style.labels import Box, LabelLayout, Point, layouts, place_names
from insight.charts.style.layout import BODY, plain
from insight.charts.style.palette import FOOTPRINT, GROUND, INK, QUIET_INK
from insight.charts.style.plotting import KEY, bounds, draw_path, draw_points, figures_axis, name_point, write

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
    title = {"text": f"{plain(found.need.title)} ▶", "standoff": 8, "font": {"size": BODY, "color": INK}}
    chart.update_layout(
        xaxis=figures_axis(across, 9, ticksuffix=found.need.unit.sign, title=title),
        yaxis=figures_axis(up, 7, ticksuffix=found.measure.unit.sign),
    )
    line, expected = {"color": QUIET_INK, "width": 2, "dash": "dash"}, found.expected
    draw_path(chart, across, [round(expected.intercept + expected.slope * x, 3) for x in across], line)
    own, others = found.own, found.table[found.table["code"] != found.code]
    if found.placed:
        x, ends = [round(float(own["need"]), 3)] * 2, [round(expected.lower, 3), round(expected.upper, 3)]
        draw_path(chart, x, ends, {"color": FOOTPRINT, "width": _BAR}, opacity=0.35)
    _draw_footprints(chart, found, others, {"color": QUIET_INK, "size": 11, "symbol": "circle-open"})
    look = {"color": FOOTPRINT, "size": 19, "symbol": "diamond", "line": {"color": GROUND, "width": 2}}
    _draw_footprints(chart, found, own.to_frame().T, look)
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

    def spot(point: Point, wide: float) -> Point:
        x, y = ((value - low) / (high - low) for value, (low, high) in zip(point, (across, up), strict=True))
        return x * wide, (1 - y) * _PLOT

    def with_bar(screen: LabelLayout, wide: float) -> LabelLayout:
        ends = (spot((need, each), wide) for each in (found.expected.upper, found.expected.lower))
        (x, top), (_, bottom) = ends
        return screen._replace(kept_free=[*screen.kept_free, Box(x - _BAR / 2, top, x + _BAR / 2, bottom)])

    need, value = float(own["need"]), float(own["value"])
    around = [(float(x), float(y)) for x, y in zip(others["need"], others["value"], strict=True)]
    screens = layouts(_WIDTHS, _PLOT, spot, [(need, value)], around, half=_DOT)
    offset = place_names(list(map(with_bar, screens, _WIDTHS)), [found.name], BODY)[0]
    text, look = f"<b>{plain(found.name)}</b>", {"size": BODY, "color": FOOTPRINT}
    name_point(chart, text, (round(need, 3), round(value, 3)), offset, standoff=11, font=look)


def _draw_footprints(chart: Drawing, found: Context, rows: pd.DataFrame, marker: Attributes) -> None:
    text = [
        f"<b>{plain(row['name'])}</b><br>{plain(found.need.title)}: {figure(row['need'], found.need)}"
        f"<br>{plain(found.measure.title)}: {figure(row['value'], found.measure)}"
        for row in rows.to_dict("records")
    ]
    x, y = ([round(float(each), 3) for each in rows[column]] for column in ("need", "value"))
    draw_points(chart, x, y, marker, text)


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
