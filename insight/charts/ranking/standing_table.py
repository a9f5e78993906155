"""The table beside a map: every footprint's figure, verdict and rank, ready to read and to save."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.standing import Standing
from insight.benchmarks.wording import decimals
from insight.charts.style.shorthand import notes, shown


def standing_table(standing: Standing) -> pd.DataFrame:
    """One row per footprint, in order of name; figures rounded as they are spoken."""
    rows, measure = standing.table, standing.measure
    return pd.DataFrame(
        {
            "Footprint": rows["name"],
            "Code": rows["code"],
            "Period": standing.period,
            "Value": shown(rows["value"], rows["status"], measure),
            "Lower": shown(rows["lower"], rows["status"], measure),
            "Upper": shown(rows["upper"], rows["status"], measure),
            "Compared with": standing.comparator.heading,
            "Benchmark": round(standing.benchmark, decimals(measure)),
            "Gap": shown(rows["gap"], rows["status"], measure),
            "Verdict": rows["verdict"],
            "Rank from": _ranks(rows["best"]),
            "Rank to": _ranks(rows["worst"]),
            "Basis": rows["basis"].astype(object).where(rows["value"].notna(), "[x]"),
            "Note": notes(rows),
        }
    )


def _ranks(ranks: pd.Series) -> pd.Series:
    return ranks.astype(object).where(ranks > 0, "[x]")
