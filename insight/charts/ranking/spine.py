"""The spine chart: one footprint over many measures, the comparator in the middle, worse to the left and better to the right."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from insight.benchmarks.findings import headlines_finding
from insight.benchmarks.grammar import counted, verb
from insight.benchmarks.headlines import Headline, by_comparator, set_apart
from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.benchmarks.spine import SpineRow
from insight.benchmarks.verdicts import SHAPES
from insight.benchmarks.wording import direction, figure, set_beside
from insight.charts.chart import Chart
from insight.charts.drawing import Drawing
from insight.charts.provenance import Provenance, foot
from insight.charts.ranking.headlines import headlines_table, told_by_title
from insight.charts.style.framing import Caption, Room, finished, framed_plot
from insight.charts.style.layout import BODY, FOOT, FOOT_LINE, TELLING, balanced, plain, wrapped
from insight.charts.style.palette import ENGLAND, GRID, GROUND, HATCHING, INK, MARKERS, QUIET_INK, VERDICTS
from insight.charts.style.plotting import ABOVE, BESIDE, band, draw_points, level_line, row_axis, upright_line, write
from insight.charts.style.staying import telling_order

_ROW, _LABELS, _LABEL_WIDTH = 54, 370, 42
_COLUMNS = (("{name}", 16), ("{against}", 176), ("Worst", 276), ("Best", 356))
"""The columns of figures at the right, each with its place in pixels."""
_FIGURES, _COLUMN_WIDTH = 430, 18
"""Pixels at the right of the plot, and characters in a line of a column's name."""
_LIGHT, _DARK = "#D5D9DB", HATCHING
_REACH = 1.06


def draw_spine(
    spine_rows: Sequence[SpineRow], judged: Sequence[Headline], code: str, name: str, provenance: Provenance
) -> Chart | Refusal:
    """One row per measure, in the order given; refused where no measure can be compared. Counted are all that are `judged`."""
    if not spine_rows:
        return refuse(Reason.NOT_AVAILABLE, name=name, period="any period that is compared")
    headlines = [each.headline for each in spine_rows]
    finding = headlines_finding(judged, name)
    lacking = sum(each.compared for each in judged) - len(spine_rows)
    told = (
        f"Each measure between the worst and the best of {provenance.vintage}; the light bar holds the middle half.",
        "The ends of all rows are drawn alike, whatever they are in points.",
        f"{counted(lacking, 'measure')} {verb(lacking, 'has')} no row: fewer than four areas are compared."
        if lacking
        else "",
        set_apart(judged),
    )
    subtitle = " ".join(filter(None, told))
    above = 20 + (wrapped(name, _COLUMN_WIDTH).count("<br>") + 1) * FOOT_LINE
    room = Room(left=_LABELS, right=_FIGURES, above=max(above, 56), below=16)
    lines = foot(provenance, pd.DataFrame([each.row for each in headlines]))
    caption = Caption(finding, subtitle, lines, [set_apart(judged)])
    chart = framed_plot(caption, room, _ROW * len(spine_rows))

    order = telling_order(told_by_title(headlines)[0], [each.place for each in spine_rows])
    _set_axes(chart, spine_rows, order)
    chosen, instead = by_comparator(headlines)
    for at, each in enumerate(spine_rows):
        _draw(chart, at, each)
        _write_figures(
            chart, at, each, f"{each.headline.standing.comparator.heading}<br>" if each.headline in instead else ""
        )
    _name_columns(chart, name, chosen[0].standing.comparator.heading)

    periods = sorted({each.standing.period for each in headlines})
    alt = (
        f"Spine chart of {counted(len(spine_rows), 'measure')}: {name} between the worst and the best footprint, "
        f"{provenance.vintage}. {finding}. " + " ".join(f"{e.measure.title}: {e.row['sentence']}" for e in headlines)
    )
    file = ("headlines", code, periods[-1], headlines[0].standing.vintage, "spine")
    return finished(chart, caption, provenance, alt=alt, table=_table(spine_rows), name=file, telling=tuple(order))


def _set_axes(chart: Drawing, spine_rows: Sequence[SpineRow], order: Sequence[int]) -> None:
    labels = [
        f"{balanced(each.headline.measure.title, _LABEL_WIDTH)}<br><i>{each.headline.standing.period}, "
        f"{direction(each.headline.measure)}</i>"
        for each in spine_rows
    ]
    chart.update_layout(
        xaxis={"range": [-_REACH, _REACH], "visible": False},
        yaxis=row_axis(labels, 12, tickfont={"size": FOOT}),
        meta={TELLING: order},
    )


def _draw(chart: Drawing, at: int, each: SpineRow) -> None:
    worst, low, high, best = each.ends
    for start, end, fill in ((worst, low, _DARK), (low, high, _LIGHT), (high, best, _DARK)):
        band(chart, (start, end), (at - 0.2, at + 0.2), fill)
    level_line(chart, at + 0.5, {"color": GRID, "width": 1}, layer="below")
    row, word = each.headline.row, each.headline.row["verdict"]
    edge = {"color": GROUND if "open" not in MARKERS[word] else VERDICTS[word], "width": 2}
    marker = {"symbol": MARKERS[word], "size": 20, "color": VERDICTS[word], "line": edge}
    told = f"<b>{plain(each.headline.measure.title)}</b><br>{wrapped(row['sentence'], 52)}"
    draw_points(chart, [round(each.place, 4)], [at], marker, told)


def _write_figures(chart: Drawing, at: int, each: SpineRow, whose: str) -> None:
    """`whose` stands over the figure it is held against, where that is not whose the column is."""
    measure, row = each.headline.measure, each.headline.row
    word, ours = row["verdict"], set_beside(row, each.headline.standing.benchmark, measure)
    told = (
        f"<b>{ours.figure} {SHAPES[word]}\u00a0{word}</b>",
        f"{whose}{ours.benchmark}",
        figure(each.worst, measure),
        figure(each.best, measure),
    )
    for text, (_, place), colour in zip(told, _COLUMNS, (VERDICTS[word], ENGLAND, INK, INK), strict=True):
        write(chart, text, BODY, colour, y=at, yanchor="middle", xshift=place, **BESIDE)


def _name_columns(chart: Drawing, name: str, against: str) -> None:
    upright_line(chart, 0, {"color": ENGLAND, "width": 3}, layer="below")
    # The comparator comes last: where the three have no room side by side, it stands over the other two.
    for text, place, anchor in (
        ("◀ worse", -1, "left"),
        ("better ▶", 1, "right"),
        (f"<b>{plain(against)}</b>", 0, "center"),
    ):
        write(chart, text, FOOT, QUIET_INK, x=place, xanchor=anchor, yshift=6, **ABOVE)
    for title, place in _COLUMNS:
        text = f"<b>{wrapped(title.format(name=name, against=against), _COLUMN_WIDTH)}</b>"
        write(chart, text, FOOT, INK, xshift=place, align="left", yshift=6, **BESIDE, **ABOVE)


def _table(spine_rows: Sequence[SpineRow]) -> pd.DataFrame:
    """The table of the headlines, in the order drawn, with the spread of the footprints."""
    table = headlines_table([each.headline for each in spine_rows])
    spreads = [each.spread for each in spine_rows]
    ends = ("Lowest", "First quarter up to", "Third quarter up to", "Highest")
    for title, name in zip(ends, ("lowest", "first", "third", "highest"), strict=True):
        table[title] = [round(getattr(spread, name), 1) for spread in spreads]
    return table
