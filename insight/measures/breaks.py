"""Which periods of a measure may be held against one another: those with no break between them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from insight.model import Measure
from insight.stats.arrays import Indexes


def breaks_of(measure: Measure, breaks: pd.DataFrame) -> pd.DataFrame:
    """The breaks of one measure: date, reason, citation, oldest first."""
    mine = breaks[breaks["measure"] == measure.id]
    return mine.assign(date=pd.to_datetime(mine["date"])).sort_values("date").reset_index(drop=True)


def eras(ends: pd.Series, breaks: pd.DataFrame) -> Indexes:
    """How many breaks lie before the end of each half-open period: periods are comparable where this number is equal.

    A period in which a break falls counts as after it, since the publisher reports the new question for it.
    """
    dates, when = (np.asarray(each, dtype="datetime64[ns]") for each in (breaks["date"], ends))
    return np.searchsorted(np.sort(dates), when, side="left")
