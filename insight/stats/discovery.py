"""Keeping a list of what stands out honest when hundreds of figures have been compared.

Benjamini and Hochberg 1995 (JRSS B 57:289); for profiling Jones, Ohlssen and Spiegelhalter 2008. One family is one
list that a user sees: footprint x period x comparator, over all measures.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Flags, Floats, floats

FALSE_DISCOVERY_RATE = 0.05
"""At most this share of the list is expected to be there by chance."""


def adjust(p: ArrayLike) -> Floats:
    """Adjusted p-values of one family: p_(i) becomes the least of min(1, m p_(j)/j) over all j from i on.

    Missing p-values stay missing and do not count towards m.
    """
    p = floats(p)
    order = np.argsort(p, kind="stable")[: np.count_nonzero(~np.isnan(p))]
    m = len(order)

    scaled = p[order] * m / np.arange(1, m + 1)
    adjusted = np.full(p.shape, np.nan)
    # No cap at 1 is needed: the last of the ordered p-values is its own bound.
    adjusted[order] = np.minimum.accumulate(scaled[::-1])[::-1]
    return adjusted


def stands_out(p: ArrayLike, rate: float = FALSE_DISCOVERY_RATE) -> Flags:
    """Which figures of one family may be listed; a missing p-value never is."""
    return adjust(p) <= rate


def expected_false_flags(comparisons: int, confidence: float) -> float:
    """How many flags to expect when nothing at all is happening: 42 of 840 at 95%. State it beside the list."""
    return comparisons * (1 - confidence)
