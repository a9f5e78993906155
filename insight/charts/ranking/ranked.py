"""All footprints in order, best first, each with the range its figure may lie in: a ranking that does not overclaim.

The bars are the intervals. A bar from zero would give most of its length to what all footprints share.
"""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.grammar import sentence_case
from insight.benchmarks.ranking import Ranking, place, ranking_finding, ranking_sentence
from insight.benchmarks.verdicts import SHAPES
from insight.benchmarks.wording import direction, figure
from insight.charts.chart import Chart
from insight.charts.drawing import Drawing, scatter
from insight.charts.provenance import Provenance, foot
from insight.charts.ranking.standing_table import standing_table
from insight.charts.style.framing import Caption, Room, finished, framed_plot
from insight.charts.style.layout import BODY, FOOT, plain, wrapped
from insight.charts.style.palette import ENGLAND, GRID, INK, MARKERS, QUIET_INK, VERDICTS, faded
from insight.charts.style.plotting import ABOVE, BESIDE, bounds, row_axis, upright_line, write

_ROW = 24
_NAME = 8
"""Pixels a character of a footprint's name takes."""
_VERDICTS = 190
_KEY, _AXIS = 40, 40


def ranked(ranking: Ranking, provenance: Provenance, reach: tuple[float, float] | None = None) -> Chart:
    """One row per footprint that can be ranked, the best at the top; the chosen one strong, the comparator a line.

    `reach` is what the axis holds beside them: the figures of all years, so that it is the same for each.
    """
    standing, measure = ranking.standing, ranking.standing.measure
    finding = ranking_finding(ranking)
    subtitle = (
        f"{measure.title}, {standing.period}, {provenance.vintage}; {direction(measure)}. Bars are 95% intervals: "
        "where two of them overlap, which footprint comes first is not certain."
    )
    left = 40 + _NAME * int(ranking.table["name"].str.len().max())
    room = Room(left=left, right=_VERDICTS, above=_KEY, below=_AXIS)
    caption = Caption(finding, subtitle, foot(provenance, standing.table, *_left_out(ranking)))
    chart = framed_plot(caption, room, _ROW * len(ranking.table))

    _set_axes(chart, ranking, reach)
    _draw_benchmark(chart, ranking)
    for word, rows in ranking.table.groupby("verdict", sort=False):
        _draw_rows(chart, ranking, str(word), rows)
    _write_verdicts(chart, ranking)

    return finished(
        chart,
        caption,
        provenance,
        alt=f"Ranking of {len(ranking.table)} footprints: {measure.title}, {standing.period}, {provenance.vintage}. "
        f"{finding}. {ranking_sentence(ranking)} {standing.comparator.heading} {figure(standing.benchmark, measure)}.",
        table=standing_table(standing),
        name=(measure.id, ranking.code, standing.period, standing.vintage, "ranked"),
    )


def _left_out(ranking: Ranking) -> list[str]:
    missing = len(ranking.unranked)
    return [f"{missing} not ranked: no figure, few replies or no interval (see the table)."] if missing else []


def _set_axes(chart: Drawing, ranking: Ranking, reach: tuple[float, float] | None) -> None:
    table = ranking.table
    values = [*table["lower"], *table["upper"], ranking.standing.benchmark, *(reach or ())]
    names = [
        f"<b>{plain(name)}</b>" if code == ranking.code else plain(name)
        for name, code in zip(table["name"], table["code"], strict=True)
    ]
    chart.update_layout(
        xaxis={
            "range": bounds(values, 0.03, 1.0),
            "ticksuffix": ranking.standing.measure.unit.sign,
            "gridcolor": GRID,
            "nticks": 8,
        },
        yaxis=row_axis(names, tickfont={"size": FOOT}),
    )
    for at, code in enumerate(table["code"]):
        if code == ranking.code:
            band = {
                "fillcolor": faded(VERDICTS[table["verdict"].iloc[at]], 0.14),
                "line": {"width": 0},
                "layer": "below",
            }
            chart.add_shape(type="rect", x0=0, x1=1, xref="paper", y0=at - 0.5, y1=at + 0.5, **band)


def _draw_benchmark(chart: Drawing, ranking: Ranking) -> None:
    standing = ranking.standing
    upright_line(chart, standing.benchmark, {"color": ENGLAND, "width": 2.5})
    text = f"<b>{standing.comparator.heading} {figure(standing.benchmark, standing.measure)}</b>"
    write(chart, text, BODY, ENGLAND, x=standing.benchmark, yshift=6, **ABOVE)


def _draw_rows(chart: Drawing, ranking: Ranking, word: str, rows: pd.DataFrame) -> None:
    """The intervals and the marks of all footprints with one verdict."""
    colour = VERDICTS[word]
    for strong, some in rows.groupby(rows["code"] == ranking.code):
        x, y = [], []
        for at, row in some.iterrows():
            x += [round(row["lower"], 3), round(row["upper"], 3), None]
            y += [at, at, None]
        line = {"color": colour if strong else faded(colour, 0.35), "width": 12 if strong else 8}
        chart.add_trace(scatter(x=x, y=y, mode="lines", hoverinfo="skip", line=line))
        chart.add_trace(
            scatter(
                x=some["value"].round(3).tolist(),
                y=some.index.tolist(),
                mode="markers",
                marker={
                    "symbol": MARKERS[word],
                    "size": 16 if strong else 11,
                    "color": INK if strong else colour,
                    "line": {"color": INK if strong else colour, "width": 1.5},
                },
                customdata=some["code"].tolist(),
                hoverinfo="text",
                text=[_told(row) for _, row in some.iterrows()],
            )
        )


def _told(row: pd.Series) -> str:
    rank = place(int(row["best"]), int(row["worst"]), int(row["of"]))
    return f"<b>{plain(row['name'])}</b><br>{wrapped(row['sentence'], 52)}<br>{sentence_case(rank)}"


def _write_verdicts(chart: Drawing, ranking: Ranking) -> None:
    where = {"xshift": 12, "yanchor": "middle", "align": "left"} | BESIDE
    for at, row in enumerate(ranking.table.to_dict("records")):
        word = row["verdict"]
        said = f"{figure(row['value'], ranking.standing.measure)} {SHAPES[word]} {word}"
        strong = row["code"] == ranking.code
        colour = VERDICTS[word] if word != "similar" else QUIET_INK
        write(chart, f"<b>{said}</b>" if strong else said, FOOT, colour, y=at, **where)
    against = f"<b>Against {plain(ranking.standing.comparator.name)}</b>"
    write(chart, against, FOOT, QUIET_INK, y=1, yref="paper", yshift=16, **where)
