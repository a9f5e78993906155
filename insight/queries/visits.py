"""Which organisations of a footprint to visit first on the chosen measure: the list by probability, with a word for how sure it is."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.benchmarks.visits import DISTANCE, Visits, visits
from insight.measures.response_counts import add_response_counts
from insight.model import ENGLAND, Level, Status
from insight.queries import histories, single_orgs
from insight.queries.question import Question


def to_visit(question: Question, level: Level = Level.PRACTICE, distance: float = DISTANCE) -> Visits | Refusal:
    """The footprint's organisations of a level, those most probably behind England's figure by `distance` points first."""
    published, measure = question.published, question.measure
    rows = single_orgs.facts(published, question.id, level)
    rows = rows[rows["start"] == question.period]
    if rows.empty:
        return refuse(Reason.NOT_AVAILABLE, name=f"the {level}s of {question.name}", period=question.standing().period)
    return visits(
        add_response_counts(rows, measure, histories.received(published, measure.source)),
        measure,
        single_orgs.names(published),
        members=question.members,
        start=question.period,
        comparator=_england(question),
        distance=distance,
    )


def _england(question: Question) -> float:
    """England's figure in the period of the question; missing where there is none."""
    history: pd.DataFrame = question.history()
    there = history["org"].eq(ENGLAND) & history["start"].eq(question.period) & history["status"].eq(Status.OK)
    return float(history.loc[there, "value"].iloc[0]) if there.any() else float("nan")
