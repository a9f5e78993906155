"""Whether the latest five comparable years say a footprint is getting better, or how long until they can."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from insight.benchmarks.refusals import Reason, Refusal, refuse, refuse_test
from insight.model import Better, Measure
from insight.stats.arrays import floats
from insight.stats.trend import POINTS, Trend, recent_trend, years_needed

_SAID: Mapping[tuple[Trend, Better], str] = {
    (Trend.INCREASING, Better.HIGHER): "Increasing and getting better over five years.",
    (Trend.DECREASING, Better.HIGHER): "Decreasing and getting worse over five years.",
    (Trend.INCREASING, Better.LOWER): "Increasing and getting worse over five years.",
    (Trend.DECREASING, Better.LOWER): "Decreasing and getting better over five years.",
    (Trend.INCREASING, Better.NEITHER): "Increasing over five years.",
    (Trend.DECREASING, Better.NEITHER): "Decreasing over five years.",
}


def tell_trend(history: pd.DataFrame, measure: Measure, breaks: pd.DataFrame) -> str | Refusal:
    """The recent trend of one org as Fingertips tells it, from the years since the last break, or why it cannot be told.

    `history` as in change.change: one org, one row per period, oldest first, with `era`.
    """
    known = history[history["value"].notna()]
    era = int(known["era"].iloc[-1]) if len(known) else 0
    untested = refuse_test(measure)
    if untested is not None:
        return untested
    since = known[known["era"] == era]
    found = recent_trend(*(floats(since[column]) for column in ("value", "lower", "upper", "numerator", "denominator")))
    trend = Trend(int(found.trend[0]))
    if trend is Trend.CANNOT_TELL:
        usable = since[["lower", "upper", "numerator", "denominator"]].notna().all(axis=1)
        if len(since) and not usable.any():
            return refuse(Reason.WITHOUT_INTERVALS, title=measure.title)
        return _too_few(int(usable.sum()), era, breaks)
    return _SAID.get((trend, measure.better), "No clear trend over five years.")


def _too_few(points: int, era: int, breaks: pd.DataFrame) -> Refusal:
    needed = int(years_needed(min(points, POINTS - 1)))
    broke = f" since the series broke in {breaks['date'].iloc[era - 1]:%Y}" if era else ""
    return refuse(
        Reason.TOO_FEW_YEARS, needed=str(needed), years="year is" if needed == 1 else "years are", since=broke
    )
