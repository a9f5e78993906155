"""How far a month usually strays from the mean: the limits of an XmR chart, from month-to-month movement.

Sources: NHSRplotthedots 0.2.2 (050b07d7), `ptd_spc_standard.R`; Nelson 1982 and Provost and Murray 2011 for screening.
Limits are not clipped to what a percentage can be: a chart draws them at the edge and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Flags, Floats, Indexes, floats
from insight.stats.spc.months import joined

THREE_SIGMA = 2.66
"""Three standard deviations in average moving ranges (3 / 1.128), as both published tools round it."""

NEAR = 2 / 3
"""Two sigma as a share of three."""

SpreadRule: TypeAlias = Callable[[Floats, Indexes], Floats]
"""From moving ranges and the group of each cell to the average moving range of its group, cell by cell."""


class ControlLimits(NamedTuple):
    """(series, months) each: every cell carries the limits of its own rebase group."""

    mean: Floats
    lower: Floats
    upper: Floats
    near_lower: Floats
    near_upper: Floats


def average_range(ranges: Floats, cell_group: Indexes) -> Floats:
    """The plain average of the moving ranges: Making Data Count's Excel tools, and our default."""
    return _group_mean(ranges, cell_group)


def control_limits(
    y: ArrayLike,
    group: ArrayLike = 0,
    baseline: int | None = None,
    spread: SpreadRule = average_range,
) -> ControlLimits:
    """Mean, three-sigma and two-sigma limits of each series and rebase group; y is (series, months).

    `group` holds whole numbers from 0 and broadcasts to y. With a baseline only the first so many points of each group
    are counted. Missing throughout a group whose months do not move: there is no variation to judge.
    """
    limits, movement = unguarded_limits(y, group, baseline, spread)
    moves = movement > 0
    return ControlLimits(*(np.where(moves, line, np.nan) for line in limits))


def unguarded_limits(
    y: ArrayLike,
    group: ArrayLike = 0,
    baseline: int | None = None,
    spread: SpreadRule = average_range,
) -> tuple[ControlLimits, Floats]:
    """The bare arithmetic behind `control_limits`, and the average moving range it rests on."""
    y = floats(y)
    cell_group = _number_groups(np.broadcast_to(group, y.shape))

    ranges = np.full(y.shape, np.nan)
    ranges[:, 1:] = np.abs(np.diff(y, axis=1))
    ranges = np.where(joined(y, group), ranges, np.nan)

    counted = _first_points(y, cell_group, baseline)
    mean = _group_mean(np.where(counted, y, np.nan), cell_group)
    movement = spread(np.where(counted, ranges, np.nan), cell_group)

    away = THREE_SIGMA * movement
    return ControlLimits(mean, mean - away, mean + away, mean - NEAR * away, mean + NEAR * away), movement


def _number_groups(group: Indexes) -> Indexes:
    """One number per series and rebase group."""
    series = np.arange(group.shape[0])[:, None]
    return series * (int(group.max(initial=0)) + 1) + group


def _group_mean(values: Floats, cell_group: Indexes) -> Floats:
    """The mean of the present values of each cell's group, in every cell of that group; missing if there are none."""
    present = ~np.isnan(values)
    total = np.bincount(cell_group[present], values[present], minlength=int(cell_group.max(initial=0)) + 1)
    number = np.bincount(cell_group[present], minlength=len(total)).astype(np.float64)
    number[number == 0] = np.nan
    return (total / number)[cell_group]


def _first_points(y: Floats, cell_group: Indexes, baseline: int | None) -> Flags:
    """The cells whose point is among the first `baseline` of its group; all of them without a baseline."""
    present = ~np.isnan(y)
    if baseline is None:
        return present

    so_far = np.cumsum(present, axis=1)
    before_group = np.zeros(int(cell_group.max(initial=0)) + 1, dtype=np.intp)
    begins = cell_group[:, 1:] != cell_group[:, :-1]
    before_group[cell_group[:, 1:][begins]] = so_far[:, :-1][begins]

    return present & (so_far - before_group[cell_group] <= baseline)
