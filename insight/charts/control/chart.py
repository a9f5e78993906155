"""The control chart: months of patient feedback with their usual range, and a mark on every month worth asking about."""

from __future__ import annotations

import numpy as np
import pandas as pd

from insight.benchmarks.control import Control
from insight.benchmarks.control_sentences import (
    MEANINGS,
    assurance_sentence,
    control_finding,
    control_sentence,
    rule_said,
)
from insight.benchmarks.wording import decimals, direction
from insight.charts.chart import Chart
from insight.charts.control.icons import ASSURANCES, SIZE, VARIATIONS, draw_icon
from insight.charts.control.lines import HALF_MONTH, draw_limits, draw_line, draw_months
from insight.charts.control.marks import REASON_HEIGHT, label_lines, mark_gaps, mark_reasons, rows_of_reasons
from insight.charts.drawing import Drawing
from insight.charts.provenance import Provenance, foot
from insight.charts.style.framing import Caption, Room, finished, framed_plot
from insight.charts.style.layout import BODY
from insight.charts.style.palette import INK
from insight.charts.style.plotting import ABOVE, dates_axis, figures_axis, write
from insight.charts.style.shorthand import or_not, shown
from insight.model import Status, Unit
from insight.stats.spc.variation import Variation

_HEIGHT = 440
_LABELS, _LEFT = 190, 76
_MOST_TICKS = 12
_HEADROOM = 0.06
_GROWS = 50
"""Pixels that every row of reasons but the first adds to the height of the plot."""


def spc(control: Control, provenance: Provenance) -> Chart:
    """One dot per month. Lines and limits end at every gap, break and rebase; limits appear from 13 months on."""
    measure = control.measure
    finding = control_finding(control)
    said = f"{control_sentence(control)} {assurance_sentence(control)}".strip()
    subtitle = f"{measure.title}, {_span(control)}, {control.name}; {direction(measure)}. {said}"
    low, high = _reach(control)
    # No interval is drawn, so the foot says nothing of one.
    lines = foot(provenance, control.table.assign(interval=None), *_method(control))
    caption = Caption(finding, subtitle, lines)
    chart = framed_plot(caption, Room(left=_LEFT, right=_LABELS, above=SIZE + 30, below=44), _height(control))

    _set_axes(chart, control, low, high)
    mark_gaps(chart, control)
    draw_limits(chart, control, low, high, _ceiling(control))
    draw_line(chart, control)
    for variation, rows in control.table[control.table["value"].notna()].groupby("variation"):
        draw_months(chart, control, Variation(int(str(variation))), rows)
    mark_reasons(chart, control)
    label_lines(chart, control, (high - low) / _height(control))
    _draw_icons(chart, control)

    alt = (
        f"Control chart: {measure.title}, {control.name}, {_span(control)}. {finding}. {said} "
        f"{VARIATIONS[control.variation].words}. The table beside it holds every month."
    )
    name = (measure.id, control.code, _span(control), "control-chart")
    return finished(chart, caption, provenance, alt=alt, table=spc_table(control), name=name)


def _span(control: Control) -> str:
    known = control.table[control.table["value"].notna()]
    return f"{known['period'].iloc[0]} to {known['period'].iloc[-1]}"


def _ceiling(control: Control) -> float:
    return 100.0 if control.measure.unit is Unit.PERCENT else np.inf


def _reach(control: Control) -> tuple[float, float]:
    """The range of the value axis: months, limits and target, within what the unit can be, and the reasons above them."""
    table = control.table
    values = pd.concat([table["value"], table["lower"], table["upper"], pd.Series([control.plan.target], dtype=float)])
    values = values.dropna().clip(0.0, _ceiling(control))
    low, high = float(values.min()), float(values.max())
    span = max(high - low, 1.0)
    written = rows_of_reasons(control) * REASON_HEIGHT / _height(control)
    bottom, top = low - _HEADROOM * span, high + _HEADROOM * span
    return bottom, bottom + (top - bottom) / (1 - written)


def _height(control: Control) -> int:
    """Pixels of the plot: more where reasons hang below one another at its top."""
    return _HEIGHT + _GROWS * max(rows_of_reasons(control) - 1, 0)


def _method(control: Control) -> list[str]:
    said = [f"Limits: {control.plan.book.name}, mean ± 2.66 average moving ranges, no clipping of outliers."]
    if control.plan.baseline:
        said.append(f"Limits fixed on the first {control.plan.baseline} months of each stretch.")
    table = control.table
    if table["upper"].gt(_ceiling(control)).any() or table["lower"].lt(0).any():
        said.append("A limit beyond what a percentage can be is drawn at its edge.")
    if not control.measure.traits.comparability.allowed:
        said.append("Not for comparison with other organisations.")
    return said


def _set_axes(chart: Drawing, control: Control, low: float, high: float) -> None:
    starts = control.table["start"]
    every = -(-len(starts) // _MOST_TICKS)
    ticks = starts.iloc[::-1].iloc[::every].iloc[::-1]
    ends = starts.min() - 1.3 * HALF_MONTH, starts.max() + 1.3 * HALF_MONTH
    chart.update_layout(
        xaxis=dates_axis(ends, ticks, [f"{start:%b}<br>{start:%Y}" for start in ticks]),
        yaxis=figures_axis((low, high), 7, ticksuffix=control.measure.unit.sign),
    )


def _draw_icons(chart: Drawing, control: Control) -> None:
    """The variation icon, the assurance icon where there is one, and what the shapes of the months mean."""
    draw_icon(chart, VARIATIONS[control.variation], 0)
    if control.assurance in ASSURANCES:
        draw_icon(chart, ASSURANCES[control.assurance], 290)
    up, down = "▼▲" if control.measure.better == "lower" else "▲▼"
    shapes = [f"{up} {MEANINGS[Variation.IMPROVEMENT_HIGH]}", f"{down} {MEANINGS[Variation.CONCERN_HIGH]}"]
    if control.measure.better == "neither":
        shapes = ["◆ unusually high or low"]
    key = "   ".join([*shapes, "● usual"])
    write(chart, key, BODY, INK, x=1, xref="paper", xanchor="right", yshift=8, **ABOVE)


def spc_table(control: Control) -> pd.DataFrame:
    """One row per month, oldest first; `[b]` marks the first month after a break, `[u]` one on too few replies.

    The publisher's figure is given for a month on too few replies too, though it is a gap in the chart.
    """
    rows, digits = control.table, decimals(control.measure)
    breaks = set(control.cuts.loc[control.cuts["kind"] == "break", "start"])
    status = rows["status"].fillna(str(Status.NOT_AVAILABLE))
    told = rows["value"].notna()
    records = list(zip(rows.to_dict("records"), told, strict=True))
    few = np.where(rows["gap"].eq("under 10 replies"), "[u]", "")
    return pd.DataFrame(
        {
            "Month": rows["period"],
            "Organisation": control.name,
            "Code": control.code,
            "Value": shown(rows["published"], status, control.measure),
            "Replies": or_not(rows["replies"].round()),
            "Mean": or_not(rows["mean"].round(digits)),
            "Lower limit": or_not(rows["lower"].round(digits)),
            "Upper limit": or_not(rows["upper"].round(digits)),
            "Reading": [MEANINGS[int(row["variation"])] if known else f"gap: {row['gap']}" for row, known in records],
            "Rule": [rule_said(row, control) if known else "" for row, known in records],
            "Note": np.where(rows["start"].isin(breaks), "[b]", few),
        }
    )
