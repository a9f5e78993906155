"""The table beside the overview: one row per measure, those that could not be drawn among them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from insight.benchmarks.headlines import Headline, worst_first
from insight.benchmarks.wording import decimals, direction
from insight.charts.style.shorthand import cell, notes


def headlines_table(found: Sequence[Headline]) -> pd.DataFrame:
    """One row per measure of one footprint, the worst first; figures in each measure's own unit."""
    return table_of(worst_first(found))


def table_of(found: Sequence[Headline]) -> pd.DataFrame:
    """The same in the order given."""
    return pd.DataFrame([_row(each) for each in found]).assign(Note=notes(_marked(found)).to_numpy())


def _marked(found: Sequence[Headline]) -> pd.DataFrame:
    """The columns that marks are made of, one row per measure."""
    return pd.DataFrame([each.row.reindex(["basis", "value", "status"]).to_dict() for each in found])


def _row(each: Headline) -> dict[str, object]:
    measure, row = each.measure, each.row
    benchmark = each.standing.benchmark

    def told(column: str) -> object:
        return cell(float(row[column]), row["status"], measure)

    return {
        "Measure": measure.title,
        "Period": each.standing.period,
        "Footprint": row["name"],
        "Code": row["code"],
        "Value": told("value"),
        "Lower": told("lower"),
        "Upper": told("upper"),
        "Compared with": each.standing.comparator.heading,
        "Benchmark": round(benchmark, decimals(measure)) if pd.notna(benchmark) else "[x]",
        "Gap": told("gap"),
        "Verdict": row["verdict"],
        "Direction": direction(measure),
        "Basis": row["basis"] if pd.notna(row["value"]) else "[x]",
    }
