"""What areas with patients as old and as deprived report, beside the figure of a footprint: the tables are found by their roles."""

from __future__ import annotations

from insight.benchmarks.case_mix import CaseMix, case_mix
from insight.benchmarks.refusals import Refusal
from insight.model import Level
from insight.queries import single_orgs
from insight.queries.question import Question
from insight.traits import Role


def areas_like_us(question: Question) -> CaseMix | Refusal:
    """The expected figure of the footprint on the measure and in the period chosen."""
    published, practice = question.published, Level.PRACTICE
    row = question.standing().of(question.footprint)
    return case_mix(
        single_orgs.facts(published, question.id, practice),
        question.measure,
        single_orgs.deprivation_scores(published),
        {
            published.store.measure(id).title: single_orgs.facts(published, id, practice)
            for id in published.store.with_role(Role.AGE)
        },
        members=question.members,
        start=question.period,
        name=question.name,
        observed=float("nan") if row is None else float(row["value"]),
    )
