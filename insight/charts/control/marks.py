"""What is written onto a control chart: the names of its lines, gaps, breaks, new starts and remarks, each with its reason."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from insight.benchmarks.control import Control
from insight.benchmarks.wording import figure
from insight.bounds import clipped
from insight.charts.control.lines import HALF_MONTH
from insight.charts.drawing import Drawing
from insight.charts.style.layout import FOOT, plain, wrapped
from insight.charts.style.palette import ALERT, GRID, INK, QUIET_INK
from insight.charts.style.plotting import band, iso, mark_date, name_end, write

_REASON_WIDTH = 34
"""Characters in a line of a reason."""
REASON_HEIGHT = 74
"""Pixels a reason takes: its head and three lines."""
_CHARACTER, _USUAL_WIDTH = 7.5, 820
"""Pixels: a character of the foot's type, and the plot on a laptop."""
_LABEL_HEIGHT = 22
_WIDE_GAP = 4
"""Months from which a gap is wide enough for its reason in one line."""
_KINDS = {"rebase": "Limits start anew", "break": "Series breaks"}


@dataclass(frozen=True)
class _Reason:
    """A date on the chart, and what is to be said of it."""

    at: pd.Timestamp
    head: str
    text: str
    colour: str

    @property
    def lines(self) -> list[str]:
        return textwrap.wrap(self.text, _REASON_WIDTH) or [" "]


def mark_reasons(chart: Drawing, control: Control) -> None:
    """A dashed line where the reading begins anew and a dotted one at every note, each with its reason at the top."""
    starts = control.table["start"]
    for row, reason in _placed(control):
        line = {"color": reason.colour, "width": 2, "dash": "dash" if reason.colour == ALERT else "dot"}
        text = f"<b>{reason.head}</b><br>{'<br>'.join(map(plain, reason.lines))}"
        side = "right" if _is_late(reason, starts) else "left"
        mark_date(chart, iso(reason.at), text, line, side=side, down=row * REASON_HEIGHT)


def rows_of_reasons(control: Control) -> int:
    """How many reasons hang below one another at the top of the plot."""
    return max((row + 1 for row, _ in _placed(control)), default=0)


def _reasons(control: Control) -> list[_Reason]:
    """Every new start, break and note, the earliest first; a word where a new start took hold later than decided."""
    found = []
    for cut in control.cuts.dropna(subset="start").to_dict("records"):
        late = cut["start"] - cut["date"] >= pd.Timedelta(days=31)
        took = f" Decided for {cut['date']:%B %Y}, in force from the next month with data." if late else ""
        found.append(_Reason(cut["start"] - HALF_MONTH, _KINDS[cut["kind"]], f"{cut['reason']}{took}", ALERT))
    found += [_Reason(each.date, "Note", each.reason, QUIET_INK) for each in control.plan.remarks]
    return sorted(found, key=lambda reason: reason.at)


def _placed(control: Control) -> list[tuple[int, _Reason]]:
    """Each reason with its row from the top: the first row in which it covers no other."""
    starts = control.table["start"]
    a_pixel = (starts.max() - starts.min() + 2 * HALF_MONTH) / _USUAL_WIDTH
    placed: list[tuple[int, _Reason]] = []
    ends: list[pd.Timestamp] = []
    for reason in _reasons(control):
        width = a_pixel * (max(map(len, [reason.head, *reason.lines])) * _CHARACTER + 20)
        left, right = (reason.at - width, reason.at) if _is_late(reason, starts) else (reason.at, reason.at + width)
        row = next((row for row, end in enumerate(ends) if end <= left), len(ends))
        ends[row : row + 1] = [right]
        placed.append((row, reason))
    return placed


def _is_late(reason: _Reason, starts: pd.Series) -> bool:
    """Whether a reason stands on the left of its line, because there is no room on the right."""
    return bool(reason.at > starts.min() + (starts.max() - starts.min()) / 2)


def mark_gaps(chart: Drawing, control: Control) -> None:
    """A grey band over every run of months without a figure, with the reason at its foot."""
    rows = control.table.to_dict("records")
    for why, run in groupby(rows, key=lambda row: row["gap"] if pd.isna(row["value"]) else None):
        if why is None:
            continue
        months = list(run)
        first, last = months[0]["start"] - HALF_MONTH, months[-1]["start"] + HALF_MONTH
        band(chart, (iso(first), iso(last)), (0, 1), GRID, yref="paper")
        text = wrapped(why, 8) if len(months) < _WIDE_GAP else why
        at_end = months[-1] is rows[-1]
        write(
            chart, text, FOOT, INK, x=iso(last if at_end else first + (last - first) / 2),
            xanchor="right" if at_end else "center", align="right" if at_end else "center", y=0, yref="paper",
            yanchor="bottom", yshift=4, bgcolor=GRID,
        )  # fmt: skip


def label_lines(chart: Drawing, control: Control, per_pixel: float) -> None:
    """The name and value of each line in force now, beside its end, moved apart where they would overlap.

    `per_pixel` is how much of the measure's unit one pixel of the plot's height stands for.
    """
    latest, plot = control.latest, chart.layout["yaxis"]["range"]
    labels = []
    if not pd.isna(latest["mean"]):
        lower, upper = clipped(latest["lower"], latest["upper"], control.measure)
        labels += [
            (upper, f"Upper limit {figure(upper, control.measure)}", INK),
            (latest["mean"], f"<b>Mean {figure(latest['mean'], control.measure)}</b>", INK),
            (lower, f"Lower limit {figure(lower, control.measure)}", INK),
        ]
    if control.plan.target is not None:
        labels.append((control.plan.target, f"<b>Target {figure(control.plan.target, control.measure)}</b>", ALERT))
    placed = [(min(max(value, plot[0]), plot[1]), text, colour) for value, text, colour in labels]
    placed.sort(key=lambda label: label[0])
    floor = float("-inf")
    for value, text, colour in placed:
        at = max(value / per_pixel, floor)
        floor = at + _LABEL_HEIGHT
        name_end(chart, text, colour, value, at - value / per_pixel)
