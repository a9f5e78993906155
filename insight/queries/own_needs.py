"""Who the patients of one organisation are, beside those of its footprint and of whom it is compared with. Context, never a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from insight.benchmarks.wording import figure, period_name
from insight.model import EVERYONE, Status, Unit
from insight.queries.answered import answered_by
from insight.queries.organisations import Organisation
from insight.queries.question import Question
from insight.traits import Role


@dataclass(frozen=True)
class OwnNeed:
    """One figure of the people of an organisation, in its newest period."""

    title: str
    period: str
    own: str
    whom: str
    """That of whom it is compared with, and of its footprint, in the same period; empty where they have none."""
    footprint: str
    release: str


@answered_by(lambda org: (org.code, org.level, org.question.whom))
def its_needs(org: Organisation) -> Sequence[OwnNeed]:
    """Every need that is known of the organisation, in the order of its source.

    Scores are left out: those of organisations and of areas are of other people, so none may stand beside another.
    """
    store = org.question.store
    found = []
    for id in store.with_role(Role.NEED):
        measure = store.measure(id)
        if measure.unit is Unit.SCORE:
            continue
        rows = store.facts(id, [org.level], [org.code])
        rows = rows[rows["segment"].eq(EVERYONE) & rows["status"].eq(Status.OK) & rows["value"].notna()]
        if rows.empty:
            continue
        own = rows.sort_values("start").iloc[-1]
        when = period_name(own["start"], own["end"])
        whom, footprint = (
            "" if pd.isna(value) else figure(value, measure) for value in _beside(org.question, id, own["start"])
        )
        found.append(OwnNeed(measure.title, when, figure(own["value"], measure), whom, footprint, str(own["release"])))
    return found


def _beside(question: Question, id: str, start: pd.Timestamp) -> Sequence[float]:
    """The figure of whom it is compared with, and of its footprint, in the period that began on a day; missing where there is none."""
    rows = question.beside(id)
    known = (
        rows[rows["start"].eq(start) & rows["status"].eq(Status.OK)].drop_duplicates("org").set_index("org")["value"]
    )
    return list(known.reindex([question.compared.comparator.org, question.footprint]))
