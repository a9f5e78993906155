"""Lays the rows of one sheet out as the publisher does: two header rows, England, the filter's own row, then everybody."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from demo.fft.hiding import ALL_HIDDEN, SHOWN
from demo.fft.plan import ANSWERS, Layout, Setting
from demo.fft.rows import Rows
from demo.spreadsheet import Sheet, Value

BOTH_ENGLANDS = {
    "inpatient": "Providers",
    "outpatient": "Providers",
    "maternity": "providers",
    "ambulance": "Providers",
}
"""Workbooks with two rows for England, and how they write the word."""

SELECTION = "Selection (excluding suppressed data)"
SUMMARY = ("FFT", "Number of organisations submitting", "Total responses to date", "Responses", "")


def page(layout: Layout, rows: Rows) -> Sheet:
    """One sheet with figures."""
    lines: list[list[Value]] = [[] for _ in range(layout.top - 1)]
    lines += [*_header(layout), *_england(layout, rows), _total(layout, SELECTION, rows, rows.state == SHOWN)]
    counts = rows.answers.tolist()
    modes, state, eligible = rows.modes.tolist(), rows.state.tolist(), rows.eligible.tolist()
    for row, identity in enumerate(rows.identity):
        figures = _figures(layout, counts[row], eligible[row], modes[row], state[row])
        lines.append([*identity, *figures, *rows.behind[row]])
    lines.append(["-"] * len(lines[layout.top - 1]))
    return Sheet(lines)


def front(setting: Setting, month: date) -> dict[str, Sheet]:
    """The sheets before those with figures: the title, and a summary that is dated oddly."""
    title: list[Value] = [f"{setting.title} - {month:%B %Y}"]
    before = month - timedelta(days=5)
    dates: list[Value] = ["", month, month, month, before, month, before, month, before]
    notice = "DEMONSTRATION DATA: every organisation and every figure in this workbook is invented."
    return {
        "Notes": Sheet([[], ["", *title] if setting.workbook == "ae" else title, [], [notice]]),
        "Summary": Sheet([[], [], [*SUMMARY, "Percentage Positive", "", "Percentage Negative"], dates]),
    }


def behind() -> dict[str, Sheet]:
    """The hidden sheet that drives the drop-downs, with headings of older geographies."""
    return {
        "BS": Sheet([["STP Code", "STP Name", "Region (Local Office) code"], ["QXX", "LEFT OVER", "Y99"]], hidden=True)
    }


def _header(layout: Layout) -> list[list[Value]]:
    first: list[Value] = [*layout.identity, "Total Responses"]
    modes: list[Value] = [f"Mode {mode}" for mode in layout.modes]
    if layout.level == "mode":
        blank: list[Value] = [""] * len(first)
        return [[*first, "Breakdown of Responses"], [*blank, *modes]]
    first += ["Total Eligible"] if layout.eligible else []
    first += ["Percentage Positive", "Percentage Negative"]
    second: list[Value] = [*[""] * len(first), *ANSWERS]
    first += ["Breakdown of Responses", "", "", "", "", ""]
    if modes and layout.modes_row:
        return [[*first, "Mode of Collection"], [*second, *modes]]
    return [[*first, *modes, *layout.behind], second]


def _england(layout: Layout, rows: Rows) -> list[list[Value]]:
    everybody = np.ones(len(rows.identity), dtype=bool)
    if (word := BOTH_ENGLANDS.get(layout.workbook)) is None:
        return [_total(layout, "England", rows, everybody)]
    return [
        _total(layout, f"England (including Independent Sector {word})", rows, everybody),
        _total(layout, f"England (excluding Independent Sector {word})", rows, ~rows.private),
    ]


def _total(layout: Layout, label: str, rows: Rows, which: np.ndarray) -> list[Value]:
    """A row of sums: no code, its label where names stand."""
    answers, modes = rows.answers[which].sum(axis=0).tolist(), rows.modes[which].sum(axis=0).tolist()
    figures = _figures(layout, answers, int(rows.eligible[which].sum()), modes, SHOWN)
    return [*[""] * (len(layout.identity) - 1), label, *figures]


def _figures(layout: Layout, answers: list[int], eligible: int, modes: list[int], state: int) -> list[Value]:
    """The figures of one row. Totals are always printed; a percentage of nobody is a dash."""
    total = sum(answers)
    told: list[Value] = ["*"] * len(modes) if state else list(modes)
    figures: list[Value] = [total]
    if layout.level == "mode":
        return [*figures, *told]
    if layout.eligible:
        figures.append(eligible)
    if state == ALL_HIDDEN:
        figures += ["*", "*"]
    else:
        figures += [(answers[0] + answers[1]) / total, (answers[3] + answers[4]) / total] if total else ["-", "-"]
    figures += ["*"] * len(answers) if state else answers
    return [*figures, *told] if layout.modes else figures
