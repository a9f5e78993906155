"""The four ways in which months of patient feedback can be more than the usual wobble.

Sources: NHSRplotthedots 0.2.2 (050b07d7), `ptd_calculate_point_type.R`, and the Making Data Count team's statements
in its issues #153, #156 and #194. All arrays are (series, months); a sign is 1 above or rising, -1 below or falling.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Codes, Flags, Floats, floats
from insight.stats.spc.limits import ControlLimits

RUN = 7
"""Points in a shift or a trend; Making Data Count's Excel also offers 6."""

ON_THE_MEAN = 1e-9
"""A point closer to the mean than this share of the way to its limit lies on it: the rest is rounding of the mean."""

CountingRule: TypeAlias = Callable[[Flags, Flags], Flags]
"""From the near and the outside points to those that count towards two of three."""


class RuleSignals(NamedTuple):
    """What each point is part of. A point at a peak can belong to a rising and a falling trend at once."""

    outside: Codes
    rising: Flags
    falling: Flags
    two_of_three: Codes
    shift: Codes


def near_or_outside(near: Flags, outside: Flags) -> Flags:
    """Beyond two sigma, whether near or outside: Making Data Count since November 2023."""
    return near | outside


def find_signals(
    y: ArrayLike,
    limits: ControlLimits,
    joined: Flags,
    counting: CountingRule = near_or_outside,
    run: int = RUN,
) -> RuleSignals:
    """Every rule at every point. Nothing is found where a group has no limits."""
    y = floats(y)
    judged = ~np.isnan(y + limits.mean)

    outside = _sign(y > limits.upper, y < limits.lower)
    beyond = (y > limits.near_upper) | (y < limits.near_lower)
    counts = counting(beyond & (outside == 0), outside != 0)
    side = side_of_mean(y, limits)

    step = np.where(judged, steps(y, joined), 0).astype(np.int8)
    trend = run_ends(step, joined, run - 1)
    return RuleSignals(
        outside=outside,
        rising=belongs(trend > 0, run),
        falling=belongs(trend < 0, run),
        two_of_three=np.where(counts & two_of_three_windows(counts, side, joined), side, 0).astype(np.int8),
        shift=np.where(belongs(run_ends(side, joined, run) != 0, run), side, 0).astype(np.int8),
    )


def side_of_mean(y: Floats, limits: ControlLimits) -> Codes:
    """1 above the mean, -1 below, 0 on it (and where there is nothing to say)."""
    slack = ON_THE_MEAN * (limits.upper - limits.mean)
    return _sign(y - limits.mean > slack, limits.mean - y > slack)


def steps(y: Floats, joined: Flags) -> Codes:
    """1 where a point is strictly above the point before, -1 strictly below, 0 for a tie or after a gap."""
    change = np.zeros(y.shape)
    change[:, 1:] = np.diff(y, axis=1)
    return _sign(joined & (change > 0), joined & (change < 0))


def run_ends(sign: Codes, joined: Flags, length: int) -> Codes:
    """The sign at each point that is at least the `length`-th joined point in a row of that sign, else 0."""
    place = np.broadcast_to(np.arange(sign.shape[1]), sign.shape)
    starts = np.ones(sign.shape, dtype=np.bool_)
    starts[:, 1:] = (sign[:, 1:] != sign[:, :-1]) | ~joined[:, 1:]
    began = np.maximum.accumulate(np.where(starts, place, 0), axis=1)
    return np.where(place - began + 1 >= length, sign, 0).astype(np.int8)


def belongs(ends: Flags, length: int) -> Flags:
    """The points that are one of the `length` points up to an end."""
    member = ends.copy()
    for offset in range(1, length):
        member[:, :-offset] |= ends[:, offset:]
    return member


def two_of_three_windows(counts: Flags, side: Codes, joined: Flags) -> Flags:
    """The points of every three joined points on one side of the mean of which at least two count."""
    counting = counts.astype(np.int8)
    in_window = counting.copy()
    in_window[:, 1:] += counting[:, :-1]
    in_window[:, 2:] += counting[:, :-2]
    return belongs((run_ends(side, joined, 3) != 0) & (in_window >= 2), 3)


def _sign(positive: Flags, negative: Flags) -> Codes:
    return positive.astype(np.int8) - negative.astype(np.int8)
