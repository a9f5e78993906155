"""Which practices, trusts or wards to visit first: those that most probably lie behind, once chance is allowed for.

The worst of many small figures is partly bad luck, and next year it lies nearer the middle. So each published figure is drawn towards the
mean of its kind first (insight.stats.shrinkage; docs/maths.md, "Whom to visit").
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.refusals import Reason, Refusal, refuse, refuse_source, refuse_unsummed
from insight.benchmarks.wording import figure, period_name, points, span
from insight.measures.precision import add_precision, replies
from insight.model import EVERYONE, Better, Measure, Status
from insight.stats.among import is_among
from insight.stats.arrays import Floats, floats
from insight.stats.gradient import FEWEST_PRACTICES
from insight.stats.intervals import Z95
from insight.stats.shrinkage import LIKELY, MAY_BE, Shrunk, probability_above, probability_below, shrink

DISTANCE = 5.0
"""Percentage points behind the comparator from which a visit is worth its while, unless somebody says otherwise (ours)."""

_WORDS = (("likely", LIKELY), ("may be", MAY_BE), ("cannot tell", 1 - MAY_BE))

REGRESSION_TO_THE_MEAN = (
    "The worst figure of many is partly bad luck: asked again, most such places come out nearer the middle. So each figure is "
    "first drawn towards the mean of its kind, the more the fewer people replied."
)


@dataclass(frozen=True)
class Visit:
    """One organisation of the list. Figures are percentages."""

    org: str
    name: str
    value: float
    """As published."""
    base: float
    """The people behind it."""
    few: bool
    """Whether these are too few for a verdict: it is listed with a mark."""
    estimate: float
    """The published figure drawn towards the mean of its kind, with its 95% interval."""
    lower: float
    upper: float
    probability: float
    """That it truly lies behind the comparator by more than the distance, 0 to 1."""
    word: str
    """likely, may be, cannot tell, or probably not."""
    release: str


@dataclass(frozen=True)
class Visits:
    """The organisations of one footprint on one measure in one period, the most probably behind first. Never empty."""

    measure: Measure
    period: str
    against: str
    """What they are held against, as it stands in a sentence: "England"."""
    comparator: float
    distance: float
    drawn_towards: float
    """The mean towards which figures are drawn, percent."""
    entries: tuple[Visit, ...]
    hidden: int
    """How many more of the footprint have no figure or no number of replies."""

    @property
    def judged(self) -> list[Visit]:
        """Those on enough replies for a verdict, in the same order."""
        return [each for each in self.entries if not each.few]

    @property
    def likely(self) -> list[Visit]:
        """Those of them that are likely behind."""
        return [each for each in self.judged if each.word == "likely"]

    def sentence(self, of: Visit) -> str:
        """How sure it is that one lies behind, and its figure; a list over eight measures is told of one of them only."""
        side = "above" if self.measure.better is Better.LOWER else "below"
        far = f"more than {points(self.distance, self.measure)} {side} {self.against}"
        opening = f"Cannot tell whether it is {far}" if of.word == "cannot tell" else f"{of.word.capitalize()} {far}"
        shown = f"{figure(of.value, self.measure)} of {of.base:,.0f} replies"
        worth = f"{figure(of.estimate, self.measure)} ({span(of.lower, of.upper, self.measure)})"
        return f"{opening} ({_chance(of.probability)}): {shown}, which allowing for chance is worth {worth}."


def visits(
    facts: pd.DataFrame,
    measure: Measure,
    names: pd.Series,
    *,
    members: pd.Index,
    start: pd.Timestamp,
    comparator: float,
    against: str = "England",
    distance: float = DISTANCE,
) -> Visits | Refusal:
    """The list of one footprint. `facts` are of one measure and level, all organisations of the kind (with what stands in for
    numbers of replies where those are not published), `names` by code, `members` the footprint's, `comparator` and
    `distance` in percent and points.

    Figures are drawn towards the mean of the footprint's own where 20 or more have figures, else of all. Refused for a source
    that is not for comparison, for what is not a sum of patients or has no better direction, without a comparator, and where
    none of the footprint has a figure with a number of replies.
    """
    there = (facts["start"].eq(start) & facts["segment"].eq(EVERYONE)).to_numpy()
    kind = f"{facts['level'].iloc[there.argmax()]}s" if there.any() else "organisations"
    period = period_name(start, facts["end"][there].max()) if there.any() else f"{start:%Y}"
    refusal = refuse_source(measure)
    if refusal is None and measure.better is Better.NEITHER:
        refusal = refuse(Reason.NO_DIRECTION, title=measure.title)
    if refusal is None:
        refusal = refuse_unsummed(measure, kind)
    if refusal is None and np.isnan(comparator):
        refusal = refuse(Reason.NO_BENCHMARK, whom=against, period=period)
    if refusal is not None:
        return refusal
    own = facts[there & is_among(facts["org"], members)]
    told = _known(own, measure)
    if told.empty:
        return refuse(Reason.NO_BASES if own["value"].notna().any() else Reason.NOT_AVAILABLE, orgs=kind,
                      name=f"the {kind} of this area", period=period)  # fmt: skip
    among = told if len(told) >= FEWEST_PRACTICES else _known(facts[there], measure)
    found = shrink(np.clip(floats(among["value"]) / 100, 0.0, 1.0), floats(among["effective"]))
    chance = _probability_behind(found, measure, comparator / 100, distance / 100)
    half = Z95 * np.sqrt(found.variance)
    listed = pd.DataFrame(
        {
            "org": among["org"],
            "name": among["org"].map(names).fillna(among["org"]),
            "value": among["value"],
            "base": among["base"],
            "few": among["status"].eq(Status.LOW_BASE) | among["base"].lt(measure.traits.reliable_from),
            "estimate": 100 * found.estimate,
            "lower": 100 * np.clip(found.estimate - half, 0.0, 1.0),
            "upper": 100 * np.clip(found.estimate + half, 0.0, 1.0),
            "probability": chance,
            "word": [next((said for said, least in _WORDS if each >= least), "probably not") for each in chance],
            "release": among["release"],
        }
    )
    listed = listed[is_among(listed["org"], members)].sort_values(["probability", "org"], ascending=[False, True])
    entries = tuple(Visit(*row) for row in zip(*(listed[name].tolist() for name in listed), strict=True))
    return Visits(measure, period, against, comparator, distance, 100 * found.mean, entries, len(own) - len(told))


def _known(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The rows that have a figure and a number of replies, with their precision and `base`."""
    sure = add_precision(rows, measure)
    sure = sure.assign(base=replies(measure, sure))
    shown = sure["status"].isin([Status.OK, Status.LOW_BASE])
    return sure[shown & sure["effective"].gt(0) & sure["value"].notna()]


def _probability_behind(found: Shrunk, measure: Measure, comparator: float, distance: float) -> Floats:
    ask = probability_above if measure.better is Better.LOWER else probability_below
    return ask(found, comparator, distance)


def beyond_the_likely(likely: int, maybe: int, unsettled: int) -> str:
    """What is added of those that are not likely behind: how many may be, and of how many the figures cannot tell."""
    more = "" if not maybe else f", and {maybe:,} more may be" if likely else f", but {maybe:,} may be"
    others = f"{unsettled:,} {'others' if unsettled > 1 else 'other'}" if likely or maybe else f"{unsettled:,} of them"
    return f"{more}; for {others} the figures do not settle it" if unsettled else more


def _chance(probability: float) -> str:
    """A probability as people say it, never certain: "93 in 100". Rounded down: what is likely is so from 90 on, and nothing below says 90."""
    if probability > 0.995:
        return "more than 99 in 100"
    return "less than 1 in 100" if probability < 0.01 else f"{int(100 * probability)} in 100"
