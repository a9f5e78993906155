"""The practices of a footprint among all practices: which differ beyond chance, and what stands out on any measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from insight.benchmarks.funnel import Funnel, funnel
from insight.benchmarks.funnel_sentences import explain_funnel, explain_stand_outs
from insight.benchmarks.refusals import Reason, Refusal, refuse
from insight.benchmarks.standouts import stand_outs
from insight.charts.funnel.chart import draw_funnel
from insight.charts.funnel.standouts import MOST, draw_stand_outs
from insight.measures.geography import Geography
from insight.model import Level
from insight.queries import histories, single_orgs
from insight.queries.answer import Answer, releases_of
from insight.queries.compare_footprints import headline_ids
from insight.queries.published import PublishedSet, remembered
from insight.queries.question import Question


def have_figures(question: Question) -> bool:
    """Whether any of the measures held side by side has ever been published for practices."""
    rows = question.store.catalogue
    return bool((rows["level"].eq(Level.PRACTICE) & rows["measure"].isin(headline_ids(question))).any())


def among_practices(question: Question) -> Iterator[Answer]:
    """The funnel of practices on the chosen measure, and what stands out in them on any."""
    found = funnels(question)
    yield _differing(question, found[question.id])
    yield _standing_out(question, [each for each in found.values() if isinstance(each, Funnel)])


def funnels(question: Question) -> Mapping[str, Funnel | Refusal]:
    """The funnel of each measure held side by side, the footprint's practices in the foreground."""
    return {
        id: _funnel(question.published, id, question.geography, question.footprint, question.period)
        for id in headline_ids(question)
    }


@remembered
def _funnel(
    published: PublishedSet, id: str, around: Geography, footprint: str, period: pd.Timestamp
) -> Funnel | Refusal:
    return funnel(
        single_orgs.facts(published, id, Level.PRACTICE), histories.measure(published, id), around,
        single_orgs.names(published), code=footprint, members=around.members(footprint), start=period,
    )  # fmt: skip


def differing(question: Question) -> Answer:
    """The funnel on the chosen measure alone."""
    return _differing(
        question,
        _funnel(question.published, question.id, question.geography, question.footprint, question.period),
    )


def _differing(question: Question, found: Funnel | Refusal) -> Answer:
    """The funnel of all practices, those of the footprint in the foreground."""
    asked = "Which of our practices differ beyond chance?"
    if isinstance(found, Refusal):
        return Answer(found, question=asked, key="funnel")
    drawn = draw_funnel(found, question.provenance)
    return Answer(drawn, (), [explain_funnel(found)], releases_of(found.table), asked, "funnel")


def _standing_out(question: Question, drawn: Sequence[Funnel]) -> Answer:
    """The list over all headline measures, with the number of comparisons it took."""
    asked = "What stands out in our practices, on any measure?"
    found = stand_outs(drawn) if drawn else None
    if found is None or not found.comparisons + found.thin:
        whose, period = f"the practices of {question.name}", question.standing().period
        return Answer(refuse(Reason.NOT_AVAILABLE, name=whose, period=period), question=asked, key="standouts")
    releases = releases_of(pd.concat([each.table for each in drawn]))
    chart = draw_stand_outs(found, question.provenance)
    return Answer(chart, (), explain_stand_outs(found, MOST), releases, asked, "standouts")
