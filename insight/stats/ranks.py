"""Groups of equal size among the orgs of one row, and the edges between them: NTILE as in dhsc-govuk/FingertipsNext d1600f4a."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Codes, Floats, floats

NO_GROUP = 0
"""The group of an org that has no value, or too few peers to be grouped."""


def ntile(values: ArrayLike, codes: ArrayLike, tiles: int) -> Codes:
    """The group 1 to `tiles` of each org, lowest values first; one row of orgs.

    As SQL's NTILE: the larger groups come first, and equal values are split by order of their codes so that results
    repeat. NO_GROUP for a missing value, and for everybody when there are fewer values than groups.
    """
    values = floats(values)
    order = np.lexsort((np.asarray(codes), values))
    order = order[~np.isnan(values[order])]

    group = np.full(values.shape, NO_GROUP, dtype=np.int8)
    if len(order) >= tiles:
        size, larger = divmod(len(order), tiles)
        sizes = np.full(tiles, size) + (np.arange(tiles) < larger)
        group[order] = np.repeat(np.arange(1, tiles + 1), sizes)
    return group


class Quartiles(NamedTuple):
    """Lowest value, largest of the first, second and third quarters, highest value."""

    lowest: float
    first: float
    second: float
    third: float
    highest: float


def quartiles(values: ArrayLike) -> Quartiles:
    """The quartiles of one row of orgs as Fingertips takes them: the largest value of each quarter of NTILE(4).

    All missing with fewer than four values: a spine is then not drawn.
    """
    values = floats(values)
    group = ntile(values, np.zeros(values.shape), 4)
    if not group.any():
        return Quartiles(*[float("nan")] * 5)

    tops = [float(values[group == quarter].max()) for quarter in (1, 2, 3, 4)]
    return Quartiles(float(np.nanmin(values)), *tops)


def spine_positions(values: ArrayLike, comparator: float, spread: Quartiles, polarity: int) -> Floats:
    """Each value's place from -1 (the farther end, worse side) through 0 (the comparator) to 1.

    One scale for both sides, as in `generateSeriesData.ts` of FingertipsNext, but without taking absolute values, so that measures
    which can be negative are drawn where they belong. The sign is reversed where low is good. Where every org equals the
    comparator, all stand at 0.
    """
    reach = max(abs(spread.highest - comparator), abs(spread.lowest - comparator))
    away = (floats(values) - comparator) * (-1 if polarity < 0 else 1)
    return away / reach if reach else away
