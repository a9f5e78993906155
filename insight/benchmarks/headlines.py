"""One footprint across many measures: the latest comparable figure of each beside the comparator's, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.grammar import counted, listed, verb
from insight.benchmarks.standing import Standing
from insight.measures.disclosure import Withheld
from insight.measures.series import of_org
from insight.model import Better, Measure, Status

_ORDER = {"worse": -1, "better": 1}
_URGENCY = {"worse": 0, "better": 1, "higher": 2, "lower": 2}


@dataclass(frozen=True, eq=False)
class Headline:
    """One measure of one footprint in the latest period in which it can be held against the comparator."""

    measure: Measure
    standing: Standing
    row: pd.Series
    """The footprint's row of the standing's table."""
    newest: bool = True
    """Whether its source has no later period, up to the one chosen."""

    @property
    def aside(self) -> str:
        """The period in brackets, for a sentence about figures of today that this one stands among."""
        return "" if self.newest else f" ({self.standing.period})"

    @property
    def compared(self) -> bool:
        """Whether there is a verdict."""
        return self.row["verdict"] != "not compared"

    @property
    def distance(self) -> float:
        """How far from England towards better, in the measure's unit; away from 0 either way where neither is better."""
        gap = float(self.row["gap"])
        return -gap if self.measure.better is Better.LOWER else gap


def latest_comparable(
    series: pd.DataFrame, code: str, against: pd.DataFrame, until: pd.Timestamp | None = None
) -> pd.Timestamp | None:
    """The start of the latest period in which one and the comparator (its rows) have a figure; of the latest there is where none, and
    where the newest is withheld.

    Up to `until`, where it is given; None where there is no period.
    """
    told = (
        rows["start"].to_numpy()[rows["status"].to_numpy() == Status.OK] for rows in (of_org(series, code), against)
    )
    every = series["start"].to_numpy()
    for starts in (every,) if _is_withheld(series, code, until) else (np.intersect1d(*told), every):
        looked_at = starts if until is None else starts[starts <= until.to_datetime64()]
        if len(looked_at):
            return pd.Timestamp(looked_at.max())
    return None


def _is_withheld(series: pd.DataFrame, code: str, until: pd.Timestamp | None) -> bool:
    """Whether we withhold the newest figure: an older one must not stand for it as if it were the newest."""
    own = of_org(series, code)
    own = own[own["status"].isin([Status.OK, *Withheld]) & (own["start"].le(until) if until is not None else True)]
    return bool(own["status"].isin(list(Withheld)).to_numpy()[-1:].any())


def by_comparator(headlines: Iterable[Headline]) -> tuple[list[Headline], list[Headline]]:
    """Those with a verdict against whom was chosen, and those held against England in their place.

    England stands in where figures of several footprints cannot be put together or are not loaded; a count of both would be a count of neither.
    """
    compared = [each for each in headlines if each.compared]
    chosen = [each for each in compared if each.standing.comparator.codes]
    return (chosen, [each for each in compared if not each.standing.comparator.codes]) if chosen else (compared, [])


def set_apart(headlines: Sequence[Headline]) -> str:
    """How many measures a count against the comparator leaves out: held against England instead, or not compared."""
    chosen, instead = by_comparator(headlines)
    missing = len(headlines) - len(chosen) - len(instead)
    worse = sum(each.row["verdict"] == "worse" for each in instead)
    behind = f" ({worse:,} worse)" if worse else ""
    told = [
        *(
            [f"{counted(len(instead), 'more measure')} {verb(len(instead), 'is')} held against England instead{behind}"]
            if instead
            else []
        ),
        *(
            [f"{counted(missing, 'measure' if instead else 'more measure')} {verb(missing, 'is')} not compared"]
            if missing
            else []
        ),
    ]
    return f"{' and '.join(told)}." if told else ""


def without_newer(headlines: Iterable[Headline]) -> str:
    """How many of the measures that are counted have no newer figure to compare, by its period; empty where all have the newest."""
    periods = Counter(each.standing.period for each in headlines if not each.newest)
    told = [f"{counted(number, 'measure')} ({period})" for period, number in sorted(periods.items())]
    return f" No newer figure can be compared of {listed(told)}." if told else ""


def worst_first(headlines: Iterable[Headline]) -> list[Headline]:
    """Worse than England first, then what is similar or not judged, then better; within each the farthest from better first.

    Those without a figure come last.
    """
    return sorted(
        headlines,
        key=lambda each: (
            np.isnan(each.distance),
            _ORDER.get(each.row["verdict"], 0),
            each.distance,
            each.measure.title,
        ),
    )


def most_different_first(headlines: Iterable[Headline]) -> list[Headline]:
    """Those with a verdict: first worse than England, then better, then what does not differ; the farthest of each first."""
    return sorted(
        (each for each in headlines if each.compared),
        key=lambda each: (_URGENCY.get(each.row["verdict"], len(_URGENCY)), -abs(each.distance), each.measure.title),
    )
