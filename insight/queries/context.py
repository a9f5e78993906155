"""Needs beside experience: what patients say in every footprint over who lives there, with ours marked. Goes with, never because."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from insight.benchmarks.context import context
from insight.benchmarks.explanations import VerdictRule, explain_by
from insight.benchmarks.needs import unlike_each
from insight.benchmarks.refusals import Refusal
from insight.charts.priorities.context import context_scatter
from insight.measures.geography import Geography
from insight.measures.series import of_org
from insight.model import ENGLAND, Status
from insight.queries import histories
from insight.queries.answer import Answer, Needed
from insight.queries.answered import answered
from insight.queries.needs import needs_of_footprints, tells
from insight.queries.published import PublishedSet, remembered
from insight.queries.question import Question
from insight.traits import Role

_FIRST = (Role.MOST_DEPRIVED, Role.AGE, Role.ETHNIC_GROUP, Role.RURALITY)
"""Which need is shown where nobody asks for one and several set the footprint apart alike: the first of these that is loaded."""


@answered()
def needs_beside(question: Question) -> Answer:
    """A need beside the measure chosen; beside the whole experience where the measure chosen is a need itself."""
    need = question.selection.need
    if Role.NEED in question.measure.roles:
        need, question = need or question.id, _on_the_whole(question) or question
    stands = question.standing()
    titles = {id: title for id, title in needs_of_footprints(question.published).items() if id != question.id}
    first = [id for role in _FIRST for id in question.store.with_role(role) if id in titles]
    shown = need if need in titles else _most_unlike(question, [*first, *titles], stands.end)
    told = tells(question.published, shown, question.around, stands.end) if shown else None
    own = question.around.own.code if question.around.own else None
    found = context(told, stands, question.footprint, question.name, own)
    if isinstance(found, Refusal):
        return Answer(found, choice=Needed(shown, titles) if shown else None)
    said = [(sentence, "not compared") for sentence in (found.pattern, found.standing)]
    why = [explain_by(VerdictRule.CONTEXT, said[0][0], **found.numbers), explain_by(VerdictRule.CONTEXT, said[1][0])]
    choice = Needed(found.need.id, titles)
    return Answer(
        context_scatter(found, question.place), said, why, found.releases, "Who lives here?", "context", choice=choice
    )


def _most_unlike(question: Question, ids: Sequence[str], day: pd.Timestamp) -> str | None:
    """The need that sets the footprint apart the most from all footprints; None where there is none."""

    def apart(id: str) -> float:
        far = _unlike_all(question.published, id, question.around, day)
        return -1.0 if far is None else far.get(question.footprint, 0.0)

    return max(ids, key=apart, default=None)


@remembered
def _unlike_all(published: PublishedSet, id: str, around: Geography, day: pd.Timestamp) -> Mapping[str, float] | None:
    """How far each footprint lies from the middle of all in one need, by code; None where that need is not known of them."""
    known = tells(published, id, around, day)
    if known is None:
        return None
    everyone = histories.without_own(published, around).names["code"]
    far = unlike_each(known.of(pd.Index(known.facts["org"].unique())), known.of(pd.Index(everyone)))
    return {str(code): float(each) for code, each in far.items()}


@answered(measure=False, period=False)
def needs_at_a_glance(question: Question) -> Answer | None:
    """The same beside the whole experience in its latest period; None where nothing can be shown."""
    whole = _on_the_whole(question)
    answer = needs_beside(whole) if whole else None
    return None if answer is None or isinstance(answer.chart, Refusal) else answer


def _on_the_whole(question: Question) -> Question | None:
    """The same question on the whole experience, in the latest period that England has a figure of."""
    for id in question.store.with_role(Role.OUTCOME):
        england = of_org(question.history(id), ENGLAND)
        starts = england.loc[england["status"].eq(Status.OK), "start"]
        if len(starts):
            return replace(question, id=id, period=starts.max())
    return None
