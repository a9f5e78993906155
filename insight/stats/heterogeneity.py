"""How far organisations truly differ from one another, beyond what their numbers of replies explain.

DerSimonian and Laird's moment estimate (1986, Controlled Clinical Trials 7:177): with sampling variances v, weights 1/v,
weighted mean m and Q = S((p - m)^2/v) over k organisations,

    tau2 = max(0, (Q - (k - 1)) / (S(1/v) - S(1/v^2)/S(1/v))).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Floats, floats


class PrecisionSums(NamedTuple):
    """What the estimate needs of a set of organisations, each added up over its members; arrays of one shape.

    `precision` is a = n/D, the replies divided by the design effect; the others are S(a^2), S(a p) and S(a p^2) with p a
    proportion from 0 to 1. Sums of disjoint sets may be added.
    """

    members: Floats
    precision: Floats
    precision_squared: Floats
    first_moment: Floats
    second_moment: Floats


def between_variance(sums: PrecisionSums, unit_variance: ArrayLike) -> Floats:
    """tau2 of each set, as a variance of proportions; 0 where the members differ no more than chance explains.

    `unit_variance` is p(1 - p) at the set's own figure, so that an organisation's sampling variance is unit_variance/a. A set of
    fewer than two members, or whose figure is 0 or 1, has none to estimate: 0.
    """
    members, a, a2, ap, ap2 = (floats(column) for column in sums)
    unit = floats(unit_variance)
    with np.errstate(invalid="ignore", divide="ignore"):
        q = (ap2 - ap**2 / a) / unit
        tau2 = (q - (members - 1)) * unit / (a - a2 / a)
    return np.where((members >= 2) & (tau2 > 0), tau2, 0.0)  # of 0 or 1 it is 0/0, and no number is above 0


def add_up(proportion: ArrayLike, precision: ArrayLike) -> PrecisionSums:
    """The sums over the last axis; an organisation without a proportion or a precision above 0 is left out."""
    p, a = np.broadcast_arrays(floats(proportion), floats(precision))
    used = (a > 0) & ~np.isnan(p)
    p, a = np.where(used, p, 0.0), np.where(used, a, 0.0)
    return PrecisionSums(
        floats(used.sum(axis=-1)), a.sum(axis=-1), (a**2).sum(axis=-1), (a * p).sum(axis=-1), (a * p**2).sum(axis=-1)
    )
