"""How much of a footprint an estimate rests on, said beside every estimate: in its sentence, tooltip, table and export."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor
from typing import Any

import pandas as pd

from insight.benchmarks.grammar import sentence_case
from insight.model import BUILT, Measure
from insight.traits import Counts

FULL = 0.95
"""From this coverage on the sentence need not mention it."""


def percent_covered(coverage: float) -> str:
    """A coverage rounded down: 94.9% must not read 95%."""
    return f"{floor(100 * coverage + 1e-9)}%"


def with_coverage(row: Mapping[str, Any] | pd.Series, measure: Measure) -> str:
    """The basis of a figure of a measure, and of an estimate what it covers: "Estimated from practices, covering 97% of patients"."""
    basis = str(row["basis"])
    told = sentence_case(basis)
    return f"{told}, covering {percent_covered(row['coverage'])} of {_whom(measure)}" if _is_estimate(row) else told


def coverage_sentence(row: Mapping[str, Any] | pd.Series, measure: Measure) -> str:
    """What an estimate lacks, with a space before it; empty for a published figure and for one that covers 95% or more."""
    if not _is_estimate(row) or row["coverage"] >= FULL:
        return ""
    return f" It covers {percent_covered(row['coverage'])} of its {_whom(measure)}."


def coverage_column(rows: pd.DataFrame) -> pd.Series:
    """For a table: the share covered by each estimate, in percent; 100 of a published figure, `[x]` of none."""
    shares = [
        "[x]" if pd.isna(row["value"]) else floor(100 * row["coverage"] + 1e-9) if _is_estimate(row) else 100
        for row in rows.to_dict("records")
    ]
    return pd.Series(shares, index=rows.index, dtype=object)


def _is_estimate(row: Mapping[Any, Any] | pd.Series) -> bool:
    return row["basis"] in BUILT and not pd.isna(row["coverage"]) and not pd.isna(row["value"])


def _whom(measure: Measure) -> str:
    """Whom, or what, the members of a footprint are weighted by."""
    counts = measure.traits.counts
    return str(Counts.PATIENTS if counts in (Counts.REPLIES, Counts.PEOPLE_ASKED) else counts)
