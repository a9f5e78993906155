"""Is care getting better or worse: one measure of a footprint through all periods, with England and all others."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from insight.benchmarks.change import Change
from insight.benchmarks.control import is_monthly
from insight.benchmarks.explained_figures import explain_change
from insight.benchmarks.explanations import VerdictRule, explain_each
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.trajectory import Trajectory, since_when, trajectory
from insight.charts.trend.chart import trend
from insight.measures.series import of_org
from insight.queries.answer import Answer, releases_of
from insight.queries.answered import answered
from insight.queries.issues import beside_england
from insight.queries.menu import newest_of
from insight.queries.question import Question
from insight.queries.ratings import ratings_moved
from insight.queries.response import with_response_rate


@answered()
def through_time(question: Question) -> Answer | None:
    """The trend, and the change since the last and the earliest comparable period; None of what a control chart reads."""
    history, measure = question.beside(), question.measure
    if is_monthly(measure, of_org(history, question.footprint)):
        return None
    told = trajectory(
        measure, history, question.group, question.store.breaks, question.footprint,
        comparator=question.comparator(), moved=ratings_moved(question),
        newest=newest_of(question.published, measure.source),
    )  # fmt: skip
    if isinstance(told.change, Refusal) and told.table["value"].isna().all():
        row = question.standing().of(question.footprint)  # nothing to draw of anybody: the map knows why
        why = told.change if row is None else replace(told.change, sentence=str(row["sentence"]))
        return Answer(why, [], [explain_change(told)], releases_of(told.own))
    known = told.own.dropna(subset="value")
    rate = with_response_rate(question, known["start"].iloc[-1]) if len(known) else []
    beside = beside_england(question, known["start"].iloc[-1]) if len(known) else []
    since = beside or _since(question, told)
    # Why there is no change to tell stands under the finding of the chart as well.
    change = [] if since and isinstance(told.change, Refusal) else [(told.change.sentence, _tone(told))]
    return Answer(
        trend(told, question.provenance),
        [*since, *change, *rate],
        [explain_change(told), *explain_each(VerdictRule.PARTS, (sentence for sentence, _ in beside))],
        releases_of(pd.concat([told.own, told.england])),
    )


def _since(question: Question, told: Trajectory) -> list[tuple[str, str]]:
    """Since when the footprint stands where it stands beside those it is compared with, or that too few of those are known."""
    own = told.own[told.own["value"].notna()]
    if own.empty:
        return []
    refusal = question.standing(period=own["start"].iloc[-1]).refusal
    if refusal is not None and refusal.reason is Reason.FEW_TO_COMPARE:
        return [(refusal.sentence, "not compared")]
    words = []
    for each in own[own["era"] == own["era"].iloc[-1]].to_dict("records"):
        row = question.standing(period=each["start"]).of(question.footprint)
        words.append((str(each["period"]), "not compared" if row is None else str(row["verdict"])))
    newest = own["start"].iloc[-1] >= newest_of(question.published, question.measure.source)
    sentence = since_when(words, question.comparator().name, newest=newest)
    return [(sentence, words[-1][1])] if sentence else []


def _tone(told: Trajectory) -> str:
    """The verdict word that a change is spoken with."""
    return told.change.verdict if isinstance(told.change, Change) else "not compared"
