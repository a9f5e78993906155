"""The practices of a footprint among all practices: which differ beyond chance on the chosen measure."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.funnel import Funnel, funnel
from insight.benchmarks.funnel_sentences import explain_funnel
from insight.benchmarks.refusals import Refusal
from insight.charts.funnel.chart import draw_funnel
from insight.measures.geography import Geography
from insight.model import Level
from insight.queries import histories, single_orgs
from insight.queries.answer import Answer, releases_of
from insight.queries.published import PublishedSet, remembered
from insight.queries.question import Question


def differing(question: Question) -> Answer:
    """The funnel of all practices, those of the footprint in the foreground."""
    asked = "Which of our practices differ beyond chance?"
    found = funnel_of(question)
    if isinstance(found, Refusal):
        return Answer(found, question=asked, key="funnel")
    drawn = draw_funnel(found, question.provenance)
    return Answer(drawn, (), [explain_funnel(found)], releases_of(found.table), asked, "funnel")


def funnel_of(question: Question) -> Funnel | Refusal:
    """The funnel of the practices of England on the chosen measure."""
    return _funnel(question.published, question.id, question.geography, question.footprint, question.period)


@remembered
def _funnel(
    published: PublishedSet, id: str, around: Geography, footprint: str, period: pd.Timestamp
) -> Funnel | Refusal:
    return funnel(
        single_orgs.facts(published, id, Level.PRACTICE), histories.measure(published, id), around,
        single_orgs.names(published), code=footprint, members=around.members(footprint), start=period,
    )  # fmt: skip
