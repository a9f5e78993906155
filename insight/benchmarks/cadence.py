"""How often a measure asks anew, which decides how its history may be read: years in a row, or months on a control chart."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from insight.model import Measure
from insight.traits import Cadence

SHORTEST_MONTH, LONGEST_MONTH = timedelta(days=28), timedelta(days=31)


def is_monthly(measure: Measure, history: pd.DataFrame) -> bool:
    """Whether a measure that is asked anew each month has months that follow one another, as a control chart needs.

    `history` is one org, one row per period (start, end as in a series), oldest first.
    """
    lengths = history["end"] - history["start"]
    if measure.traits.cadence is not Cadence.MONTHS or not lengths.between(SHORTEST_MONTH, LONGEST_MONTH).all():
        return False
    return bool(history["start"].diff().min() <= LONGEST_MONTH)
