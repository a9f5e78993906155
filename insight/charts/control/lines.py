"""The lines of a control chart: the months joined, their mean and limits, and a mark of its own shape for each kind of month."""

from __future__ import annotations

import numpy as np
import pandas as pd

from insight.benchmarks.control import Control
from insight.benchmarks.control_sentences import rule_said
from insight.benchmarks.wording import figure, period_name
from insight.charts.drawing import Drawing
from insight.charts.style.layout import plain
from insight.charts.style.palette import ALERT, BETTER, INK, QUIET_INK, VERDICTS, WORSE
from insight.charts.style.plotting import draw_path, draw_paths, draw_points, iso, level_line
from insight.stats.spc.variation import Variation

HALF_MONTH = pd.Timedelta(days=15)
_OUTLINE = "#231F20"
_LINE = "#5F6B70"
MARKS = {
    Variation.NOT_JUDGED: ("circle-open", QUIET_INK, 7),
    Variation.COMMON_CAUSE: ("circle", "#7C868B", 8),
    Variation.IMPROVEMENT_HIGH: ("triangle-up", BETTER, 14),
    Variation.IMPROVEMENT_LOW: ("triangle-down", BETTER, 14),
    Variation.CONCERN_HIGH: ("triangle-up", WORSE, 14),
    Variation.CONCERN_LOW: ("triangle-down", WORSE, 14),
    Variation.NEUTRAL_HIGH: ("diamond-tall", VERDICTS["higher"], 14),
    Variation.NEUTRAL_LOW: ("diamond-wide", VERDICTS["lower"], 14),
}
"""Shape, colour and size: a triangle points the way of the signal, a diamond has no better direction."""


def draw_limits(chart: Drawing, control: Control, low: float, high: float, ceiling: float) -> None:
    """Mean and limits of each group, half a month beyond its ends, at the edge of the plot where a limit lies outside."""
    edge = (max(low, 0.0), min(high, ceiling))
    known = control.table[control.table["mean"].notna() & control.table["value"].notna()]
    for column, line in (
        ("mean", {"color": INK, "width": 2}),
        ("lower", {"color": _LINE, "width": 2, "dash": "dash"}),
        ("upper", {"color": _LINE, "width": 2, "dash": "dash"}),
    ):
        paths = []
        for _, rows in known.groupby("group"):
            value = round(float(np.clip(rows[column].iloc[0], *edge)), 3)
            ends = rows["start"].min() - HALF_MONTH, rows["start"].max() + HALF_MONTH
            paths.append([(iso(end), value) for end in ends])
        if paths:
            draw_paths(chart, paths, line)
    if control.plan.target is not None:
        level_line(chart, control.plan.target, {"color": ALERT, "width": 2, "dash": "dashdot"})


def draw_line(chart: Drawing, control: Control) -> None:
    """The months joined, with a gap at every month without a figure and at every new start."""
    x, y, group = [], [], None
    for start, value, mine in zip(control.table["start"], control.table["value"], control.table["group"], strict=True):
        if group is not None and mine != group:
            x.append(None)
            y.append(None)
        x.append(iso(start))
        y.append(None if pd.isna(value) else round(value, 3))
        group = mine
    draw_path(chart, x, y, {"color": "#7C868B", "width": 2}, connectgaps=False)


def draw_months(chart: Drawing, control: Control, variation: Variation, rows: pd.DataFrame) -> None:
    """The months of one kind, each with what it says."""
    symbol, colour, size = MARKS[variation]
    special = variation not in (Variation.NOT_JUDGED, Variation.COMMON_CAUSE)
    edge = {"color": _OUTLINE if special else colour, "width": 1}
    told = [_told(control, row) for row in rows.to_dict("records")]
    marker = {"symbol": symbol, "size": size, "color": colour, "line": edge}
    draw_points(chart, [iso(start) for start in rows["start"]], rows["value"].round(3).tolist(), marker, told)


def _told(control: Control, row: dict) -> str:
    known = "" if pd.isna(row["replies"]) else f" on {row['replies']:,.0f} replies"
    named = period_name(row["start"], row["end"])
    return f"<b>{named}</b>: {figure(row['value'], control.measure)}{known}<br>{plain(rule_said(row, control))}"
