"""How surprising a distance would be if nothing but chance were at work: two-sided p-values of the normal distribution."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Floats, floats

_erfc = np.frompyfunc(math.erfc, 1, 1)


def two_sided_p(z: ArrayLike) -> Floats:
    """P(|Z| >= |z|) for each z, exact far into the tails; missing stays missing.

    For chi-square with one degree of freedom pass the square root of the statistic.
    """
    return floats(_erfc(np.abs(floats(z)) / math.sqrt(2.0)))
