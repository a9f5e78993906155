"""How a verdict on England and a change over time came about, with the numbers that went in."""

from __future__ import annotations

from math import isnan

import pandas as pd

from insight.benchmarks.explanations import Explanation, VerdictRule, explain_by
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.standing import Standing
from insight.benchmarks.trajectory import Trajectory
from insight.benchmarks.verdicts import against_england
from insight.benchmarks.wording import figure, points, span, with_span


def explain_verdict(standing: Standing, own: pd.Series, sentence: str) -> Explanation:
    """The verdict on one footprint of a standing, or why there is none; `own` is its row."""
    measure = standing.measure
    if isnan(own["value"]):
        return explain_by(VerdictRule.VERDICT, sentence)
    against = {} if isnan(standing.england) else {"England": figure(standing.england, measure)}
    return explain_by(
        VerdictRule.VERDICT, sentence, Verdict=against_england(own["verdict"]),
        Figure_and_95_percent_interval=with_span(own["value"], own["lower"], own["upper"], measure), **against,
        Replies_it_is_worth="not known" if isnan(own["effective"]) else f"{own['effective']:,.0f}", Basis=str(own["basis"]),
    )  # fmt: skip


def explain_change(told: Trajectory) -> Explanation:
    """The change since the last comparable survey or the month of the year before, or why there is none to tell."""
    numbers = {"Periods_with_a_figure": f"{told.own['value'].notna().sum()}"}
    sentence, change = told.change.sentence, told.change
    if not isinstance(change, Refusal):
        sentence = f"{told.name}: {sentence}"
        moved = "-" if change.value < 0 else ""
        numbers |= {
            "From": change.earlier,
            "To": change.later,
            "Difference": f"{moved}{points(change.value, told.measure)} ({span(change.lower, change.upper, told.measure)})",
        }
    return explain_by(VerdictRule.CHANGE, sentence, **numbers)
