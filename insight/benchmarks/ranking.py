"""Where a footprint stands among all others: between which ranks, in which quarter, and how far from the best."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

import numpy as np
import pandas as pd

from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.benchmarks.standing import Standing
from insight.benchmarks.verdicts import polarity
from insight.model import Basis, Better, Unit
from insight.stats.arrays import floats
from insight.stats.ranks import Quartiles, ntile, people_to_best_quarter, quartiles

FEWEST = 4
"""Fewer footprints than this have no quarters."""
PEOPLE = 100_000
"""The round number of patients a distance is told for."""


@dataclass(frozen=True, eq=False)
class Ranking:
    """All footprints of a vintage in order, on one measure in one period, with one of them in the foreground."""

    standing: Standing
    code: str
    name: str
    table: pd.DataFrame
    """One row per footprint that can be ranked, the best first (the highest, where neither direction is better):
    the columns of Standing.table, and quarter (1 the best to 4)."""
    unranked: pd.DataFrame
    """The others, in order of name, with the sentence that says why."""
    spread: Quartiles
    edge: float
    """The figure that the best quarter surpasses; missing where neither direction is better."""
    people: float
    """How many more (fewer, where low is good) of 100,000 patients would bring the footprint to the edge; 0 for one
    that is there; missing where the figure is not a percentage of patients, or the footprint is not ranked."""

    @property
    def own(self) -> pd.Series | None:
        """The row of the footprint in the foreground; None where it is not ranked."""
        found = self.table[self.table["code"] == self.code]
        return found.iloc[0] if len(found) else None

    @property
    def best_quarter(self) -> bool:
        """Whether the footprint is in the best quarter."""
        return self.own is not None and not isnan(self.edge) and int(self.own["quarter"]) == 1


def ranking(standing: Standing, code: str) -> Ranking | Refusal:
    """Rank the footprints of a standing; refused where nobody may be compared or fewer than four can be ranked.

    A figure without an interval, and one on few replies, is not ranked.
    """
    if standing.refusal is not None:
        return standing.refusal
    ranks = standing.table["best"] > 0
    table = standing.table[ranks]
    if len(table) < FEWEST:
        return refuse(
            Reason.TOO_FEW_FOOTPRINTS, count=f"Only {len(table)}" if len(table) else "None", period=standing.period
        )

    measure = standing.measure
    low_first = measure.better is Better.LOWER
    values = floats(table["value"])
    quarter = ntile(values, np.asarray(table["code"], dtype=str), 4)
    table = table.assign(quarter=quarter if low_first else 5 - quarter)
    table = table.sort_values(["value", "code"], ascending=[low_first, True]).reset_index(drop=True)

    spread = quartiles(values)
    edge = {Better.HIGHER: spread.third, Better.LOWER: spread.first, Better.NEITHER: float("nan")}[measure.better]
    row = standing.of(code)
    return Ranking(
        standing=standing,
        code=code,
        name=code if row is None else str(row["name"]),
        table=table,
        unranked=standing.table[~ranks].reset_index(drop=True),
        spread=spread,
        edge=edge,
        people=_people(standing, table, code, edge),
    )


def _people(standing: Standing, table: pd.DataFrame, code: str, edge: float) -> float:
    row = table[table["code"] == code]
    if standing.measure.unit is not Unit.PERCENT or isnan(edge) or not row["basis"].ne(Basis.LOCATIONS).any():
        return float("nan")
    return float(people_to_best_quarter(floats(row["value"]) / 100, edge / 100, PEOPLE, polarity(standing.measure))[0])
