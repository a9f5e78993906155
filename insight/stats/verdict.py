"""Whether a footprint is lower than, similar to or higher than its comparator, and whether that is better or worse.

Fingertips' rule (dhsc-govuk/FingertipsNext d1600f4a, `BenchmarkComparisonEngine.cs`): the area's whole interval lies
below or above the comparator's value. The comparator's own interval is ignored.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Codes, floats

_SAME = 1e-9
"""Figures nearer to one another than this are the same: what parts them is how a computer adds up."""


class Verdict(IntEnum):
    """What may be said of one figure held against its comparator."""

    WORSE = -2
    LOWER = -1
    SIMILAR = 0
    HIGHER = 1
    BETTER = 2
    NOT_COMPARED = 9


def compare(lower: ArrayLike, upper: ArrayLike, comparator: ArrayLike) -> Codes:
    """LOWER, SIMILAR or HIGHER for each interval against the comparator's value; limits that touch it are similar.

    NOT_COMPARED where any of the three is missing. Make the comparator missing where the area is the comparator
    itself, where the periods differ, or where a break lies between them.
    """
    lower, upper, comparator = floats(lower), floats(upper), floats(comparator)
    unknown = np.isnan(lower) | np.isnan(upper) | np.isnan(comparator)

    verdict = np.select(
        [unknown, upper < comparator - _SAME, lower > comparator + _SAME],
        [Verdict.NOT_COMPARED, Verdict.LOWER, Verdict.HIGHER],
        Verdict.SIMILAR,
    )
    return verdict.astype(np.int8)


def judge(verdict: ArrayLike, polarity: ArrayLike) -> Codes:
    """Turn lower and higher into worse and better where one direction is good; leave the rest as it is.

    `polarity` is the sign of the better direction, or an array of them that broadcasts against the verdicts.
    """
    verdict, polarity = np.asarray(verdict, dtype=np.int8), np.asarray(polarity, dtype=np.int8)
    has_direction = (polarity != 0) & (verdict != Verdict.NOT_COMPARED)

    return np.where(has_direction, Verdict.BETTER * verdict * polarity, verdict).astype(np.int8)
