"""Which organisations of a footprint to visit first on the chosen measure: the list by probability, with a word for how sure it is."""

from __future__ import annotations

from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.benchmarks.visits import DISTANCE, Visits, visits
from insight.measures.response_counts import add_response_counts
from insight.model import Level
from insight.queries import histories, single_orgs
from insight.queries.question import Question


def to_visit(question: Question, level: Level = Level.PRACTICE, distance: float = DISTANCE) -> Visits | Refusal:
    """The footprint's organisations of a level, those most probably behind the comparator's figure by `distance` points first."""
    published, measure, stands = question.published, question.measure, question.standing()
    rows = single_orgs.facts(published, question.id, level)
    rows = rows[rows["start"] == question.period]
    if rows.empty:
        return refuse(Reason.NOT_AVAILABLE, name=f"the {level}s of {question.name}", period=stands.period)
    return visits(
        add_response_counts(rows, measure, histories.received(published, measure.source)),
        measure,
        single_orgs.names(published),
        members=question.members,
        start=question.period,
        comparator=stands.benchmark,
        against=stands.comparator.name,
        distance=distance,
    )
