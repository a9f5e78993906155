"""Where a footprint stands among its peers, said with the uncertainty that a rank deserves.

Sources: NTILE as in dhsc-govuk/FingertipsNext d1600f4a; Goldstein and Spiegelhalter 1996 (JRSS A 159:385) for ranks
that carry an interval.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Codes, Floats, Indexes, floats
from insight.stats.polarity import Polarity

NO_GROUP = 0
"""The group of an org that has no value, or too few peers to be grouped."""

QUINTILE_WORDS: Mapping[Polarity, tuple[str, ...]] = MappingProxyType(
    {
        Polarity.HIGHER: ("worst", "worse", "middle", "better", "best"),
        Polarity.LOWER: ("best", "better", "middle", "worse", "worst"),
        Polarity.NEITHER: ("lowest", "low", "middle", "high", "highest"),
    },
)
"""What quintiles 1 to 5 are called."""


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


def quintiles(values: ArrayLike, codes: ArrayLike) -> Codes:
    """The fifth, 1 (lowest) to 5 (highest), of each org; fewer than five values are not compared."""
    return ntile(values, codes, 5)


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


class RankRange(NamedTuple):
    """The best and the worst rank that the intervals allow, 1 being best; 0 where an interval is missing."""

    best: Indexes
    worst: Indexes
    of: int


def rank_range(lower: ArrayLike, upper: ArrayLike, polarity: Polarity) -> RankRange:
    """Between which ranks each org of one row lies: "between 5th and 14th of 42".

    Best possible = 1 + the number of orgs whose interval lies wholly on its better side; worst possible = N minus the
    number wholly on its worse side. With no better direction rank 1 is the highest.
    """
    lower, upper = floats(lower), floats(upper)
    if polarity is Polarity.LOWER:
        lower, upper = -upper, -lower

    known = ~np.isnan(lower) & ~np.isnan(upper)
    of = int(known.sum())
    higher = of - np.searchsorted(np.sort(lower[known]), upper, side="right")
    below = np.searchsorted(np.sort(upper[known]), lower, side="left")

    return RankRange(np.where(known, 1 + higher, 0), np.where(known, of - below, 0), of)


def people_to_best_quarter(p: ArrayLike, best_quarter: float, people: ArrayLike, polarity: Polarity) -> Floats:
    """How many more people would have the good experience if the org reached the best quarter's edge.

    Proportions 0 to 1; `people` is 100,000, or the patients registered. Two significant figures, because more would
    claim too much: say "about". None for an org that is there already.
    """
    gap = (best_quarter - floats(p)) * (-1 if polarity is Polarity.LOWER else 1)
    return two_figures(np.maximum(gap, 0.0) * floats(people))


def two_figures(values: ArrayLike) -> Floats:
    """The numbers rounded to two significant figures; 0 stays 0."""
    values = floats(values)
    size = np.floor(np.log10(np.abs(values), out=np.zeros(values.shape), where=values != 0))
    step = 10.0 ** (size - 1)
    return np.round(values / step) * step
