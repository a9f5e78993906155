"""The table beside a control chart: every month, its limits, and the rule that makes it special."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.control import Control
from insight.benchmarks.control_sentences import MEANINGS, rule_said
from insight.benchmarks.wording import decimals
from insight.charts.style.shorthand import shown
from insight.model import Status


def spc_table(control: Control) -> pd.DataFrame:
    """One row per month, oldest first; `[b]` marks the first month after a break, `[u]` one on too few replies.

    The publisher's figure is given for a month on too few replies too, though it is a gap in the chart.
    """
    rows, digits = control.table, decimals(control.measure)
    breaks = set(control.cuts.loc[control.cuts["kind"] == "break", "start"])
    status = rows["status"].fillna(str(Status.NOT_AVAILABLE))
    few = rows["gap"].eq("under 10 replies")
    marks = [
        "[b]" if start in breaks else "[u]" if thin else "" for start, thin in zip(rows["start"], few, strict=True)
    ]
    return pd.DataFrame(
        {
            "Month": rows["period"],
            "Organisation": control.name,
            "Code": control.code,
            "Value": shown(rows["published"], status, control.measure),
            "Replies": _or_not(rows["replies"].round()),
            "Mean": _or_not(rows["mean"].round(digits)),
            "Lower limit": _or_not(rows["lower"].round(digits)),
            "Upper limit": _or_not(rows["upper"].round(digits)),
            "Reading": [
                "gap: " + str(row["gap"]) if pd.isna(row["value"]) else MEANINGS[int(row["variation"])]
                for row in rows.to_dict("records")
            ],
            "Rule": ["" if pd.isna(row["value"]) else rule_said(row, control) for row in rows.to_dict("records")],
            "Note": marks,
        }
    )


def _or_not(values: pd.Series) -> pd.Series:
    return values.astype(object).where(values.notna(), "[x]")
