"""Quantiles of the gamma distribution, which exact limits for small counts of patients need, without a further library.

The distribution function is the all-positive series P(a, x) = x^a e^-x / G(a+1) * (1 + x/(a+1) + x^2/((a+1)(a+2)) ...)
(DLMF 8.7.1); the quantile is found by Newton's steps from the mean, kept inside a shrinking bracket.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Floats, floats

_MOST_STEPS = 200
_SETTLED = 1e-11
_PRECISION = 1e-17
_log_gamma = np.frompyfunc(math.lgamma, 1, 1)


def gamma_probability(shape: ArrayLike, x: ArrayLike) -> Floats:
    """P(X <= x) for a gamma variable of the given shape (above 0) and scale 1.

    For x from 0 to some ten standard deviations above the shape; beyond, the series may overflow.
    """
    shape, x = np.broadcast_arrays(floats(shape), floats(x))
    term = np.ones(shape.shape)
    total = term.copy()
    step = 0
    while np.any(term > _PRECISION * total):
        step += 1
        term = term * x / (shape + step)
        total = total + term

    return total * _density(shape, x) * x / shape


def gamma_quantile(shape: ArrayLike, probability: ArrayLike) -> Floats:
    """The x below which a gamma variable of the given shape lies with this probability (up to 0.9999).

    Raises ValueError for a shape that is not above 0; missing stays missing.
    """
    shape, probability = np.broadcast_arrays(floats(shape), floats(probability))
    if np.any(shape <= 0):
        raise ValueError("a gamma distribution needs a shape above 0")

    low, high = np.zeros(shape.shape), shape + 10 * np.sqrt(shape) + 20
    x = np.where(np.isnan(probability), np.nan, shape)
    for _ in range(_MOST_STEPS):
        excess = gamma_probability(shape, x) - probability
        low, high = np.where(excess < 0, x, low), np.where(excess < 0, high, x)
        before, x = x, x - excess / _density(shape, x)
        x = np.where((x < low) | (x > high), (low + high) / 2, x)
        if not np.any(np.abs(x - before) > _SETTLED * x):
            break
    return x


def _density(shape: Floats, x: Floats) -> Floats:
    """x^(a-1) e^-x / G(a), through logarithms so that large shapes do not overflow."""
    return np.exp((shape - 1) * np.log(x) - x - floats(_log_gamma(shape)))
