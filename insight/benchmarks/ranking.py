"""Where a footprint stands among all others: between which ranks, in which quarter, and how far from the best."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

import pandas as pd

from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.benchmarks.standing import Standing
from insight.model import Better
from insight.stats.arrays import floats
from insight.stats.ranks import Quartiles, quartiles

FEWEST = 4
"""Fewer footprints than this have no quarters."""


@dataclass(frozen=True, eq=False)
class Ranking:
    """All footprints of a vintage in order, on one measure in one period, with one of them in the foreground."""

    standing: Standing
    code: str
    name: str
    table: pd.DataFrame
    """One row per footprint that can be ranked, the best first (the highest, where neither direction is better):
    the columns of Standing.table."""
    unranked: pd.DataFrame
    """The others, in order of name, with the sentence that says why."""
    spread: Quartiles
    edge: float
    """The best figure outside the best quarter; missing where neither direction is better."""
    people: float = float("nan")
    """Everybody of the footprint whom the question is asked about; missing where nobody knows or it is not asked of all."""

    @property
    def own(self) -> pd.Series | None:
        """The row of the footprint in the foreground; None where it is not ranked."""
        found = self.table[self.table["code"] == self.code]
        return found.iloc[0] if len(found) else None

    @property
    def best_quarter(self) -> bool:
        """Whether the whole range of the footprint's ranks lies in the best quarter."""
        return self.own is not None and not isnan(self.edge) and int(self.own["worst"]) <= len(self.table) // 4

    @property
    def short(self) -> tuple[float, float, float] | None:
        """How far the footprint is from the edge of the best quarter, with 95% limits; None where it may already be there."""
        own = self.own
        if own is None or isnan(self.edge) or not own["short_lower"] > 0:
            return None
        return abs(self.edge - float(own["value"])), float(own["short_lower"]), float(own["short_upper"])


def ranking(standing: Standing, code: str, people: float = float("nan")) -> Ranking | Refusal:
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
    table = table.sort_values(["value", "code"], ascending=[low_first, True]).reset_index(drop=True)

    spread = quartiles(values)
    edge = float("nan") if measure.better is Better.NEITHER else float(table["value"].iloc[len(table) // 4])
    row = standing.of(code)
    return Ranking(
        standing=standing,
        code=code,
        name=code if row is None else str(row["name"]),
        table=table,
        unranked=standing.table[~ranks].reset_index(drop=True),
        spread=spread,
        edge=edge,
        people=people,
    )
