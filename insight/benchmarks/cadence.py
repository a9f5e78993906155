"""How often a measure asks anew, which decides how its history may be read: years in a row, or months on a control chart."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from insight.model import Basis

SHORTEST_MONTH, LONGEST_MONTH = timedelta(days=28), timedelta(days=31)


def is_monthly(history: pd.DataFrame) -> bool:
    """Whether each month of a series asks anew: no ratings, which stand until the next inspection, and no yearly survey.

    `history` is one org, one row per period (start, end, basis as in a series), oldest first.
    """
    lengths = history["end"] - history["start"]
    if history["basis"].eq(Basis.LOCATIONS).any() or not lengths.between(SHORTEST_MONTH, LONGEST_MONTH).all():
        return False
    return bool(history["start"].diff().min() <= LONGEST_MONTH)
