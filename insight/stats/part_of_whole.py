"""Whether a part of a whole has more or less of something than the rest of it: one proportion inside another.

A footprint is a part of England, so the two shares are not independent. Holding the part against the whole with the
variance of such a distance is the same as the pooled test of two proportions, the part against all that lies outside it
(Fleiss, Levin and Paik 2003, Statistical Methods for Rates and Proportions, 3rd edition, section 3.1).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Flags, Floats, floats

FEWEST_EXPECTED = 5.0
"""Below so many expected, with or without, the normal distribution tells too little (Cochran 1954, Biometrics 10:417)."""


def distance(x: ArrayLike, n: ArrayLike, of: ArrayLike, base: ArrayLike) -> Floats:
    """How many standard errors the share x / n of a part lies above the share of / base of the whole it is a part of.

    Missing where a number is, or where the part is the whole. Raises ValueError where a part holds more than its whole.
    """
    x, n, of, base = (floats(each) for each in (x, n, of, base))
    if np.any(x < 0) or np.any(x > n) or np.any(x > of) or np.any(n - x > base - of):
        raise ValueError("a part cannot hold more than the whole it is a part of")
    with np.errstate(invalid="ignore", divide="ignore"):
        share = of / base
        return (x / n - share) / np.sqrt(
            share * (1 - share) * (1 / n - 1 / base)
        )  # without error there is no difference: 0/0


def can_be_tested(n: ArrayLike, of: ArrayLike, base: ArrayLike) -> Flags:
    """Whether enough are expected in the part, both of those counted and of the others."""
    n, of, base = (floats(each) for each in (n, of, base))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = of / base
    return np.minimum(n * share, n * (1 - share)) >= FEWEST_EXPECTED
