"""Lays the rows of one sheet out as the publisher does: two header rows, England, the filter's own row, then everybody."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from demo.fft.hiding import ALL_HIDDEN, SHOWN
from demo.fft.plan import ANSWERS, DemoSetting, FftSheet
from demo.fft.rows import FftRows
from demo.spreadsheet import SheetRows, Value

BOTH_ENGLANDS = {
    "inpatient": "Providers",
    "outpatient": "Providers",
    "maternity": "providers",
    "ambulance": "Providers",
}
"""Workbooks with two rows for England, and how they write the word."""

SELECTION = "Selection (excluding suppressed data)"
SUMMARY = ("FFT", "Number of organisations submitting", "Total responses to date", "Responses", "")


def page(layout: FftSheet, rows: FftRows) -> SheetRows:
    """One sheet with figures."""
    lines: list[list[Value]] = [[] for _ in range(layout.top - 1)]
    lines += [*_header(layout), *_england(layout, rows), _total(layout, SELECTION, rows, rows.state == SHOWN)]
    counts = rows.answers.tolist()
    modes, state, eligible = rows.modes.tolist(), rows.state.tolist(), rows.eligible.tolist()
    for row, identity in enumerate(rows.identity):
        figures = _figures(layout, counts[row], eligible[row], modes[row], state[row])
        lines.append([*identity, *figures, *rows.behind[row]])
    lines.append(["-"] * len(lines[layout.top - 1]))
    return SheetRows(lines)


def front(setting: DemoSetting, month: date) -> dict[str, SheetRows]:
    """The sheets before those with figures: the title, and a summary that is dated oddly."""
    title: list[Value] = [f"{setting.title} - {month:%B %Y}"]
    before = month - timedelta(days=5)
    dates: list[Value] = ["", month, month, month, before, month, before, month, before]
    notice = "DEMONSTRATION DATA: every organisation and every figure in this workbook is invented."
    return {
        "Notes": SheetRows([[], ["", *title] if setting.workbook == "ae" else title, [], [notice]]),
        "Summary": SheetRows([[], [], [*SUMMARY, "Percentage Positive", "", "Percentage Negative"], dates]),
    }


def behind() -> dict[str, SheetRows]:
    """The hidden sheet that drives the drop-downs, with headings of older geographies."""
    return {
        "BS": SheetRows(
            [["STP Code", "STP Name", "Region (Local Office) code"], ["QXX", "LEFT OVER", "Y99"]], hidden=True
        )
    }


def _header(layout: FftSheet) -> list[list[Value]]:
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


def _england(layout: FftSheet, rows: FftRows) -> list[list[Value]]:
    everybody = np.ones(len(rows.identity), dtype=bool)
    if (word := BOTH_ENGLANDS.get(layout.workbook)) is None:
        return [_total(layout, "England", rows, everybody)]
    return [
        _total(layout, f"England (including Independent Sector {word})", rows, everybody),
        _total(layout, f"England (excluding Independent Sector {word})", rows, ~rows.private),
    ]


def _total(layout: FftSheet, label: str, rows: FftRows, which: np.ndarray) -> list[Value]:
    """A row of sums: no code, its label where names stand."""
    answers, modes = rows.answers[which].sum(axis=0).tolist(), rows.modes[which].sum(axis=0).tolist()
    figures = _figures(layout, answers, int(rows.eligible[which].sum()), modes, SHOWN)
    return [*[""] * (len(layout.identity) - 1), label, *figures]


def _figures(layout: FftSheet, answers: list[int], eligible: int, modes: list[int], state: int) -> list[Value]:
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
