"""Which organisations of a footprint to visit first on the chosen measure: the list by probability, with a word for how sure it is."""

from __future__ import annotations

from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.benchmarks.visits import Visits, visits
from insight.model import Level
from insight.queries import single_orgs
from insight.queries.answered import answered
from insight.queries.question import Question


@answered()
def to_visit(question: Question, level: Level = Level.PRACTICE) -> Visits | Refusal:
    """The footprint's organisations of a level, those most probably behind the comparator's figure by more than `visits.DISTANCE` points first."""
    published, measure, stands = question.published, question.measure, question.standing()
    rows = single_orgs.counted(published, question.id, level, question.period)
    if rows.empty:
        return refuse(Reason.NOT_AVAILABLE, name=f"the {level}s of {question.name}", period=stands.period)
    return visits(
        rows,
        measure,
        single_orgs.names(published),
        members=question.members,
        start=question.period,
        comparator=stands.benchmark,
        against=stands.comparator.name,
    )
