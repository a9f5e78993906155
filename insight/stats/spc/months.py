"""The calendar under a control chart: one column per month, gaps left as gaps, and where a new group of points begins."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Flags, Floats, Indexes, floats

MINIMUM_POINTS = 13
"""Below this many points in the current group only the line is drawn (Making Data Count, NHSRplotthedots issue #194)."""


class Groups(NamedTuple):
    """The rebase group of each month, and for each rebase the column it took hold at (-1: after the last month)."""

    group: Indexes
    begins: Indexes


def rebase_groups(months: ArrayLike, rebases: ArrayLike) -> Groups:
    """Number the groups 0, 1, 2 ... that rebase dates cut the months into.

    A rebase is a human decision with a date and a reason. It begins at the first month on or after its date; compare
    `months[begins]` with the date asked for, and say so where they differ. Raises ValueError unless the months ascend.
    """
    months = np.asarray(months, dtype="datetime64[D]")
    if np.any(months[1:] <= months[:-1]):
        raise ValueError("months must ascend, each once")

    begins = np.searchsorted(months, np.sort(np.asarray(rebases, dtype="datetime64[D]")), side="left")
    starts = np.zeros(len(months) + 1, dtype=np.intp)
    starts[begins] = 1

    return Groups(np.cumsum(starts[:-1]), np.where(begins < len(months), begins, -1))


def joined(y: ArrayLike, group: ArrayLike = 0) -> Flags:
    """Whether each point follows straight on from the point before: both present, and of one group.

    Where it does not, every run, trend and three-point window ends, and no moving range is taken.
    """
    y = floats(y)
    group = np.broadcast_to(group, y.shape)
    follows = np.zeros(y.shape, dtype=np.bool_)
    follows[:, 1:] = ~np.isnan(y[:, 1:] + y[:, :-1]) & (group[:, 1:] == group[:, :-1])
    return follows


def latest(cells: ArrayLike, y: ArrayLike, none: float) -> Floats:
    """The entry of each series at its latest month with a figure, and `none` for a series without one."""
    present = ~np.isnan(floats(y))
    last = present.shape[1] - 1 - np.argmax(present[:, ::-1], axis=1)
    cells = np.broadcast_to(np.asarray(cells), present.shape)
    found = np.take_along_axis(cells, last[:, None], axis=1)[:, 0]
    return np.where(present.any(axis=1), found, none)


def points_short(y: ArrayLike, group: ArrayLike = 0) -> Indexes:
    """How many more points each series needs in its latest group before limits, rules and icons may be shown."""
    y = floats(y)
    group = np.broadcast_to(group, y.shape)
    current = group == latest(group, y, -1)[:, None]
    points = (current & ~np.isnan(y)).sum(axis=1)
    return np.maximum(MINIMUM_POINTS - points, 0)
