"""How a verdict on England and a change over time came about, with the numbers that went in."""

from __future__ import annotations

from math import isnan

import pandas as pd

from insight.benchmarks.change import Change
from insight.benchmarks.covered import with_coverage
from insight.benchmarks.explanations import Explanation, VerdictRule, explain_by
from insight.benchmarks.ratings import Moved
from insight.benchmarks.standing import Standing
from insight.benchmarks.trajectory import Trajectory
from insight.benchmarks.wording import difference_span, number, set_beside
from insight.model import Measure
from insight.traits import Counts

_WORTH = {
    Counts.REPLIES: "Replies it is worth",
    Counts.PLACES: "Rated places",
    Counts.COMPLAINTS: "Complaints counted",
    Counts.RESOLVED: "Complaints resolved",
}
"""What stands behind a figure, by what its base counts."""


def worth(measure: Measure) -> str:
    """The name of the number that tells how sure a figure is: "Replies it is worth", "Mentions counted"."""
    counts = measure.traits.counts
    return _WORTH.get(counts, f"{counts.capitalize()} counted")


def explain_verdict(standing: Standing, own: pd.Series, sentence: str) -> Explanation:
    """The verdict on one footprint of a standing, or why there is none; `own` is its row."""
    measure = standing.measure
    rule = VerdictRule.RATED if measure.traits.counts is Counts.PLACES else VerdictRule.VERDICT
    if isnan(own["value"]):
        return explain_by(rule, sentence)
    told = set_beside(own, standing.benchmark, measure)
    against = {} if isnan(standing.benchmark) else {standing.comparator.heading: told.benchmark}
    behind = {} if isnan(own["effective"]) else {worth(measure): f"{own['effective']:,.0f}"}
    return explain_by(
        rule, sentence, Verdict=standing.comparator.verdict(own["verdict"]),
        Figure_and_95_percent_interval=told.with_span, **against, **behind,
        Basis=with_coverage(own, measure),
    )  # fmt: skip


def explain_change(told: Trajectory) -> Explanation:
    """The change since the last comparable survey and since the earliest, or why there is none to tell."""
    numbers = {"Periods_with_a_figure": f"{told.own['value'].notna().sum()}"}
    sentence, change = told.change.sentence, told.change
    if isinstance(change, Moved):
        return explain_by(VerdictRule.MOVED, f"{told.name}: {sentence}", **numbers)
    if isinstance(change, Change):
        sentence = f"{told.name}: {sentence}"
        for step in (change, *([change.since_first] if change.since_first else [])):
            interval = difference_span(step.lower, step.upper, told.measure)
            numbers[f"Difference {step.earlier} to {step.later}"] = f"{number(step.value, told.measure)} ({interval})"
    return explain_by(VerdictRule.CHANGE, sentence, **numbers)
