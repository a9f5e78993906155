"""Which decisions about a control chart stand: limits start anew only where enough months remain on either side of the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from insight.benchmarks.control import SHORTEST_BASELINE, Control, ControlPlan, Rebase
from insight.benchmarks.grammar import some, verb
from insight.benchmarks.wording import figure
from insight.model import Unit
from insight.stats.spc.months import MINIMUM_POINTS

_MOST = {Unit.PERCENT: 100.0, Unit.SCORE: 10.0, Unit.RATING: 4.0}


def admitted(plan: ControlPlan, bare: Control) -> tuple[ControlPlan, list[str]]:
    """What of a plan stands for a series, and a sentence for each part that does not, with the reason.

    `bare` is the series read without a plan. A new start needs 13 months with a figure before it and after it, counted to
    the next new start or break (Making Data Count shows limits from 13 points; NHSRplotthedots issue #194), a baseline 12
    or more of those there are, a target a value the measure can have, a note a month on the chart. What does not stand
    today may do so when more months have been published.
    """
    rebases, refused = _new_starts(plan.rebases, bare)
    inside = [each for each in plan.remarks if _first(bare) <= each.date <= _last(bare)]
    refused += [
        f"The note of {each.date:%B %Y} is left out: the chart shows {_first(bare):%B %Y} to {_last(bare):%B %Y}."
        for each in plan.remarks
        if each not in inside
    ]
    stands = replace(plan, rebases=tuple(rebases), remarks=tuple(inside))
    if plan.target is not None and plan.target > _MOST.get(bare.measure.unit, float("inf")):
        stands = replace(stands, target=None)
        refused.append(
            f"The target is left out: {bare.measure.title} cannot be more than {figure(_MOST[bare.measure.unit], bare.measure)}."
        )
    shortest = min(_stretches(rebases, bare), default=0)
    if plan.baseline is not None and plan.baseline > shortest:
        stands = replace(stands, baseline=None)
        refused.append(
            f"The baseline of {plan.baseline} months is left out: the shortest stretch of this chart has {shortest}, and a "
            f"baseline takes {SHORTEST_BASELINE} or more of them."
        )
    return stands, refused


def _new_starts(wished: Sequence[Rebase], bare: Control) -> tuple[list[Rebase], list[str]]:
    """The earliest first: each counts on those before it, none on those to come."""
    kept: list[Rebase] = []
    refused = []
    for each in sorted(wished):
        before, after = _around(each.date, kept, bare)
        if min(before, after) >= MINIMUM_POINTS:
            kept.append(each)
            continue
        side, there = ("after", after) if after < MINIMUM_POINTS else ("before", before)
        refused.append(
            f"Limits do not start anew in {each.date:%B %Y} yet: that takes {MINIMUM_POINTS} months with a figure on either "
            f"side, and there {verb(there, 'is')} {some(there)} {side} it."
        )
    return kept, refused


def _around(date: pd.Timestamp, kept: Sequence[Rebase], bare: Control) -> tuple[int, int]:
    """Months with a figure before and after a date, within its stretch between breaks and new starts."""
    known = bare.table[bare.table["value"].notna()]
    group = bare.table.loc[bare.table["start"] >= date, "group"]
    if group.empty:
        return len(known), 0
    mine = known[known["group"] == group.iloc[0]]
    since = max((each.date for each in kept), default=pd.Timestamp.min)
    return int(((mine["start"] < date) & (mine["start"] >= since)).sum()), int((mine["start"] >= date).sum())


def _stretches(rebases: Sequence[Rebase], bare: Control) -> list[int]:
    """Months with a figure in each stretch between new starts and breaks that is long enough to have limits."""
    known = bare.table[bare.table["value"].notna()]
    begun = [sum(each.date <= start for each in rebases) for start in known["start"]]
    lengths = known.groupby([known["group"].to_numpy(), begun]).size()
    return [int(length) for length in lengths if length >= MINIMUM_POINTS]


def _first(bare: Control) -> pd.Timestamp:
    return pd.Timestamp(bare.table["start"].min())


def _last(bare: Control) -> pd.Timestamp:
    return pd.Timestamp(bare.table["start"].max())
