"""The overview of one footprint: each measure's latest figure beside the comparator's, the worst at the top."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

import pandas as pd

from insight.benchmarks.findings import headlines_finding
from insight.benchmarks.grammar import counted
from insight.benchmarks.headlines import Headline, by_comparator, set_apart, worst_first
from insight.benchmarks.introduction import listed
from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.benchmarks.verdicts import SHAPES
from insight.benchmarks.wording import decimals, difference, direction, figures_beside
from insight.charts.chart import Chart
from insight.charts.drawing import Drawing
from insight.charts.provenance import Provenance, foot
from insight.charts.style.framing import Caption, Room, finished, framed_plot
from insight.charts.style.layout import BODY, TELLING, balanced, plain, wrapped
from insight.charts.style.palette import GRID, INK, MARKERS, VERDICTS
from insight.charts.style.plotting import (
    BESIDE,
    KEY,
    benchmark_tick,
    draw_path,
    draw_points,
    figures_axis,
    level_line,
    row_axis,
    write,
)
from insight.charts.style.shorthand import cell, notes
from insight.charts.style.staying import telling_order
from insight.model import Better, Unit

_ROW = 62
_LABELS, _VERDICTS = 330, 210
"""Pixels kept at the left for the measures and at the right for the verdicts."""
_LABEL_WIDTH = 38
_AXIS, _HEADINGS = 40, 46


def headlines(
    found: Sequence[Headline], code: str, name: str, provenance: Provenance, rates: str = ""
) -> Chart | Refusal:
    """One row per percentage: the comparator's value a tick, the footprint a mark with its interval, the verdict in words.
    `rates` is the sentence on how many of those asked replied.

    Measures in other units cannot share the axis and stand in the table only. Refused where nothing can be drawn.
    """
    all_of_them = worst_first(found)
    places = [at for at, each in enumerate(all_of_them) if _drawn(each)]
    rows = [all_of_them[at] for at in places]
    if not rows:
        return refuse(Reason.NOT_AVAILABLE, name=name, period="any period that is compared")
    finding = headlines_finding(rows, name)
    unless = "" if {each.measure.better for each in rows} == {Better.HIGHER} else " unless said otherwise"
    subtitle = (
        f"Latest comparable figures beside {_beside(rows)}, {provenance.vintage}. Worst at the top. "
        f"Higher is better{unless}. {set_apart(found)}"
    ).rstrip()
    missing = len(found) - len(rows)
    left_out = f"{missing} more in the table only: another unit or no figure." if missing else ""
    lines = foot(provenance, pd.DataFrame([each.row for each in rows]), rates, left_out)
    caption = Caption(finding, subtitle, lines, [set_apart(found)])
    chart = framed_plot(caption, Room(_LABELS, _VERDICTS, _HEADINGS, _AXIS), len(rows) * _ROW)
    order = telling_order(*told_by_title(rows))
    _set_axes(chart, rows, order)
    _, instead = by_comparator(rows)
    for at, each in enumerate(rows):
        _draw_row(chart, at, each, each.standing.comparator.name if each in instead else "against")
    beside = _beside([each for each in rows if each not in instead])
    beside += f", {_beside(instead)} where named" if instead else ""
    key = f"<b>┃</b> {plain(beside)}    <b>▲ ● ▼</b> {plain(name)}, with 95% interval"
    write(chart, key, BODY, INK, yshift=10, **KEY)
    alt = (
        f"Chart of {counted(len(rows), 'measure')}: {name} beside {_beside(rows)}, {provenance.vintage}. {finding}. "
        + " ".join(f"{each.measure.title}: {each.row['sentence']}" for each in rows)
    )
    file = ("headlines", code, max(each.standing.period for each in rows), rows[0].standing.vintage, "overview")
    telling = dict.fromkeys([*(places[at] for at in order), *range(len(found))])
    return finished(
        chart, caption, provenance, alt=alt, table=headlines_table(all_of_them), name=file, telling=tuple(telling)
    )


def _drawn(each: Headline) -> bool:
    """Whether it is a percentage beside another, which the axis can hold."""
    return each.measure.unit is Unit.PERCENT and pd.notna(each.row["value"]) and pd.notna(each.standing.benchmark)


def _beside(rows: Sequence[Headline]) -> str:
    """Everybody the measures are held against: one for most, England for those that cannot be added up."""
    return listed(list(dict.fromkeys(each.standing.comparator.name for each in rows)))


def _set_axes(chart: Drawing, rows: Sequence[Headline], order: Sequence[int]) -> None:
    values = [float(each.row[column]) for each in rows for column in ("value", "lower", "upper")]
    values = [v for v in (*values, *(each.standing.benchmark for each in rows)) if not isnan(v)]
    low, high = min(values), max(values)
    room = max(high - low, 4.0) * 0.05
    chart.update_layout(
        meta={TELLING: order},
        xaxis=figures_axis((low - room, min(high + room, 101.0)), 8, ticksuffix="%"),
        yaxis=row_axis([_label(each) for each in rows], 12),
    )


def told_by_title(rows: Sequence[Headline]) -> tuple[list[str], list[float]]:
    """The verdict of each that a title counts, and how far each is from whom it is held against."""
    counted, _ = by_comparator(rows)
    return [each.row["verdict"] if each in counted else "" for each in rows], [each.distance for each in rows]


def _label(each: Headline) -> str:
    way = "" if each.measure.better is Better.HIGHER else f", {direction(each.measure)}"
    return f"{balanced(each.measure.title, _LABEL_WIDTH)}<br><i>{each.standing.period}{way}</i>"


def _draw_row(chart: Drawing, at: int, each: Headline, whose: str) -> None:
    """`whose` stands before the figure it is held against."""
    row, word = each.row, each.row["verdict"]
    colour, benchmark = VERDICTS[word], each.standing.benchmark
    level_line(chart, at + 0.5, {"color": GRID, "width": 1})
    benchmark_tick(chart, benchmark, at)
    if pd.notna(row["lower"]):
        draw_path(chart, [row["lower"], row["upper"]], [at, at], {"color": colour, "width": 3})
    marker = {"symbol": MARKERS[word], "size": 18, "color": colour, "line": {"color": colour, "width": 2}}
    told = f"<b>{plain(each.measure.title)}</b><br>{wrapped(row['sentence'], 52)}<br>{row['basis'].capitalize()}"
    picked = [f"{each.measure.id} {each.standing.start:%Y-%m-%d}"]
    draw_points(chart, [row["value"]], [at], marker, told, customdata=picked)
    own, against = figures_beside(row, benchmark, each.measure)
    said = f"<b>{SHAPES[word]} {word}</b><br>{own}, {whose} {against}"
    write(chart, said, BODY, colour, y=at, yanchor="middle", xshift=14, align="left", **BESIDE)


def headlines_table(found: Sequence[Headline]) -> pd.DataFrame:
    """One row per measure of one footprint, in the order given; figures in each measure's own unit."""
    marked = pd.DataFrame([{name: each.row[name] for name in ("basis", "value", "status")} for each in found])
    return pd.DataFrame([_row(each) for each in found]).assign(Note=notes(marked).to_numpy())


def _row(each: Headline) -> dict[str, object]:
    measure, row = each.measure, each.row
    benchmark = each.standing.benchmark

    def told(column: str) -> object:
        return cell(float(row[column]), row["status"], measure)

    gap = told("gap")
    if pd.notna(row["gap"]):
        gap = round(difference(row["value"], benchmark, measure), decimals(measure))
    return {
        "Measure": measure.title,
        "Period": each.standing.period,
        "Footprint": row["name"],
        "Code": row["code"],
        "Value": told("value"),
        "Lower": told("lower"),
        "Upper": told("upper"),
        "Compared with": each.standing.comparator.heading,
        "Benchmark": round(benchmark, decimals(measure)) if pd.notna(benchmark) else "[x]",
        "Gap": gap,
        "Verdict": row["verdict"],
        "Direction": direction(measure),
        "Basis": row["basis"] if pd.notna(row["value"]) else "[x]",
    }
