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
from insight.charts.drawing import Drawing
from insight.charts.provenance import Provenance, foot
from insight.charts.ranking.standing_table import standing_table
from insight.charts.style.framing import Caption, Room, finished, framed_plot
from insight.charts.style.layout import BODY, FOOT, plain, wrapped
from insight.charts.style.palette import ENGLAND, INK, MARKERS, QUIET_INK, VERDICTS, faded
from insight.charts.style.plotting import (
    ABOVE,
    BESIDE,
    band,
    bounds,
    draw_paths,
    draw_points,
    figures_axis,
    row_axis,
    upright_line,
    whiskers_of,
    write,
)

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
    missing = len(ranking.unranked)
    of = missing + len(ranking.table)
    left_out = (
        f"{missing} of {of} not ranked: no figure, few replies or no interval (see the table)." if missing else ""
    )
    caption = Caption(finding, subtitle, foot(provenance, standing.table, left_out), [left_out])
    chart = framed_plot(caption, room, _ROW * len(ranking.table))

    _set_axes(chart, ranking, reach)
    _draw_benchmark(chart, ranking)
    for word, rows in ranking.table.groupby("verdict", sort=False):
        _draw_rows(chart, ranking, str(word), rows)
    _write_verdicts(chart, ranking)

    alt = (
        f"Ranking of {len(ranking.table)} footprints: {measure.title}, {standing.period}, {provenance.vintage}. "
        f"{finding}. {ranking_sentence(ranking)} {standing.comparator.heading} {figure(standing.benchmark, measure)}."
    )
    name = (measure.id, ranking.code, standing.period, standing.vintage, "ranked")
    return finished(chart, caption, provenance, alt=alt, table=standing_table(standing), name=name)


def _set_axes(chart: Drawing, ranking: Ranking, reach: tuple[float, float] | None) -> None:
    table = ranking.table
    values = [*table["lower"], *table["upper"], ranking.standing.benchmark, *(reach or ())]
    names = [
        f"<b>{plain(name)}</b>" if code == ranking.code else plain(name)
        for name, code in zip(table["name"], table["code"], strict=True)
    ]
    chart.update_layout(
        xaxis=figures_axis(bounds(values, 0.03, 1.0), 8, ticksuffix=ranking.standing.measure.unit.sign),
        yaxis=row_axis(names, tickfont={"size": FOOT}),
    )
    for at, (code, word) in enumerate(zip(table["code"], table["verdict"], strict=True)):
        if code == ranking.code:
            band(chart, (0, 1), (at - 0.5, at + 0.5), faded(VERDICTS[word], 0.14), xref="paper")


def _draw_benchmark(chart: Drawing, ranking: Ranking) -> None:
    standing = ranking.standing
    upright_line(chart, standing.benchmark, {"color": ENGLAND, "width": 2.5})
    text = f"<b>{standing.comparator.heading} {figure(standing.benchmark, standing.measure)}</b>"
    write(chart, text, BODY, ENGLAND, x=standing.benchmark, yshift=6, **ABOVE)


def _draw_rows(chart: Drawing, ranking: Ranking, word: str, rows: pd.DataFrame) -> None:
    """The intervals and the marks of all footprints with one verdict."""
    colour = VERDICTS[word]
    for strong, some in rows.groupby(rows["code"] == ranking.code):
        intervals = [[(limit, at) for at, limit in ends] for ends in whiskers_of(some.index, some, 3)]
        draw_paths(chart, intervals, {"color": colour if strong else faded(colour, 0.35), "width": 12 if strong else 8})
        ink = INK if strong else colour
        edge = {"color": ink, "width": 1.5}
        marker = {"symbol": MARKERS[word], "size": 16 if strong else 11, "color": ink, "line": edge}
        told = [_told(row) for _, row in some.iterrows()]
        x, y = some["value"].round(3).tolist(), some.index.tolist()
        draw_points(chart, x, y, marker, told, customdata=some["code"].tolist())


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
