"""Whether a yearly measure is going up or down for patients, or only wobbling: the recent trend of Fingertips.

Source: dhsc-govuk/FingertipsNext d1600f4a, `TrendMarkerCalculator.cs` and `TrendRequest.cs`. Ours differs in one
thing: there a slope of exactly zero counts as rising; here it has no sign, and the trend is then no trend.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Codes, Flags, Floats, Indexes, floats

POINTS = 5
"""How many of the latest valid points the trend is read from."""

CRITICAL = 9.54953570608324
"""Chi-square with one degree of freedom at p = 0.002, as the source prints it."""

INTERVAL_WIDTHS = 3.92
"""A 95% interval's width in standard errors, as the source prints it."""

FLAT = 1e-9
"""A slope smaller than this share of its standard error has no sign: it is rounding noise."""


class Trend(IntEnum):
    """What the latest five comparable years say."""

    DECREASING = -1
    NO_CHANGE = 0
    INCREASING = 1
    CANNOT_TELL = 9


class RecentTrend(NamedTuple):
    """One entry per series; slope per step between points, and both numbers missing where the trend cannot be told."""

    trend: Codes
    slope: Floats
    chi2: Floats


def recent_trend(
    value: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    count: ArrayLike,
    denominator: ArrayLike,
) -> RecentTrend:
    """The recent trend of each series: arrays of (series, years), oldest first, NaN where a year has no figure.

    Only figures on one side of a break may be passed. The five latest points with value, interval, count and
    denominator are numbered 1 to 5 whatever the gaps between them. CANNOT_TELL with fewer, without intervals of some
    width, or where a count equals its denominator. Increasing or decreasing when chi-square passes CRITICAL and the
    slope keeps its sign with each point left out in turn; `verdict.judge` adds better or worse.
    """
    series = [np.atleast_2d(floats(a)) for a in (value, lower, upper, count, denominator)]
    width = series[2] - series[1]
    usable = np.logical_and.reduce([~np.isnan(a) for a in series]) & (width > 0)

    place, enough = _latest(usable)
    if place.shape[1] < POINTS:
        unknown = np.full(len(place), np.nan)
        return RecentTrend(np.full(len(place), Trend.CANNOT_TELL, dtype=np.int8), unknown, unknown.copy())

    y, width, count, denominator = (
        np.take_along_axis(a, place, axis=1) for a in (series[0], width, series[3], series[4])
    )
    tells = enough & ~np.any(count == denominator, axis=1)
    weight = (INTERVAL_WIDTHS / np.where(tells[:, None], width, np.nan)) ** 2

    slope, error = _slopes(y, weight)
    chi2 = (slope[:, 0] / error[:, 0]) ** 2
    sign = np.where(np.abs(slope) < FLAT * error, 0, np.sign(slope))
    steady = np.all(sign == sign[:, :1], axis=1)

    found = np.where((chi2 > CRITICAL) & steady, sign[:, 0], Trend.NO_CHANGE)
    return RecentTrend(np.where(tells, found, Trend.CANNOT_TELL).astype(np.int8), slope[:, 0], chi2)


def years_needed(points: ArrayLike) -> Indexes:
    """How many more comparable years each series needs before a trend can be told."""
    return np.maximum(POINTS - np.asarray(points, dtype=np.intp), 0)


def _latest(usable: Flags) -> tuple[Indexes, Flags]:
    """The places of the last five usable points of each series, oldest first, and whether there are five."""
    usable_last = np.argsort(usable, axis=1, kind="stable")
    return usable_last[:, -POINTS:], usable.sum(axis=1) >= POINTS


def _slopes(y: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Weighted slopes and their standard errors, (series, 6): all five points, then each one left out in turn."""
    kept = np.vstack([np.ones(POINTS), 1 - np.eye(POINTS)])
    w = weight[:, None, :] * kept
    total = w.sum(axis=2, keepdims=True)

    # Measured from its first value a flat series is exactly 0, and its slope with it.
    level = (y - y[:, :1])[:, None, :]
    t = np.arange(1, POINTS + 1, dtype=np.float64)
    t = t - (w * t).sum(axis=2, keepdims=True) / total
    leverage = (w * t**2).sum(axis=2)

    return (w * t * level).sum(axis=2) / leverage, 1 / np.sqrt(leverage)
