"""Whether practices where one thing goes well are practices where another goes well: an association, never a cause.

Spearman's rank correlation: it does not mind that percentages pile up near 100. Interval after Bonett and Wright 2000
(Psychometrika 65:23): Fisher's transformation with variance (1 + r^2/2)/(n - 3).

Chance blurs both figures and so hides part of the association: `disattenuate` corrects for it (Spearman 1904, American Journal of
Psychology 15:72).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Floats, floats
from insight.stats.intervals import Z95

FEWEST_PAIRS = 10
"""With fewer pairs no association is given (ours)."""


class Association(NamedTuple):
    """Spearman's rho, -1 to 1, with its limits and the number of pairs behind it; missing for too few pairs."""

    rho: float
    lower: float
    upper: float
    pairs: int


def spearman(x: ArrayLike, y: ArrayLike) -> Association:
    """The association of two figures over the same orgs; an org without both is left out.

    Ties share the mean of their ranks. Missing too where one of the two does not vary.
    """
    x, y = floats(x), floats(y)
    both = ~np.isnan(x) & ~np.isnan(y)
    pairs = int(both.sum())
    if pairs < FEWEST_PAIRS:
        return Association(np.nan, np.nan, np.nan, pairs)

    one, other = (ranks(each[both]) - (pairs + 1) / 2 for each in (x, y))
    spread = np.sqrt((one**2).sum() * (other**2).sum())
    if spread == 0:
        return Association(np.nan, np.nan, np.nan, pairs)

    rho = float((one * other).sum() / spread)  # ranks are halves, whose sums are exact: never beyond -1 or 1
    with np.errstate(divide="ignore"):
        centre, half = np.arctanh(rho), Z95 * np.sqrt((1 + rho**2 / 2) / (pairs - 3))
    return Association(rho, float(np.tanh(centre - half)), float(np.tanh(centre + half)), pairs)


def disattenuate(found: Association, reliability: float, other: float) -> Association:
    """The association of what the two figures stand for: rho and its limits over the root of both reliabilities (0 to 1).

    Never beyond -1 and 1; missing where a reliability is 0, which leaves nothing to correct.
    """
    product = reliability * other
    if not product > 0:
        return Association(np.nan, np.nan, np.nan, found.pairs)
    rho, lower, upper = np.clip(np.array(found[:3]) / np.sqrt(product), -1.0, 1.0).tolist()
    return Association(rho, lower, upper, found.pairs)


def ranks(values: ArrayLike) -> Floats:
    """Ranks from 1, the smallest first; equal values share the mean of their ranks."""
    _, place, number = np.unique(floats(values), return_inverse=True, return_counts=True)
    last = np.cumsum(number)
    return floats((last - (number - 1) / 2)[place])
