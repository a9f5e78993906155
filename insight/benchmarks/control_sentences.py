"""A control chart in words: since when something special has been happening, which rule says so, what to expect of a target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any

import pandas as pd

from insight.benchmarks.control import Control
from insight.benchmarks.explanations import Explanation, VerdictRule, explain_by
from insight.benchmarks.grammar import listed
from insight.benchmarks.refusals import Reason
from insight.benchmarks.wording import figure, span, topic
from insight.bounds import clipped
from insight.model import Measure
from insight.stats.spc.assurance import Assurance
from insight.stats.spc.labels import Rule
from insight.stats.spc.variation import Variation

MEANINGS: Mapping[int, str] = {
    Variation.NOT_JUDGED: "not judged",
    Variation.COMMON_CAUSE: "usual variation",
    Variation.IMPROVEMENT_HIGH: "improvement",
    Variation.IMPROVEMENT_LOW: "improvement",
    Variation.CONCERN_HIGH: "concern",
    Variation.CONCERN_LOW: "concern",
    Variation.NEUTRAL_HIGH: "unusually high",
    Variation.NEUTRAL_LOW: "unusually low",
}
"""What each kind of month is called."""

TONES: Mapping[str, str] = {"improvement": "better", "concern": "worse", "usual variation": "similar"}
"""The verdict word each meaning is spoken with; the others have none."""

_POINTS_UP: Mapping[int, bool] = {
    Variation.IMPROVEMENT_HIGH: True,
    Variation.CONCERN_HIGH: True,
    Variation.IMPROVEMENT_LOW: False,
    Variation.CONCERN_LOW: False,
}
_RUNS = {6: "six", 7: "seven"}
_ASSURANCES: Mapping[Assurance, str] = {
    Assurance.HIT_OR_MISS: "The target of {target} lies inside the usual range: it is hit or missed by chance.",
    Assurance.CONSISTENTLY_PASSES: "The target of {target} is met month after month: the usual range lies beyond it.",
    Assurance.CONSISTENTLY_FAILS: "The target of {target} is missed month after month, and will be until something "
    "changes: the usual range falls short of it.",
}


def control_finding(control: Control) -> str:
    """The title: "North: special cause of concern since March 2025"."""
    if control.refusal is not None:
        alike = control.refusal.reason is Reason.NO_VARIATION
        return f"{control.name}: {'no variation to judge' if alike else 'too few months to say what is usual'}"
    meaning = MEANINGS[control.variation]
    if meaning == "usual variation":
        return f"{control.name}: nothing special on {topic(control.measure)} in {control.latest['period']}"
    since = since_when(control)
    when = f"in {since}" if since == control.latest["period"] else f"since {since}"
    if meaning in ("improvement", "concern"):
        return f"{control.name}: special cause of {meaning} {when}"
    return f"{control.name}: {meaning} {when}"


def since_when(control: Control) -> str:
    """The first month of the latest unbroken run of months that mean the same as the latest."""
    months = control.table.loc[: int(control.latest.name)]  # type: ignore[arg-type]  # rows are numbered
    same = months["variation"].map(MEANINGS).eq(MEANINGS[control.variation]) & months["value"].notna()
    same &= months["group"].eq(control.latest["group"])
    others = months.index[~same]
    first = int(others.max()) + 1 if len(others) else 0
    return str(months.loc[first, "period"])


def control_sentence(control: Control) -> str:
    """What the latest month says, and why."""
    latest = control.latest
    value = f"{latest['period']}: {figure(latest['value'], control.measure)}"
    if control.refusal is not None:
        return f"{value}. {control.refusal.sentence}"
    usual = _usual(latest, control.measure)
    return f"{value}. {rule_said(latest, control)} Usual range {usual}, mean {figure(latest['mean'], control.measure)}."


def _usual(month: pd.Series, measure: Measure) -> str:
    return span(*clipped(month["lower"], month["upper"], measure), measure)


def rule_said(month: Mapping[Any, Any] | pd.Series, control: Control) -> str:
    """Which rule makes a month special, as a sentence; how it is judged first."""
    if month["rule"] == Rule.NOT_JUDGED:
        return "Not judged: too few months around it, or no variation."
    if month["rule"] == Rule.COMMON_CAUSE:
        return "Nothing special: usual variation."
    high, run = month["sign"] > 0, _RUNS.get(control.plan.book.run, str(control.plan.book.run))
    rules = {
        Rule.OUTSIDE: f"{'above the upper' if high else 'below the lower'} limit",
        Rule.TREND: f"one of {run} or more in a row, each {'above' if high else 'below'} the month before",
        Rule.TWO_OF_THREE: f"one of at least two in three months close to the {'upper' if high else 'lower'} limit",
        Rule.SHIFT: f"one of {run} or more in a row {'above' if high else 'below'} the mean",
    }
    rule, meaning = rules[Rule(int(month["rule"]))], MEANINGS[int(month["variation"])]
    if _POINTS_UP.get(month["variation"], high) != high:
        # Making Data Count: a month that is both is shown as improvement.
        return f"{meaning.capitalize()} goes first, though this month is also {rule}."
    return f"{meaning.capitalize()}: {rule}."


def assurance_sentence(control: Control) -> str:
    """What to expect of the target; empty where there is none to speak of."""
    said = _ASSURANCES.get(control.assurance)
    return said.format(target=figure(control.plan.target or 0.0, control.measure)) if said else ""


def concern_elsewhere(others: Sequence[Control], where: str) -> str:
    """Which other services of the same organisation give concern in their latest month, as the end of a text; empty where none does."""
    worried = [
        f"{topic(each.measure)} {figure(each.latest['value'], each.measure)} in {each.latest['period']}"
        for each in others
        if MEANINGS[each.variation] == "concern"
    ]
    return f"Of concern elsewhere in {where}, by its own past: {listed(worried)}." if worried else ""


def explain_control(control: Control) -> list[Explanation]:
    """The latest month, and the target where there is one, explained."""
    latest, measure = control.latest, control.measure
    points = int((control.table["value"].notna() & control.table["group"].eq(latest["group"])).sum())
    known = not isnan(latest["mean"])
    numbers = {
        "Latest_month": f"{latest['period']}, {figure(latest['value'], measure)}",
        "Mean": figure(latest["mean"], measure) if known else "not worked out",
        "Limits": _usual(latest, measure) if known else "not worked out",
        "Months_with_a_figure_since_the_last_new_start": str(points),
        "Rule_book": control.plan.book.name,
    }
    explanations = [explain_by(VerdictRule.CONTROL, control_sentence(control), **numbers)]
    if sentence := assurance_sentence(control):
        target = figure(control.plan.target or 0.0, measure)
        explanations.append(explain_by(VerdictRule.ASSURANCE, sentence, Target=target, Limits=numbers["Limits"]))
    return explanations
