"""The classes a map is coloured by: equal steps away from England, the same for every year of a measure."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.model import ENGLAND
from insight.stats.arrays import Indexes, floats

CLASSES = 7
_MIDDLE = CLASSES // 2
_NICE = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)


@dataclass(frozen=True)
class Scale:
    """Seven classes of `step` each, the middle one centred on England; the outer two are open."""

    step: float

    @property
    def limits(self) -> list[float]:
        """The six limits between classes, as distances from England."""
        return [(at - _MIDDLE + 0.5) * self.step for at in range(CLASSES - 1)]

    def classify(self, gaps: pd.Series) -> Indexes:
        """The class 0 (far below England) to 6 (far above) of each distance; -1 where there is none."""
        distance = floats(gaps)
        place = np.searchsorted(self.limits, distance, side="right")
        return np.where(np.isnan(distance), -1, place)


def common_scale(series: pd.DataFrame) -> Scale:
    """The scale that holds every footprint in every period of the series, each against the England of its own period."""
    england = series[series["org"] == ENGLAND].set_index("start")["value"]
    others = series[series["org"] != ENGLAND]
    gaps = (others["value"] - others["start"].map(england)).abs()
    farthest = float(gaps.max()) if gaps.notna().any() else 0.0
    return Scale(_round_up(farthest / (_MIDDLE + 0.5)))


def _round_up(step: float) -> float:
    """The next round number: 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten. 1 where everybody equals England."""
    if step <= 0:
        return 1.0
    size = 10.0 ** math.floor(math.log10(step))
    return next((nice * size for nice in _NICE if nice * size >= step * (1 - 1e-9)), 10 * size)
