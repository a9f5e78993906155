"""How far apart the most and the least deprived are, in one number that uses all the groups between them.

The slope index of inequality, PHEindicatormethods 093fd288 (`phe_sii`) after Low and Low 2004. The package simulates
its interval; the index is linear in the values, so ours is exact.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Floats, floats
from insight.stats.intervals import Z95
from insight.stats.polarity import Polarity

FEWEST_GROUPS, MOST_GROUPS = 5, 100


class SlopeIndex(NamedTuple):
    """The gap across the whole population, in the measure's unit, with its limits, and the same gap as a ratio."""

    sii: Floats
    lower: Floats
    upper: Floats
    error: Floats
    rii: Floats


def slope_index(
    population: ArrayLike,
    value: ArrayLike,
    error: ArrayLike,
    polarity: Polarity = Polarity.HIGHER,
    z: float = Z95,
) -> SlopeIndex:
    """The slope index over the last axis: groups from most to least deprived, with each value's standard error.

    A weighted regression of value on relative rank, weights the population shares. Above 0 the least deprived fare
    better: where low is good the sign is reversed. Missing if any group is; ValueError outside 5 to 100 groups.
    The ratio is always least over most deprived, as fitted at the two ends.
    """
    population, value, error = np.broadcast_arrays(floats(population), floats(value), floats(error))
    if not FEWEST_GROUPS <= value.shape[-1] <= MOST_GROUPS:
        raise ValueError(f"a slope index needs {FEWEST_GROUPS} to {MOST_GROUPS} groups, not {value.shape[-1]}")

    share = population / population.sum(axis=-1, keepdims=True)
    rank = np.cumsum(share, axis=-1) - share / 2
    # The mean rank is one half exactly, whatever the shares.
    leverage = share * (rank - 0.5)
    weight = leverage / (leverage * rank).sum(axis=-1, keepdims=True)

    slope = (weight * value).sum(axis=-1)
    slope_error = np.sqrt((weight**2 * error**2).sum(axis=-1))
    intercept = (share * value).sum(axis=-1) - slope / 2

    sii = -slope if polarity is Polarity.LOWER else slope
    return SlopeIndex(sii, sii - z * slope_error, sii + z * slope_error, slope_error, (intercept + slope) / intercept)
