"""How far a percentage could be from the truth, given how many patients answered.

Everything here speaks in proportions, 0 to 1. Sources: Wilson 1927 (JASA 22:209), as used for every proportion of
Fingertips (PHEindicatormethods 2.1.0, `R/utils.R`); Clopper and Pearson 1934 (Biometrika 26:404); Newcombe 1998
(Statistics in Medicine 17:873), method 10.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv, ndtr

from insight.stats.arrays import Floats, floats

Z95 = 1.959963984540054
Z998 = 3.090232306167813

_ROUNDING = 1e-12
"""How far a weighted sum may pass 0 or 1 before it is an error and not the last bit of a double."""


class Interval(NamedTuple):
    """A lower and an upper limit for each figure, in the figure's own unit."""

    lower: Floats
    upper: Floats


def wilson(x: ArrayLike, n: ArrayLike, z: float = Z95) -> Interval:
    """The Wilson score interval of x of n, as proportions; one per broadcast element. x need not be whole.

    Missing x or n gives a missing interval. Raises ValueError for x < 0, n <= 0 or x > n.
    """
    x, n = floats(x), floats(n)
    if np.any(x < 0) or np.any(n <= 0) or np.any(x > n):
        raise ValueError("a count must lie between 0 and its base, and the base above 0")

    half = z * np.sqrt(z**2 + 4 * x * (1 - x / n))
    lower = (2 * x + z**2 - half) / (2 * (n + z**2))
    upper = (2 * x + z**2 + half) / (2 * (n + z**2))

    return Interval(np.where(x == 0, 0.0, lower), np.where(x == n, 1.0, upper))


def wilson_proportion(p: ArrayLike, effective_base: ArrayLike, z: float = Z95) -> Interval:
    """The Wilson interval of a weighted percentage p (0 to 1) that is worth `effective_base` plain replies.

    What the GP Patient Survey publishes. Missing in, missing out. Raises ValueError for p outside 0 to 1 or a base
    that is not above 0.
    """
    p, n = _checked(p, effective_base)

    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    known = ~np.isnan(n)

    return Interval(
        np.where((p == 0) & known, 0.0, centre - half),
        np.where((p == 1) & known, 1.0, centre + half),
    )


def clopper_pearson(p: ArrayLike, base: ArrayLike, z: float = Z95) -> Interval:
    """The exact interval of a proportion p (0 to 1) of `base`: each limit is the share under which as few, or as many, come up
    by chance no oftener than beyond z on one side.

    For few things counted one by one, most of them alike, where Wilson's interval leaves out the truth too often on one side.
    The base need not be whole (quantiles of the beta distribution). Missing in, missing out; errors as of `wilson_proportion`.
    """
    p, n = _checked(p, base)
    x, tail, known = p * n, ndtr(-z), ~np.isnan(n)

    return Interval(
        np.where((p <= _ROUNDING) & known, 0.0, betaincinv(x, n - x + 1, tail)),
        np.where((p >= 1 - _ROUNDING) & known, 1.0, betaincinv(x + 1, n - x, 1 - tail)),
    )


def _checked(p: ArrayLike, base: ArrayLike) -> tuple[Floats, Floats]:
    p, n = floats(p), floats(base)
    if np.any(p < -_ROUNDING) or np.any(p > 1 + _ROUNDING) or np.any(n <= 0):
        raise ValueError("a proportion must lie between 0 and 1, and its effective base above 0")
    return np.clip(p, 0.0, 1.0), n


class Difference(NamedTuple):
    """p1 - p2 with its limits, as proportions."""

    value: Floats
    lower: Floats
    upper: Floats


def newcombe(p1: ArrayLike, n1: ArrayLike, p2: ArrayLike, n2: ArrayLike, z: float = Z95) -> Difference:
    """The difference p1 - p2 of two independent proportions, with Newcombe's hybrid score interval.

    For the change between two years, or the gap between two groups; bases are effective bases. Never for a footprint
    against an England figure that contains it: those two are not independent (use `verdict.compare`).
    `verdict.compare(lower, upper, 0)` then says lower, similar or higher.
    """
    p1, p2 = floats(p1), floats(p2)
    first, second = wilson_proportion(p1, n1, z), wilson_proportion(p2, n2, z)
    difference = p1 - p2

    below = np.sqrt((p1 - first.lower) ** 2 + (second.upper - p2) ** 2)
    above = np.sqrt((first.upper - p1) ** 2 + (p2 - second.lower) ** 2)

    return Difference(difference, difference - below, difference + above)
