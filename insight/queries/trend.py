"""Is care getting better or worse: one measure of a footprint through all periods, with England and all others."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.cadence import is_monthly
from insight.benchmarks.change import Change
from insight.benchmarks.explained_figures import explain_change
from insight.benchmarks.trajectory import Trajectory, trajectory
from insight.charts.trend.chart import trend
from insight.queries.answer import Answer, releases_of
from insight.queries.question import Question
from insight.queries.ratings import ratings_moved
from insight.queries.response import with_response_rate

_TONES = {"improved": "better", "got worse": "worse", "no clear change": "similar"}


def through_time(question: Question) -> Answer | None:
    """The trend, and the change since the last and the earliest comparable period; None of what a control chart reads."""
    history, measure = question.beside(), question.measure
    if is_monthly(measure, history[history["org"] == question.footprint]):
        return None
    told = trajectory(
        measure, history, question.group, question.store.breaks, question.footprint,
        comparator=question.comparator(), moved=ratings_moved(question),
    )  # fmt: skip
    known = told.own.dropna(subset="value")
    rate = with_response_rate(question, known["start"].iloc[-1]) if len(known) else []
    return Answer(
        trend(told, question.provenance),
        [(told.change.sentence, _tone(told)), *rate],
        [explain_change(told)],
        releases_of(pd.concat([told.own, told.england])),
    )


def _tone(told: Trajectory) -> str:
    """The verdict word that a change is spoken with."""
    word = told.change.word if isinstance(told.change, Change) else ""
    return _TONES.get(word, "not compared")
