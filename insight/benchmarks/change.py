"""Whether patients report better or worse care than a year before, or in the last comparable survey, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from insight.benchmarks.cadence import is_monthly
from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.benchmarks.verdicts import WORDS, polarity
from insight.benchmarks.wording import decimals, period_name, points, span
from insight.model import Measure, Status, Unit
from insight.stats.intervals import newcombe
from insight.stats.verdict import compare, judge

_SAID: Mapping[str, str] = MappingProxyType(
    {
        "better": "improved",
        "worse": "got worse",
        "higher": "rose",
        "lower": "fell",
        "similar": "no clear change",
    }
)


@dataclass(frozen=True)
class Change:
    """The difference between two comparable periods of one org, later minus earlier, in the measure's unit."""

    earlier: str
    later: str
    value: float
    lower: float
    upper: float
    word: str
    """improved, got worse, rose, fell or no clear change: clear where the interval excludes 0."""
    sentence: str


def change(history: pd.DataFrame, measure: Measure, breaks: pd.DataFrame, name: str) -> Change | Refusal:
    """The change since the last comparable survey, or the same month of the year before, by Newcombe's interval on effective bases
    (docs/maths.md, "Is it a real change, or a real gap").

    `history` is one org, one row per period with the columns of measures.series and `era`, oldest first. Refused across
    a break, with fewer than two figures, and where either rests on few replies or its interval is unknown.
    """
    known = history[history["value"].notna()]
    if known.empty:
        latest = history.iloc[-1]
        return refuse(Reason.NOT_AVAILABLE, name=name, period=period_name(latest["start"], latest["end"]))
    now = known.iloc[-1]
    later = period_name(now["start"], now["end"])
    same_era = known[known["era"] == now["era"]].iloc[:-1]
    if same_era.empty:
        return _refuse_first(known, breaks, name, later)
    if is_monthly(history):
        # Seasons come round: a month is held against the same month of the year before.
        same_era = same_era[same_era["start"] == now["start"] - pd.DateOffset(years=1)]
        if same_era.empty:
            return refuse(Reason.NO_YEAR_BEFORE, name=name, later=later)

    before = same_era.iloc[-1]
    earlier = period_name(before["start"], before["end"])
    weak = next((period for row, period in ((now, later), (before, earlier)) if row["status"] == Status.LOW_BASE), None)
    if weak is not None:
        return refuse(Reason.LOW_BASE, name=name, period=weak)
    if measure.unit is Unit.COUNT:
        return refuse(Reason.UNTESTED, title=measure.title)
    if measure.unit is not Unit.PERCENT or np.isnan(now["effective"]) or np.isnan(before["effective"]):
        missing = later if np.isnan(now["effective"]) else earlier
        return refuse(Reason.NO_INTERVAL, name=name, period=missing)

    d = newcombe(now["value"] / 100, now["effective"], before["value"] / 100, before["effective"])
    value, lower, upper = (100 * float(each) for each in d)
    word = _SAID[WORDS[int(judge(compare(lower, upper, 0.0), polarity(measure)))]]
    sentence = (
        f"{word[0].upper()}{word[1:]} since {earlier}: {_moved(value, measure)} "
        f"(95% interval {span(lower, upper, measure)}).{_bases(before, now, earlier, later)}"
    )
    return Change(earlier, later, value, lower, upper, word, sentence)


def _moved(value: float, measure: Measure) -> str:
    """How far and which way: "up 1.3 points"; what rounds to nothing has no way."""
    way = {1: "up ", -1: "down "}.get(int(np.sign(round(value, decimals(measure)))), "")
    return f"{way}{points(value, measure)}"


def _bases(before: pd.Series, now: pd.Series, earlier: str, later: str) -> str:
    """What a reader must know where the two figures did not come about in the same way."""
    if before["basis"] == now["basis"]:
        return ""
    return f" Note: {earlier} is {before['basis']}, {later} {now['basis']}."


def _refuse_first(known: pd.DataFrame, breaks: pd.DataFrame, name: str, later: str) -> Refusal:
    """The refusal for the first figure of its era: across a break, or because it is the first of all."""
    if len(known) == 1:
        return refuse(Reason.FIRST_YEAR, name=name, later=later)
    before, now = known.iloc[-2], known.iloc[-1]
    because = str(breaks["reason"].iloc[int(now["era"]) - 1])
    return refuse(Reason.BREAK, earlier=period_name(before["start"], before["end"]), later=later, because=because)
