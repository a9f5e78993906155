"""Funnels for observed against expected counts, where 1 means "as expected".

Sources: nhs-r-community/FunnelPlotR 9020d497 (SHMI and square-root forms; its columns called 99 are 99.8%);
Spiegelhalter 2005 (Statistics in Medicine 24:1185).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Flags, Floats, floats
from insight.stats.gamma import gamma_quantile
from insight.stats.intervals import Z95, Interval
from insight.stats.overdispersion import TAIL, Dispersion, between_variance, winsorised_dispersion

TENTHS = 10
"""SHMI sets aside the first and the last tenth of the orgs."""


def log_dispersion(observed: ArrayLike, expected: ArrayLike) -> Dispersion:
    """The dispersion of one row of ratios in the SHMI form: ln(O/E), the outer tenths set aside.

    Raises ValueError for counts that are not above 0: they have no logarithm, use the square-root form.
    """
    observed, expected = floats(observed), floats(expected)
    if np.any(observed <= 0) or np.any(expected <= 0):
        raise ValueError("the SHMI form needs counts above 0")

    error = 1 / np.sqrt(expected)
    z = np.log(observed / expected) / error
    kept = _inner_tenths(z)
    phi = float(np.mean(z[kept] ** 2))
    return Dispersion(0.0, error, z, phi, between_variance(phi, error[kept]))


def square_root_dispersion(observed: ArrayLike, expected: ArrayLike, tail: float = TAIL) -> Dispersion:
    """The dispersion of one row of ratios in the square-root form: sqrt(O/E), the ends pulled in."""
    observed, expected = floats(observed), floats(expected)
    if np.any(observed < 0) or np.any(expected <= 0):
        raise ValueError("counts cannot be below 0, nor expected counts 0")

    return winsorised_dispersion(np.sqrt(observed / expected), 1.0, 1 / (2 * np.sqrt(expected)), tail)


def log_limits(tau2: float, expected: ArrayLike, z: float = Z95) -> Interval:
    """Control limits of O/E at each expected count, SHMI form."""
    half = z * np.sqrt(1 / floats(expected) + tau2)
    return Interval(np.exp(-half), np.exp(half))


def square_root_limits(tau2: float, expected: ArrayLike, z: float = Z95) -> Interval:
    """Control limits of O/E at each expected count, square-root form, squared back to the scale of the ratio."""
    half = z * np.sqrt(1 / (4 * floats(expected)) + tau2)
    return Interval(np.maximum(1 - half, 0.0) ** 2, (1 + half) ** 2)


def exact_poisson_limits(expected: ArrayLike, tail: float = 0.025) -> Interval:
    """Exact control limits of O/E when counts are Poisson: 0.025 in each tail for 95%, 0.001 for 99.8%.

    chi2_inv(tail, 2E)/2E and chi2_inv(1 - tail, 2E + 2)/2E; half a chi-square is a gamma.
    """
    expected = floats(expected)
    return Interval(
        gamma_quantile(expected, tail) / expected,
        gamma_quantile(expected + 1, 1 - tail) / expected,
    )


def _inner_tenths(z: Floats) -> Flags:
    """Which orgs lie in neither outer tenth, by average rank over N + 1."""
    known = np.sort(z[~np.isnan(z)])
    rank = (np.searchsorted(known, z, side="left") + np.searchsorted(known, z, side="right") + 1) / 2
    tenth = np.floor(TENTHS * rank / (len(known) + 1))
    return ~np.isnan(z) & (tenth > 0) & (tenth < TENTHS - 1)
