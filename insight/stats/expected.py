"""Where a figure would be expected, given another that goes with it: the prediction interval of a straight line.

Ordinary least squares over the other organisations; the interval is that of one new observation, with Student's t on n - 2 degrees of
freedom (Draper and Smith 1998, Applied Regression Analysis, 3rd edition, section 3.1). It holds what such organisations differ by anyway.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from insight.stats.arrays import floats


class FittedValue(NamedTuple):
    """The fitted figure at one place and the range that holds 95 of 100 new ones there, with the line itself."""

    value: float
    lower: float
    upper: float
    intercept: float
    slope: float


def expected_at(x: ArrayLike, y: ArrayLike, at: float, level: float = 0.95) -> FittedValue:
    """The figure y expected where x is `at`, from pairs none of which is missing.

    Raises ValueError for fewer than three pairs, or for an x that does not vary.
    """
    x, y = floats(x), floats(y)
    count = len(x)
    spread = float(((x - x.mean()) ** 2).sum()) if count else 0.0
    if count < 3 or spread == 0:
        raise ValueError(f"a line needs at least three pairs whose first figures differ, not {count}")
    slope = float(((x - x.mean()) * (y - y.mean())).sum()) / spread
    intercept = float(y.mean()) - slope * float(x.mean())
    scatter = np.sqrt(((y - intercept - slope * x) ** 2).sum() / (count - 2))
    error = scatter * np.sqrt(1 + 1 / count + (at - x.mean()) ** 2 / spread)
    half = float(stdtrit(count - 2, (1 + level) / 2)) * float(error)
    value = intercept + slope * at
    return FittedValue(value, value - half, value + half, intercept, slope)
