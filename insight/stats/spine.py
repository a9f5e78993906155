"""Where the marks of a spine chart go: the comparator in the middle, worse to the left, better to the right.

One scale for both sides, as dhsc-govuk/FingertipsNext d1600f4a (`generateSeriesData.ts`), but without taking absolute
values, so that measures which can be negative are drawn where they belong.
"""

from __future__ import annotations

from numpy.typing import ArrayLike

from insight.stats.arrays import Floats, floats
from insight.stats.ranks import Quartiles


def spine_positions(values: ArrayLike, comparator: float, spread: Quartiles, polarity: int) -> Floats:
    """Each value's place from -1 (the farther end, worse side) through 0 (the comparator) to 1.

    The sign is reversed where low is good. Where every org equals the comparator, all stand at 0.
    """
    reach = max(abs(spread.highest - comparator), abs(spread.lowest - comparator))
    away = (floats(values) - comparator) * (-1 if polarity < 0 else 1)
    return away / reach if reach else away
