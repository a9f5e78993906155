"""Which footprints or practices lie farther from the average than their number of replies explains.

Fingertips' method (PHEindicatormethods 093fd288, `calculate_funnel_limits`, `assign_funnel_significance`): the control
limits are the values whose Wilson interval would just touch the average. Proportions, 0 to 1; for a weighted survey
every n is an effective base, on the axis too. When far too many lie outside, see `overdispersion`.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Codes, Floats, floats
from insight.stats.intervals import Z95, Interval

CURVE_POINTS = 100
"""How many sizes a funnel's curves are drawn through."""


class FunnelFlag(IntEnum):
    """Where an org lies among the control limits."""

    LOW_998 = -2
    LOW_95 = -1
    INSIDE = 0
    HIGH_95 = 1
    HIGH_998 = 2
    NOT_COMPARED = 9


def average(x: ArrayLike, n: ArrayLike) -> float:
    """The funnel's middle line: sum, then divide, over the orgs that have both."""
    x, n = floats(x), floats(n)
    both = ~np.isnan(x) & ~np.isnan(n)
    return float(x[both].sum() / n[both].sum())


def funnel_limits(middle: float, n: ArrayLike, z: float = Z95, ceiling: float = 1.0) -> Interval:
    """The control limits at each n: middle -/+ z * sqrt(middle (1 - middle) / n), clipped to 0 and the ceiling.

    Raises ValueError for n <= 0; missing n gives missing limits.
    """
    n = floats(n)
    if np.any(n <= 0):
        raise ValueError("a funnel has no limits for a base of 0")

    half = z * np.sqrt(middle * (1 - middle) / n)
    return Interval(np.maximum(middle - half, 0.0), np.minimum(middle + half, ceiling))


def flag_orgs(value: ArrayLike, limits95: Interval, limits998: Interval) -> Codes:
    """One FunnelFlag per org: the first that holds of below 99.8%, below 95%, above 99.8%, above 95%."""
    value = floats(value)
    flag = np.select(
        [
            np.isnan(value + limits95.lower + limits998.lower),
            value < limits998.lower,
            value < limits95.lower,
            value > limits998.upper,
            value > limits95.upper,
        ],
        [FunnelFlag.NOT_COMPARED, FunnelFlag.LOW_998, FunnelFlag.LOW_95, FunnelFlag.HIGH_998, FunnelFlag.HIGH_95],
        FunnelFlag.INSIDE,
    )
    return flag.astype(np.int8)


def curve_sizes(largest: float, smallest: float = 1.0) -> Floats:
    """The sizes at which to draw the curves: dense where they bend, ending at the rounded maximum of the axis.

    100 whole numbers, fewer on an axis too short to hold them.
    """
    sizes = [smallest]
    for place in range(2, CURVE_POINTS + 1):
        before = sizes[-1]
        growth = (largest / before) ** (1 / (CURVE_POINTS + 1 - place))
        sizes.append(max(round(growth * before), before + 1))
    return floats([size for size in sizes if size <= largest])
