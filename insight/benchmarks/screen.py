"""Many measures of many footprints against England at once: which stand out at 95%, and which even at 99.8%."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.standing import Standing
from insight.benchmarks.verdicts import verdicts
from insight.measures.precision import limits
from insight.model import Unit
from insight.stats.arrays import floats
from insight.stats.discovery import expected_false_flags
from insight.stats.intervals import Z998

AT_95, AT_998 = 0.95, 0.998


@dataclass(frozen=True, eq=False)
class ScreenedMeasures:
    """The standings of several measures in one table."""

    standings: Sequence[Standing]
    table: pd.DataFrame
    """One row per measure and footprint, measures in the order given: measure (its place in `standings`), the columns of Standing.rows, and
    sure (whether the verdict holds at 99.8% too)."""

    @property
    def comparisons(self) -> int:
        """How many figures were held against England."""
        return int((self.table["verdict"] != "not compared").sum())

    @property
    def by_chance(self) -> tuple[float, float]:
        """How many marks to expect at 95% and at 99.8% if no footprint differed from England at all."""
        return expected_false_flags(self.comparisons, AT_95), expected_false_flags(self.comparisons, AT_998)


def screen(standings: Sequence[Standing]) -> ScreenedMeasures:
    """Put standings beside one another; those of sources that are not for comparison are left out."""
    compared = [each for each in standings if each.refusal is None]
    if not compared:
        return ScreenedMeasures([], pd.DataFrame({"verdict": [], "sure": []}))
    tables = [_screened(at, standing) for at, standing in enumerate(compared)]
    return ScreenedMeasures(compared, pd.concat(tables, ignore_index=True))


def _screened(at: int, standing: Standing) -> pd.DataFrame:
    table = standing.rows
    if standing.measure.unit is not Unit.PERCENT:
        return table.assign(measure=at, sure=False)
    known = table["verdict"].ne("not compared").to_numpy()
    p = np.where(known, floats(table["value"]) / 100, np.nan)
    lower, upper = limits(standing.measure, p, np.where(known, floats(table["effective"]), np.nan), Z998)
    strict = verdicts(lower * 100, upper * 100, standing.benchmark, standing.measure)
    sure = (table["verdict"] == strict) & ~table["verdict"].isin(["similar", "not compared"])
    return table.assign(measure=at, sure=sure)
