"""The slope of practices' figures over how deprived their patients are, with an interval that knows practices differ anyway.

Sampling error alone calls a gradient clear where there is none, because practices differ beyond chance. The standard error is therefore
taken from the practices' own scatter: heteroscedasticity-consistent HC3 (MacKinnon and White 1985, Journal of Econometrics 29:305),
with Student's t on k - 2 degrees of freedom.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from insight.stats.arrays import Floats, floats

FEWEST_PRACTICES = 20
"""With fewer practices the slope is refused."""


class Gradient(NamedTuple):
    """Fitted figure at rank 1 (least deprived) less that at rank 0 (most deprived), in the values' unit."""

    slope: float
    lower: float
    upper: float
    error: float
    at_most_deprived: float
    """The fitted figure at rank 0."""


def relative_ranks(population: ArrayLike) -> Floats:
    """The middle of each practice's patients, 0 to 1, among all patients; practices in order, the most deprived first."""
    share = floats(population) / floats(population).sum()
    return floats(np.cumsum(share) - share / 2)


def weighted_slope(population: ArrayLike, value: ArrayLike, level: float = 0.95) -> Gradient:
    """The weighted regression of value on relative rank over one row of practices, the most deprived first.

    Weights are the populations. Raises ValueError for fewer than three practices; the product refuses under
    FEWEST_PRACTICES.
    """
    weight, y = np.broadcast_arrays(floats(population), floats(value))
    count = y.shape[-1]
    if count < 3:
        raise ValueError(f"a slope with an interval needs at least three practices, not {count}")
    root = np.sqrt(weight)
    x = np.column_stack([np.ones(count), relative_ranks(weight)]) * root[:, None]
    inverse = np.linalg.inv(x.T @ x)
    coefficients = inverse @ (x.T @ (y * root))
    residual = y * root - x @ coefficients
    leverage = np.einsum("ij,jk,ik->i", x, inverse, x)
    meat = (x * (residual / (1 - leverage))[:, None] ** 2).T @ x
    error = float(np.sqrt((inverse @ meat @ inverse)[1, 1]))
    half = float(stdtrit(count - 2, (1 + level) / 2)) * error
    slope = float(coefficients[1])
    return Gradient(slope, slope - half, slope + half, error, float(coefficients[0]))
