"""The measures a footprint is judged by: one list, counted alike on the Overview, on Compare and on Priorities."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from insight.benchmarks.change import Change, change
from insight.benchmarks.comparator import NATIONAL, Comparator
from insight.benchmarks.headlines import Headline, latest_comparable
from insight.measures.breaks import eras
from insight.measures.series import of_org
from insight.model import Better, Measure, Unit
from insight.queries import histories
from insight.queries.answered import answered
from insight.queries.menu import newest_of, of_areas
from insight.queries.published import PublishedSet, remembered
from insight.queries.question import Question

HEADLINES = 24
"""How many measures of a source count at most: the first it declares, since sources put what matters most first."""


@answered(measure=False)
def headlines_of(question: Question) -> Sequence[Headline]:
    """Each measure in its latest comparable period, up to the one chosen, in the order their sources declare them."""
    found = (_headline(question, id) for id in judged(question.published))
    return [each for each in found if each is not None]


def _headline(question: Question, id: str) -> Headline | None:
    """The measure against whom was chosen; against England where no figures of theirs are loaded, or of earlier periods alone."""
    chosen = question.comparator(id)
    found = held_against(question, id, chosen, question.upto)
    if found is None or not chosen.codes:
        return found
    latest = _comparable(question, id, NATIONAL, question.upto)
    if pd.isna(found.standing.benchmark) or (latest is not None and latest > found.standing.start):
        return held_against(question, id, NATIONAL, question.upto)
    return found


@answered(measure=False, comparator=False)
def changes_of(question: Question) -> Sequence[tuple[Measure, Change]]:
    """How each of these measures changed up to the period chosen, where a change can be told."""
    found = (_change(question, id) for id in judged(question.published))
    return [each for each in found if each is not None]


@remembered
def judged(published: PublishedSet) -> Sequence[str]:
    """The measures with a good direction that footprints can have and that the latest release of their source holds.

    Sources whose publisher says that organisations must not be compared are left out.
    """
    measures = published.store.measures
    measures = measures[measures["comparable"]]
    told = measures[(measures["unit"] == Unit.PERCENT) & (measures["better"] != Better.NEITHER)]
    latest = told["id"].map(of_areas(published).groupby("measure")["start"].max())
    asked_today = told[latest == latest.groupby(told["source"]).transform("max")]
    first = asked_today.groupby("source", sort=False).head(HEADLINES)
    return list(
        first.assign(at=first["source"].map(published.store.source_order.index)).sort_values("at", kind="stable")["id"]
    )


def held_against(
    question: Question, id: str, comparator: Comparator, until: pd.Timestamp | None = None
) -> Headline | None:
    """One measure in its latest comparable period, up to one where it is given; None where there is no such period."""
    period = _comparable(question, id, comparator, until)
    if period is None:
        return None
    stands = histories.standing(question.published, id, question.geography, period, comparator)
    row = stands.of(question.footprint)
    newest = newest_of(question.published, stands.measure.source, until)
    return None if row is None else Headline(stands.measure, stands, row, period >= newest)


def _comparable(question: Question, id: str, comparator: Comparator, until: pd.Timestamp | None) -> pd.Timestamp | None:
    """The start of its latest comparable period, up to one where it is given; None where there is none."""
    published, around = question.published, question.geography
    rows, against = histories.history(published, id, around), histories.of_comparator(published, id, around, comparator)
    return latest_comparable(rows, question.footprint, against, until)


def _change(question: Question, id: str) -> tuple[Measure, Change] | None:
    measure = histories.measure(question.published, id)
    cuts = histories.breaks(question.published, id)
    rows = question.history(id)
    own, last = of_org(rows, question.footprint), question.upto
    own = own if last is None else own[own["start"] <= last]
    if own.empty:
        return None
    newest = newest_of(question.published, measure.source)
    found = change(own.assign(era=eras(own["end"], cuts)), measure, cuts, question.name, newest)
    return (measure, found) if isinstance(found, Change) else None
