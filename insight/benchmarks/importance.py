"""What goes with a good experience: across practices, the measures that are high where overall experience is high."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from insight.model import EVERYONE, Level, Measure, Status
from insight.stats.arrays import floats
from insight.stats.association import spearman

FEWEST_REPLIES = 100
"""Practices with fewer replies are left out: their figures are too uncertain to be set beside one another (Lyratzopoulos et al.
2011, PMID 21610543)."""

CAUTION = (
    "Ecological: Spearman's rank correlation across practices of at least 100 replies in one year. It says what goes with "
    "overall experience from practice to practice, not what causes it nor what any one patient feels."
)
_COLUMNS = ["measure", "rho", "lower", "upper", "practices"]


def associations(
    outcome: pd.DataFrame, forms: pd.DataFrame, others: Iterable[tuple[Measure, pd.DataFrame]], start: pd.Timestamp
) -> pd.DataFrame:
    """One row per measure: id, rho with lower and upper, practices. A measure where lower is better has its sign turned.

    All frames are facts of practices; `outcome` those of overall experience, `forms` those of the response rate, whose
    numerators count replies where respondents are not published. Rows without an association are left out.
    """
    overall = _shown(outcome, start)
    enough = _replies(overall, _shown(forms, start)) >= FEWEST_REPLIES
    overall = overall[enough.reindex(overall.index).fillna(False).astype(bool)]
    rows = []
    for measure, facts in others:
        values = _shown(facts, start)["value"].reindex(overall.index)
        found = spearman(_sign(measure) * floats(values), floats(overall["value"]))
        if not np.isnan(found.rho):
            rows.append((measure.id, *found))
    return pd.DataFrame(rows, columns=_COLUMNS)


def _replies(overall: pd.DataFrame, forms: pd.DataFrame) -> pd.Series:
    """How many people replied to each practice's survey."""
    if overall["respondents"].notna().any():
        return overall["respondents"]
    return forms["numerator"].reindex(overall.index)


def _shown(facts: pd.DataFrame, start: pd.Timestamp) -> pd.DataFrame:
    rows = facts[facts["level"].eq(Level.PRACTICE) & facts["segment"].eq(EVERYONE) & facts["start"].eq(start)]
    return rows[rows["status"].eq(Status.OK)].drop_duplicates("org").set_index("org")


def _sign(measure: Measure) -> float:
    return -1.0 if measure.better == "lower" else 1.0
