"""Funnel limits for a world in which organisations truly differ: wider, by as much as they differ beyond chance.

Most of that spread is not sampling chance but real difference, case-mix and ways of collecting: show both sets of
limits. Sources: Spiegelhalter 2005 (Statistics in Medicine 24:1185); Spiegelhalter et al. 2012 (JRSS A);
DerSimonian and Laird 1986; nhs-r-community/FunnelPlotR 9020d497, `od_adjustment.R`, `calculate_limits.R`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Floats, floats
from insight.stats.funnel import average
from insight.stats.intervals import Z95, Interval
from insight.stats.normal import two_sided_p

TAIL = 0.1
"""The share at each end whose distances are pulled in, so that a few extreme orgs do not widen everybody's limits."""


class Dispersion(NamedTuple):
    """How far the orgs of one funnel lie apart, on the scale where chance is alike for all of them.

    `middle` is the average on that scale; z = (value - middle)/error one per org; phi is above 1 when they lie
    farther apart than chance explains; tau2 is the variance between them.
    """

    middle: float
    error: Floats
    z: Floats
    phi: float
    tau2: float


def arcsine_dispersion(x: ArrayLike, n: ArrayLike, tail: float = TAIL) -> Dispersion:
    """The dispersion of one row of proportions x/n, on the scale asin sqrt(p); orgs with neither x nor n are left out.

    For a weighted survey pass p * n_eff and n_eff. Raises ValueError for x outside 0 to n, or n <= 0.
    """
    x, n = floats(x), floats(n)
    if np.any(x < 0) or np.any(n <= 0) or np.any(x > n):
        raise ValueError("a count must lie between 0 and its base, and the base above 0")

    middle = float(np.arcsin(np.sqrt(average(x, n))))
    error = 1 / (2 * np.sqrt(n))
    return winsorised_dispersion(np.arcsin(np.sqrt(x / n)), middle, error, tail)


def winsorised_dispersion(value: Floats, middle: float, error: Floats, tail: float) -> Dispersion:
    """Phi and tau2 from distances whose ends are pulled in to the `tail` and 1 - `tail` percentiles."""
    z = (value - middle) / error
    known = ~np.isnan(z)
    low, high = np.quantile(z[known], [tail, 1 - tail])

    phi = float(np.mean(np.clip(z[known], low, high) ** 2))
    return Dispersion(middle, error, z, phi, between_variance(phi, error[known]))


def between_variance(phi: float, error: Floats) -> float:
    """tau2, the variance between orgs that explains phi (DerSimonian and Laird's moment estimate); never below 0."""
    excess = len(error) * phi - (len(error) - 1)
    if excess <= 0 or len(error) < 2:
        return 0.0

    precision = 1 / error**2
    return float(excess / (precision.sum() - (precision**2).sum() / precision.sum()))


def arcsine_limits(dispersion: Dispersion, n: ArrayLike, z: float = Z95) -> Interval:
    """The widened control limits at each n, as proportions: sin^2(middle -/+ z * sqrt(1/(4n) + tau2)).

    With few replies sin^2 would turn back on itself; the limits stay at 0 and 1 from there on.
    """
    n = floats(n)
    half = z * np.sqrt(1 / (4 * n) + dispersion.tau2)
    return Interval(
        np.sin(np.maximum(dispersion.middle - half, 0.0)) ** 2,
        np.sin(np.minimum(dispersion.middle + half, np.pi / 2)) ** 2,
    )


def adjusted_p(dispersion: Dispersion) -> Floats:
    """Two-sided p of each org against the middle, once the variance between orgs is allowed for."""
    widened = np.sqrt(dispersion.error**2 + dispersion.tau2)
    return two_sided_p(dispersion.z * dispersion.error / widened)
