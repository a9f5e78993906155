"""The table beside the overview: one row per measure, those that could not be drawn among them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from insight.benchmarks.headlines import Headline, worst_first
from insight.benchmarks.wording import decimals, direction
from insight.charts.style.shorthand import notes, shown


def headlines_table(found: Sequence[Headline]) -> pd.DataFrame:
    """One row per measure of one footprint, the worst first; figures in each measure's own unit."""
    return pd.concat([_row(each) for each in worst_first(found)], ignore_index=True)


def _row(each: Headline) -> pd.DataFrame:
    measure, row = each.measure, each.row.to_frame().T.reset_index(drop=True)
    numbers = row[["value", "lower", "upper", "gap"]].astype(float)
    benchmark = each.standing.benchmark
    return pd.DataFrame(
        {
            "Measure": measure.title,
            "Period": each.standing.period,
            "Footprint": row["name"],
            "Code": row["code"],
            "Value": shown(numbers["value"], row["status"], measure),
            "Lower": shown(numbers["lower"], row["status"], measure),
            "Upper": shown(numbers["upper"], row["status"], measure),
            "Compared with": each.standing.comparator.heading,
            "Benchmark": pd.Series(
                [round(benchmark, decimals(measure)) if pd.notna(benchmark) else "[x]"], dtype=object
            ),
            "Gap": shown(numbers["gap"], row["status"], measure),
            "Verdict": row["verdict"],
            "Direction": direction(measure),
            "Basis": row["basis"].astype(object).where(numbers["value"].notna(), "[x]"),
            "Note": notes(row.assign(value=numbers["value"])),
        }
    )
