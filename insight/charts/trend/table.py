"""The table beside a trend: every period of the organisation beside England, with breaks marked."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.covered import coverage_column
from insight.benchmarks.trajectory import Trajectory
from insight.benchmarks.wording import decimals
from insight.charts.style.shorthand import notes, shown


def trend_table(trajectory: Trajectory) -> pd.DataFrame:
    """One row per period of the organisation, oldest first; `[b]` marks the first period after a break."""
    measure, own = trajectory.measure, trajectory.own.reset_index(drop=True)
    columns = [("England", trajectory.england), (trajectory.comparator.heading, trajectory.pooled)]
    figures = {
        title: own["start"].map(rows.set_index("start")["value"].round(decimals(measure)))
        for title, rows in columns
        if len(rows)
    }
    beside = {title: found.astype(object).where(found.notna(), "[x]") for title, found in figures.items()}
    own = own.assign(breaks=own["era"].diff().gt(0))
    return pd.DataFrame(
        {
            "Period": own["period"],
            trajectory.group.heading: trajectory.name,
            "Code": trajectory.code,
            "Value": shown(own["value"], own["status"], measure),
            "Lower": shown(own["lower"], own["status"], measure),
            "Upper": shown(own["upper"], own["status"], measure),
            **beside,
            "Respondents": own["respondents"].round().astype(object).where(own["respondents"].notna(), "[x]"),
            "Basis": own["basis"].astype(object).where(own["value"].notna(), "[x]"),
            "Coverage (%)": coverage_column(own),
            "Note": notes(own),
        }
    )
