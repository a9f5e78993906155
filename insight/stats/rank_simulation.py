"""Between which ranks an organisation lies, and how far it is from the best quarter, by drawing every figure anew.

A range read off overlapping intervals held the true rank 99.9% of the time and was half as wide again as it need be. Each organisation's
figure is drawn from its sampling distribution, every draw is ranked, and the middle 95% of the ranks are the range
(Goldstein and Spiegelhalter 1996, JRSS A 159:385).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtri

from insight.stats.arrays import Codes, Floats, Indexes, floats
from insight.stats.intervals import Z95

DRAWS = 2000
SEED = 20_161_201
"""Fixed, so that the same figures always have the same ranges."""
_TAILS = (2.5, 97.5)


class RankRange(NamedTuple):
    """The best and the worst rank of each organisation, 1 being best; 0 where its figure or interval is missing.

    `gap_lower` and `gap_upper` are the limits of how far it lies from the edge of the best quarter, in the figures' unit, above 0
    where it has still to go; missing where nobody is ranked or there are fewer than four.
    """

    best: Indexes
    worst: Indexes
    of: int
    gap_lower: Floats
    gap_upper: Floats


def rank_range(value: ArrayLike, lower: ArrayLike, upper: ArrayLike, polarity: int) -> RankRange:
    """The 95% ranges of one row of organisations, from their figures and 95% limits.

    Standard errors are (upper - lower)/(2 * 1.96). With no better direction rank 1 is the highest. The best quarter is that of
    `ranks.ntile`: its edge in each draw is the best figure outside it. Where all differ no more than chance explains (Cochran's Q,
    5%) nobody has a distance to it.
    """
    value, lower, upper = floats(value), floats(lower), floats(upper)
    known = ~(np.isnan(value) | np.isnan(lower) | np.isnan(upper))
    of = int(known.sum())
    ranges = np.zeros((2, *value.shape), dtype=np.intp)
    gaps = np.full((2, *value.shape), np.nan)
    if of:
        sign = 1.0 if polarity < 0 else -1.0
        error = (upper[known] - lower[known]) / (2 * Z95)
        noise = np.random.default_rng(SEED).standard_normal((DRAWS, of))
        drawn = sign * value[known] + noise * error
        order = drawn.argsort(axis=1, kind="stable")
        ranks = np.empty_like(order)
        np.put_along_axis(ranks, order, np.arange(1, of + 1)[None, :], axis=1)
        ranges[:, known] = np.percentile(ranks, _TAILS, axis=0, method="inverted_cdf")
        if of >= 4 and _differ(value[known], error):
            edge = np.take_along_axis(drawn, order[:, [of // 4]], axis=1)
            gaps[:, known] = np.percentile(drawn - edge, _TAILS, axis=0)
    return RankRange(ranges[0], ranges[1], of, gaps[0], gaps[1])


def outer_quarter(found: RankRange) -> Codes:
    """1 where the whole range of ranks lies in the first quarter of all that are ranked, -1 where in the last, 0 elsewhere."""
    size = found.of // 4
    first, last = (found.best > 0) & (found.worst <= size), found.best > found.of - size
    return first.astype(np.int8) - last.astype(np.int8)


def _differ(value: Floats, error: Floats) -> bool:
    """Whether figures differ by more than their standard errors explain (Cochran 1954, Biometrics 10:101)."""
    if (error <= 0).any():
        return True
    weight = 1 / error**2
    middle = (weight * value).sum() / weight.sum()
    return bool((weight * (value - middle) ** 2).sum() > chdtri(len(value) - 1, 0.05))
