"""How far footprints lie apart, and how far the chosen one is from the best quarter."""

from __future__ import annotations

import numpy as np

from insight.benchmarks.ranking import Ranking
from insight.benchmarks.ranking_sentences import distance_finding, distance_sentence
from insight.benchmarks.wording import direction, figure
from insight.charts.chart import Chart
from insight.charts.drawing import Drawing, scatter
from insight.charts.provenance import Provenance, foot
from insight.charts.ranking.standing_table import standing_table
from insight.charts.style.framing import Caption, Room, finished, framed_plot
from insight.charts.style.layout import BODY, plain
from insight.charts.style.palette import ENGLAND, FOOTPRINT, GRID, INK, QUIET_INK
from insight.charts.style.plotting import bounds, write
from insight.model import Better, Unit

_HEIGHT = 190
_BINS = 60
"""Footprints in the same part of the axis are piled up, so that none hides another."""
_FILLS = ("#E4ECF3", "#F3F2F1", "#F3F2F1", "#FBE9DB")
_FLOOR = -0.6
_NAME = 44
"""Pixels from the top to the middle of the chosen footprint's name, under the names of the quarters."""


def strip(ranking: Ranking, provenance: Provenance) -> Chart:
    """One dot per footprint over the quarters they fall into; the comparator a line, the chosen footprint a diamond."""
    standing, measure = ranking.standing, ranking.standing.measure
    finding = distance_finding(ranking)
    subtitle = (
        f"{distance_sentence(ranking)} {measure.title}, {standing.period}, {provenance.vintage}; {direction(measure)}."
    )
    lines = foot(provenance, standing.table, "Each dot is one footprint, piled up where figures are alike.")
    caption = Caption(finding, subtitle, lines)
    chart = framed_plot(caption, Room(left=60, right=60, above=40, below=40), _HEIGHT)

    values = ranking.table["value"].tolist()
    x_range = bounds([*values, standing.benchmark], 0.05, 1.0)
    heights = _piles(values, x_range)
    name_at = max(heights) + 1.0
    top = max(name_at + 1.6, (name_at - _FLOOR) / (1 - _NAME / _HEIGHT) + _FLOOR)
    suffix = "%" if measure.unit is Unit.PERCENT else ""
    chart.update_layout(
        xaxis={"range": x_range, "ticksuffix": suffix, "showgrid": False, "nticks": 10},
        yaxis={"range": [_FLOOR, top], "visible": False},
    )
    _draw_quarters(chart, ranking, x_range)
    _draw_dots(chart, ranking, heights)
    _name_marks(chart, ranking, heights, name_at, x_range)

    table = standing_table(standing)
    return finished(
        chart,
        caption,
        provenance,
        alt=f"Strip of {len(values)} footprints: {measure.title}, {standing.period}, {provenance.vintage}, from "
        f"{figure(min(values), measure)} to {figure(max(values), measure)}. {finding}. {distance_sentence(ranking)}",
        table=table,
        name=(measure.id, ranking.code, standing.period, standing.vintage, "spread"),
    )


def _piles(values: list[float], x_range: list[float]) -> list[int]:
    """The height of each dot: how many are already in its part of the axis."""
    bins = np.floor((np.asarray(values) - x_range[0]) / (x_range[1] - x_range[0]) * _BINS).astype(int)
    seen: dict[int, int] = {}
    heights = []
    for at in bins.tolist():
        heights.append(seen.get(at, 0))
        seen[at] = heights[-1] + 1
    return heights


def _draw_quarters(chart: Drawing, ranking: Ranking, x_range: list[float]) -> None:
    spread, better = ranking.spread, ranking.standing.measure.better
    limits = [x_range[0], spread.first, spread.second, spread.third, x_range[1]]
    names = {
        Better.HIGHER: ("worst quarter", "", "", "best quarter"),
        Better.LOWER: ("best quarter", "", "", "worst quarter"),
        Better.NEITHER: ("lowest quarter", "", "", "highest quarter"),
    }[better]
    fills = {Better.HIGHER: _FILLS[::-1], Better.LOWER: _FILLS, Better.NEITHER: (GRID, *_FILLS[1:3], GRID)}[better]
    for at, (name, fill) in enumerate(zip(names, fills, strict=True)):
        low, high = limits[at], limits[at + 1]
        chart.add_shape(
            type="rect", x0=low, x1=high, y0=0, y1=1, yref="paper", fillcolor=fill, line={"width": 0}, layer="below"
        )
        if name:
            write(
                chart, name, BODY, QUIET_INK, x=low if at == 0 else high, xanchor="left" if at == 0 else "right",
                xshift=6 if at == 0 else -6, y=1, yref="paper", yanchor="top", yshift=-4,
            )  # fmt: skip
    middle = {"color": QUIET_INK, "width": 1, "dash": "dot"}
    chart.add_shape(
        type="line", x0=spread.second, x1=spread.second, y0=0, y1=1, yref="paper", line=middle, layer="below"
    )


def _draw_dots(chart: Drawing, ranking: Ranking, heights: list[int]) -> None:
    measure = ranking.standing.measure
    for strong, rows in ranking.table.groupby(ranking.table["code"] == ranking.code):
        marker = {"size": 20, "color": FOOTPRINT, "symbol": "diamond", "line": {"color": INK, "width": 2}}
        faint = {"size": 12, "color": "#8A9499", "symbol": "circle", "line": {"color": "#FFFFFF", "width": 1}}
        chart.add_trace(
            scatter(
                x=rows["value"].round(3).tolist(),
                y=[heights[at] for at in rows.index],
                mode="markers",
                marker=marker if strong else faint,
                customdata=rows["code"].tolist(),
                hoverinfo="text",
                text=[
                    f"<b>{plain(n)}</b> {figure(v, measure)}" for n, v in zip(rows["name"], rows["value"], strict=True)
                ],
            )
        )


def _name_marks(chart: Drawing, ranking: Ranking, heights: list[int], y: float, x_range: list[float]) -> None:
    standing, own = ranking.standing, ranking.own
    line = {"color": ENGLAND, "width": 2.5}
    chart.add_shape(
        type="line", x0=standing.benchmark, x1=standing.benchmark, y0=0, y1=1, yref="paper", line=line, layer="below"
    )
    text = f"<b>{standing.comparator.heading} {figure(standing.benchmark, standing.measure)}</b>"
    write(chart, text, BODY, ENGLAND, x=standing.benchmark, y=1, yref="paper", yanchor="bottom", yshift=4)
    if own is None:
        return
    at = int(own.name)  # type: ignore[arg-type]  # rows are numbered
    told = f"<b>{plain(ranking.name)} {figure(own['value'], standing.measure)}</b>"
    left = own["value"] > sum(x_range) / 2  # to the side with more room: the longest names take half of the plot
    chart.add_shape(
        type="line", x0=own["value"], x1=own["value"], y0=heights[at], y1=y, line={"color": FOOTPRINT, "width": 2}
    )
    write(
        chart, told, BODY, FOOTPRINT, x=own["value"], xanchor="right" if left else "left", y=y,
        yanchor="middle", xshift=4 if left else -4, bgcolor="rgba(255,255,255,0.85)",
    )  # fmt: skip
    if ranking.short is not None:
        chart.add_annotation(
            x=ranking.edge, ax=own["value"], axref="x", y=_FLOOR * 0.6, ay=_FLOOR * 0.6, ayref="y", text="", showarrow=True,
            arrowhead=2, arrowwidth=3, arrowcolor=FOOTPRINT,
        )  # fmt: skip
