"""What goes with a good experience: across practices, the measures that are high where overall experience is high."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from insight.measures.precision import add_precision, replies
from insight.model import EVERYONE, Better, Level, Measure, Status
from insight.stats.arrays import floats
from insight.stats.association import disattenuate, spearman
from insight.stats.shrinkage import shrink

FEWEST_REPLIES = 100
"""Practices with fewer replies are left out: their figures are too uncertain to be set beside one another (Lyratzopoulos et al.
2011, PMID 21610543)."""
FEWEST_PRACTICES = 100
"""With fewer practices no association is told (ours)."""

CAUTION = (
    "Importance rests on all practices of England that are loaded with at least 100 replies in one year, and allows for chance. "
    "It says what goes with overall experience from practice to practice, not what causes it nor what any one patient feels. "
    "The same people answer both questions, so it may be put somewhat too high."
)
_COLUMNS = ["measure", "rho", "lower", "upper", "practices", "observed"]

NONE_KNOWN = pd.DataFrame(columns=_COLUMNS)
"""What is known where no measure of the whole experience is loaded."""


def associations(
    outcome: tuple[Measure, pd.DataFrame], others: Iterable[tuple[Measure, pd.DataFrame]], start: pd.Timestamp
) -> pd.DataFrame:
    """One row per measure: id, rho with lower and upper, practices, observed (rho before the correction for chance).

    Every measure comes with its facts of practices, in years without numbers of replies with what stands in for them; `outcome`
    is overall experience. A measure where lower is better has its sign turned. Left out are rows without an association, and
    those of fewer than 100 practices.
    """
    overall = _shown(*outcome, start)
    overall = overall[replies(outcome[0], overall) >= FEWEST_REPLIES]
    rows = []
    for measure, facts in others:
        values = _shown(measure, facts, start).reindex(overall.index)
        sign = -1.0 if measure.better is Better.LOWER else 1.0
        seen = spearman(sign * floats(values["value"]), floats(overall["value"]))
        if seen.pairs < FEWEST_PRACTICES:
            continue
        found = disattenuate(seen, _reliability(values), _reliability(overall))
        if not np.isnan(found.rho):
            rows.append((measure.id, *found, seen.rho))
    return pd.DataFrame(rows, columns=_COLUMNS)


def _reliability(rows: pd.DataFrame) -> float:
    """The share of what differs between practices that is not chance; 0 where nobody knows."""
    reliability = shrink(floats(rows["value"]) / 100, floats(rows["effective"])).reliability
    known = reliability[~np.isnan(reliability)]
    return float(known.mean()) if len(known) else 0.0


def _shown(measure: Measure, facts: pd.DataFrame, start: pd.Timestamp) -> pd.DataFrame:
    """One row per practice with a figure, by code, with its effective number of replies."""
    rows = facts[facts["level"].eq(Level.PRACTICE) & facts["segment"].eq(EVERYONE) & facts["start"].eq(start)]
    rows = rows[rows["status"].eq(Status.OK)].drop_duplicates("org").set_index("org")
    return add_precision(rows, measure)
