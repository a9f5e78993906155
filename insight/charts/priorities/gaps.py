"""The gaps between groups of patients: each group's figure with its interval, and its distance from the largest group."""

from __future__ import annotations

from math import isnan

import pandas as pd

from insight.benchmarks.gaps import Gaps, beyond
from insight.benchmarks.verdicts import SHAPES
from insight.benchmarks.wording import direction, figure, points, topic
from insight.charts.chart import Chart
from insight.charts.provenance import foot
from insight.charts.style.framing import Caption, ChartFootprint, Room, finished, framed_plot
from insight.charts.style.layout import TELLING, plain, wrapped
from insight.charts.style.palette import FOOTPRINT, MARKERS, VERDICTS
from insight.charts.style.rows import ROW, Mark, draw_heading, draw_rows
from insight.charts.style.shorthand import notes, or_not, shown, with_limits
from insight.charts.style.staying import telling_order

_LEFT, _RIGHT = 300, 290
_LABEL_WIDTH = 34
_AGAINST = "Each group against the largest of its block."
_CLEAR = ("worse", "better", "higher", "lower")
_METHOD = "Gaps: Newcombe's interval on effective bases, against the group with the most people in each block."


def group_gaps(found: Gaps, place: ChartFootprint) -> Chart:
    """One block per dimension, one row per group; the largest group of each block is what the others are held against."""
    finding = _finding(found)
    subtitle = (
        f"{found.measure.title}, {found.name}, {found.period}, {place.provenance.vintage}; {direction(found.measure)}. "
        + _AGAINST
    )
    basis = f"Basis: {' and '.join(dict.fromkeys(str(each) for each in found.table['basis'].dropna()))}."
    lines = foot(place.provenance, found.table.assign(basis=None), basis, _METHOD, found.caution)
    marks, headings = _marks(found)
    caption = Caption(finding, subtitle, lines, [_AGAINST])
    chart = framed_plot(caption, Room(_LEFT, _RIGHT), len(marks) * ROW)
    draw_rows(chart, marks)
    order = _telling(found)
    headed = [at for at in range(len(marks)) if at not in dict(headings)]
    chart.update_layout(meta={TELLING: [headed[at] for at in order]})
    for at, text in headings:
        draw_heading(chart, at - 0.5, text)
    alt = f"Chart of gaps between groups: {subtitle} {finding}. " + " ".join(found.table["sentence"])
    name = (found.measure.id, place.code, found.period, place.vintage, "groups")
    return finished(chart, caption, place.provenance, alt=alt, table=_table(found), name=name, telling=tuple(order))


def _finding(found: Gaps) -> str:
    about = topic(found.measure)
    clear = found.table[found.table["verdict"].isin(_CLEAR)]
    if not found.compared:
        return f"{found.name}: {about} by group, gaps not tested"
    if clear.empty:
        return f"{found.name}: no clear gap between groups on {about}"
    worst = max(clear.to_dict("records"), key=lambda row: abs(row["gap"]))
    way = "below" if worst["gap"] < 0 else "above"
    return f"{found.name}: {worst['group']} {points(worst['gap'], found.measure)} {way} the largest group on {about}"


def _telling(found: Gaps) -> list[int]:
    """The groups, those with clear gaps first."""
    words = found.table["verdict"].isin(_CLEAR).map({True: "clear", False: ""})
    return telling_order(list(words), list(found.table["gap"]), ("clear",))


def _marks(found: Gaps) -> tuple[list[Mark], list[tuple[int, str]]]:
    """The rows from the top down, an empty one for each heading, and where the headings stand."""
    marks, headings = [], []
    for dimension, rows in found.table.groupby("dimension", sort=False):
        headings.append((len(marks), str(dimension)))
        marks.append(Mark(" ", float("nan"), float("nan"), float("nan"), FOOTPRINT, "circle", ""))
        marks += [_mark(row, found) for row in rows.to_dict("records")]
    return marks, headings


def _mark(row: dict, found: Gaps) -> Mark:
    colour = FOOTPRINT if row["reference"] else VERDICTS[row["verdict"]]
    symbol = "square" if row["reference"] else MARKERS[row["verdict"]]
    hover = f"<b>{plain(row['group'])}</b><br>{wrapped(row['sentence'], 52)}"
    label = wrapped(row["group"], _LABEL_WIDTH)
    return Mark(label, row["value"], row["lower"], row["upper"], colour, symbol, hover, _words(row, found))


def _words(row: dict, found: Gaps) -> str:
    if isnan(row["value"]):
        return "hidden" if row["status"] == "suppressed" else "no figure"
    value = f"<b>{figure(row['value'], found.measure)}</b>"
    if row["reference"]:
        return f"{value} ■ largest group"
    gap = beyond(row["gap"], found.measure) or "level"
    word = row["verdict"]
    return f"{value} {gap}" if word == "not compared" else f"{value} {gap}, {SHAPES[word]} {word}"


def _table(found: Gaps) -> pd.DataFrame:
    rows, measure = found.table, found.measure
    return pd.DataFrame(
        {
            "Group": rows["dimension"] + ": " + rows["group"],
            "Footprint": found.name,
            "Period": found.period,
            **with_limits(rows, measure),
            "Held against": ["the largest group" if not each else "" for each in rows["reference"]],
            "Gap (points)": shown(rows["gap"], rows["status"], measure),
            "Gap, lower": shown(rows["gap_lower"], rows["status"], measure),
            "Gap, upper": shown(rows["gap_upper"], rows["status"], measure),
            "Ratio": or_not(rows["ratio"].round(2)),
            "Verdict": rows["verdict"],
            "Note": notes(rows),
        }
    )
