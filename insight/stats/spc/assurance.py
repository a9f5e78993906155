"""Whether a target will be met month after month, missed month after month, or left to luck: the assurance icon."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Codes, floats


class Assurance(IntEnum):
    """The three icons; NO_ICON without a target, a direction or limits."""

    NO_ICON = -1
    HIT_OR_MISS = 0
    CONSISTENTLY_PASSES = 1
    CONSISTENTLY_FAILS = 2


def assure(lower: ArrayLike, upper: ArrayLike, target: ArrayLike, polarity: ArrayLike) -> Codes:
    """One icon per series, from the limits of its latest rebase group (NHSRplotthedots issue #172).

    A target that touches a limit is hit or miss: `ptd_calculate_assurance_type.R`.
    """
    lower, upper, target = floats(lower), floats(upper), floats(target)
    polarity = np.asarray(polarity, dtype=np.int8)
    unknown = np.isnan(lower) | np.isnan(upper) | np.isnan(target) | (polarity == 0)

    # On which side of the usual range the target lies, seen from where good is.
    beyond = ((target > upper).astype(np.int8) - (target < lower)) * polarity

    icon = np.select(
        [unknown, beyond > 0, beyond < 0],
        [Assurance.NO_ICON, Assurance.CONSISTENTLY_FAILS, Assurance.CONSISTENTLY_PASSES],
        Assurance.HIT_OR_MISS,
    )
    return icon.astype(np.int8)
