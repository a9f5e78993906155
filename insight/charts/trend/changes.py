"""What changed on every measure of one footprint: the step since the last comparable year with its interval, what got worse first."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from insight.benchmarks.briefing import changes_finding
from insight.benchmarks.change import Change, PeriodChange
from insight.benchmarks.grammar import counted
from insight.benchmarks.verdicts import SHAPES
from insight.benchmarks.wording import decimals, direction, up_or_down
from insight.charts.chart import Chart
from insight.charts.provenance import foot
from insight.charts.style.framing import Caption, ChartFootprint, Room, finished, framed_plot
from insight.charts.style.layout import TELLING, balanced, plain, wrapped
from insight.charts.style.palette import ENGLAND, MARKERS, VERDICTS
from insight.charts.style.rows import Mark, draw_line, draw_rows
from insight.charts.style.staying import telling_order
from insight.model import Better, Measure

_LEFT, _RIGHT, _ROW = 330, 390, 62
_LABEL_WIDTH = 38
_ORDER = ("worse", "similar", "better")
"""The verdicts in the order of the rows."""
_METHOD = "Changes: Newcombe's interval on effective bases; clear where it leaves out no change."


def changes(found: Sequence[tuple[Measure, Change]], place: ChartFootprint, drawn: pd.DataFrame) -> Chart:
    """One row per measure, in points of its own; at the right the word of the change and of the one since the earliest comparable year.

    `drawn` has the figures of the years that are held against one another (release, basis and interval as in a series).
    """
    rows = sorted(found, key=_worst_first)
    finding = changes_finding(rows, place.name)
    years = {_years(change) for _, change in rows}
    alike = f"from {next(iter(years))}" if len(years) == 1 else "since the last comparable year"
    subtitle = (
        f"Change {alike}, in percentage points with 95% intervals, {place.provenance.vintage}. "
        "What got worse stands at the top. Higher is better unless said otherwise."
    )
    caption = Caption(finding, subtitle, foot(place.provenance, drawn, _METHOD))
    chart = framed_plot(caption, Room(_LEFT, _RIGHT), len(rows) * _ROW)
    draw_rows(chart, [_mark(*each, [_years(each[1])] if len(years) > 1 else []) for each in rows], "", against=[0.0])
    order = telling_order([_clear(change) for _, change in rows], [change.value for _, change in rows])
    chart.update_layout(meta={TELLING: order})
    draw_line(chart, 0.0, "no change", ENGLAND)
    alt = (
        f"Chart of changes on {counted(len(rows), 'measure')}: {place.name}, {place.provenance.vintage}. {finding}. "
        + " ".join(f"{measure.title}: {change.sentence}" for measure, change in rows)
    )
    name = ("changes", place.code, rows[0][1].later, place.vintage, "changes")
    return finished(
        chart, caption, place.provenance, alt=alt, table=_table(rows, place), name=name, telling=tuple(order)
    )


def _worst_first(each: tuple[Measure, Change]) -> tuple[int, int, float]:
    """What got worse since the last year, then what did since the earliest, each by how far."""
    measure, change = each
    return _ORDER.index(_clear(change)), _ORDER.index(change.verdict), change.value * measure.better.sign


def _clear(change: Change) -> str:
    """The verdict of the last step, or of the step since the earliest year where that one alone is clear."""
    first = change.since_first
    return first.verdict if first and change.verdict == "similar" else change.verdict


def _years(change: Change) -> str:
    return f"{change.earlier} to {change.later}"


def _mark(measure: Measure, change: Change, years: Sequence[str]) -> Mark:
    """The row of a measure; `years` are those held against one another, where they are not those of all."""
    verdict = change.verdict
    under = ", ".join([*years, *([] if measure.better is Better.HIGHER else [direction(measure)])])
    return Mark(
        f"{balanced(measure.title, _LABEL_WIDTH)}{under and f'<br><i>{under}</i>'}",
        change.value, change.lower, change.upper, VERDICTS[verdict], MARKERS[verdict],
        f"<b>{plain(measure.title)}</b><br>{wrapped(change.sentence, 52)}",
        f"<b>{SHAPES[verdict]} {change.word}</b>, {up_or_down(change.value, measure)}{_since_first(measure, change)}",
    )  # fmt: skip


def _since_first(measure: Measure, change: Change) -> str:
    first = change.since_first
    return f";<br>{first.when()}: {first.word}, {up_or_down(first.value, measure)}" if first else ""


def _table(rows: Sequence[tuple[Measure, Change]], place: ChartFootprint) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Measure": measure.title,
                "Footprint": place.name,
                "Period": change.later,
                **_told("Change since", change, measure),
                **_told("Change since the earliest year", change.since_first, measure),
                "Direction": direction(measure),
            }
            for measure, change in rows
        ]
    )


def _told(title: str, step: PeriodChange | None, measure: Measure) -> dict[str, object]:
    """The columns of one step; [x] where there is none."""
    figures = [round(each, decimals(measure)) for each in (step.value, step.lower, step.upper)] if step else ["[x]"] * 3
    earlier, word = (step.earlier, step.word) if step else ("[x]", "[x]")
    parts = ("", " (points)", ", lower", ", upper", ", in a word")
    return {f"{title}{part}": told for part, told in zip(parts, (earlier, *figures, word), strict=True)}
