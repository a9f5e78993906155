"""What stands out among hundreds of figures, listed so that the list itself is not made of accidents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.funnel import Funnel
from insight.model import Better
from insight.stats.discovery import FALSE_DISCOVERY_RATE, adjust, expected_false_flags


@dataclass(frozen=True, eq=False)
class StandOuts:
    """The organisations of one footprint that stand out on any of several measures, in one period."""

    funnels: Sequence[Funnel]
    table: pd.DataFrame
    """One row per organisation and measure that stands out, what is worse first, the surest first in each: title (of the
    measure), org, name, value, low and high (what was to be expected of it), respondents, middle, p, adjusted,
    verdict (worse, better, lower, higher), funnel (its place in `funnels`)."""
    comparisons: int
    thin: int
    """How many figures were not compared because they rest on few replies."""

    @property
    def by_chance(self) -> float:
        """How many of so many comparisons would pass an ordinary 95% test if nothing were happening."""
        return expected_false_flags(self.comparisons, 0.95)


def stand_outs(funnels: Sequence[Funnel]) -> StandOuts:
    """What stands out in the funnels of one footprint: one family of comparisons, false discovery rate 5%.

    The p-values are those of the widened funnels. Figures on few replies are neither compared nor listed.
    """
    rows = pd.concat([_candidates(at, each) for at, each in enumerate(funnels)], ignore_index=True)
    compared = rows[~rows["thin"]]
    compared = compared.assign(adjusted=adjust(compared["p"].to_numpy(dtype=float)))
    listed = compared[compared["adjusted"] <= FALSE_DISCOVERY_RATE]
    order = listed.assign(good=listed["verdict"].isin(["better", "higher"]))
    order = order.sort_values(["good", "adjusted", "p", "title", "org"]).drop(columns=["good", "thin"])
    return StandOuts(funnels, order.reset_index(drop=True), len(compared), len(rows) - len(compared))


def _candidates(at: int, funnel: Funnel) -> pd.DataFrame:
    own, measure = funnel.own, funnel.measure
    columns = ["org", "name", "value", "low", "high", "respondents", "p", "thin"]
    low, high = {
        Better.HIGHER: ("worse", "better"), Better.LOWER: ("better", "worse"), Better.NEITHER: ("lower", "higher"),
    }[measure.better]  # fmt: skip
    verdict = np.where(own["value"] < funnel.middle, low, high)
    return own[columns].assign(title=measure.title, middle=funnel.middle, verdict=verdict, funnel=at)
