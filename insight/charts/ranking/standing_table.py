"""The table beside a map: every footprint's figure, verdict and rank, ready to read and to save."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.covered import coverage_column
from insight.benchmarks.standing import Standing
from insight.benchmarks.wording import decimals, difference
from insight.charts.style.shorthand import notes, or_not, shown, with_limits


def standing_table(standing: Standing) -> pd.DataFrame:
    """One row per footprint, in order of name; figures rounded as they are spoken. Where organisations may not stand side by side,
    that of the one alone that has its figure."""
    rows, measure = standing.table, standing.measure
    if standing.beside_no_other:
        rows = rows[rows["value"].notna()]
    figures = with_limits(rows, measure)
    named = {"Footprint": rows["name"], "Code": rows["code"], "Period": standing.period, "Value": figures["Value"]}
    basis = {
        "Basis": or_not(rows["basis"], rows["value"].notna()),
        "Coverage (%)": coverage_column(rows),
        "Note": notes(rows),
    }
    if standing.beside_no_other:
        return pd.DataFrame(named | basis)
    gaps = pd.Series([difference(each, standing.benchmark, measure) for each in rows["value"]], rows.index)
    return pd.DataFrame(
        named
        | figures
        | {
            "Compared with": standing.comparator.heading,
            "Benchmark": round(standing.benchmark, decimals(measure)),
            "Gap": shown(gaps.where(rows["gap"].notna()), rows["status"], measure),
            "Verdict": rows["verdict"],
            "Rank from": or_not(rows["best"], rows["best"] > 0),
            "Rank to": or_not(rows["worst"], rows["worst"] > 0),
        }
        | basis
    )
