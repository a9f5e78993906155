"""Is care getting better or worse: one measure of a footprint through all periods, with England and all others."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.explained_figures import explain_change
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.trajectory import Trajectory, trajectory
from insight.charts.trend.chart import trend
from insight.queries.answer import Answer, releases_of
from insight.queries.question import Question

_TONES = {"improved": "better", "got worse": "worse", "no clear change": "similar"}


def through_time(question: Question) -> Answer:
    """The trend, and the change since the last comparable period."""
    told = trajectory(question.measure, question.history(), question.group, question.store.breaks, question.footprint)
    return Answer(
        trend(told, question.provenance),
        [(told.change.sentence, _tone(told))],
        [explain_change(told)],
        releases_of(pd.concat([told.own, told.england])),
    )


def _tone(told: Trajectory) -> str:
    """The verdict word that a change is spoken with."""
    word = "" if isinstance(told.change, Refusal) else told.change.word
    return _TONES.get(word, "not compared")
