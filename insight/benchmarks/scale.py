"""The classes a map is coloured by, the same for every year of a measure: equal steps from England, or of size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.model import ENGLAND
from insight.stats.arrays import Indexes, floats

CLASSES = 7
MIDDLE = CLASSES // 2
"""The class in whose middle England stands."""
SIZE_CLASSES = 5
_SIZES = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
"""Round steps of totals, times a power of ten."""
_STEPS = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)
_SMALL_STEPS = (2.0, 4.0, 6.0, 8.0)
"""Round steps of distances, and of those under 1: classes end half a step off England, and nobody reads 0.625."""


@dataclass(frozen=True)
class ClassScale:
    """Seven classes of `step` each, the middle one centred on England; the outer two are open.

    Totals, which are not held against England's, have five classes of `size_step` each from nothing, the last one open.
    """

    step: float
    size_step: float = 1.0

    @property
    def limits(self) -> list[float]:
        """The six limits between classes, as distances from England."""
        return [(at - MIDDLE + 0.5) * self.step for at in range(CLASSES - 1)]

    def classify(self, gaps: pd.Series) -> Indexes:
        """The class 0 (far below England) to 6 (far above) of each distance; -1 where there is none."""
        distance = floats(gaps)
        place = np.searchsorted(self.limits, distance, side="right")
        return np.where(np.isnan(distance), -1, place)

    @property
    def sizes(self) -> list[float]:
        """Where each class of totals begins."""
        return [at * self.size_step for at in range(SIZE_CLASSES)]

    def classify_size(self, values: pd.Series) -> Indexes:
        """The class 0 (smallest) to 4 of each total; -1 where there is none."""
        total = floats(values)
        place = np.searchsorted(self.sizes, total, side="right") - 1
        return np.where(np.isnan(total), -1, np.maximum(place, 0))


def common_scale(series: pd.DataFrame) -> ClassScale:
    """The scale that holds every footprint in every period of the series, each against the England of its own period."""
    england = series[series["org"] == ENGLAND].set_index("start")["value"]
    others = series[series["org"] != ENGLAND]
    gaps = (others["value"] - others["start"].map(england)).abs()
    farthest = float(gaps.max()) if gaps.notna().any() else 0.0
    largest = float(others["value"].max()) if others["value"].notna().any() else 0.0
    least = farthest / (MIDDLE + 0.5)
    return ClassScale(
        _round_up(least, _STEPS if least >= 1 else _SMALL_STEPS), _round_up(largest / SIZE_CLASSES, _SIZES)
    )


def _round_up(step: float, round_ones: Sequence[float]) -> float:
    """The next round number: one of those times a power of ten. 1 where everybody equals England."""
    if step <= 0:
        return 1.0
    size = 10.0 ** math.floor(math.log10(step))
    return next((nice * size for nice in round_ones if nice * size >= step * (1 - 1e-9)), 10 * size)
