"""Inspectors' ratings of the places in a footprint beside England's, sector by sector, and place by place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from insight.benchmarks.explanations import VerdictRule
from insight.benchmarks.inspections import inspections, movement
from insight.benchmarks.ratings import Found, Moved, found, hold_england, moved, standing
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.wording import period_of
from insight.charts.ratings.chart import rating_words
from insight.model import Level
from insight.queries.answer import MOST_SAID, Answer, by_one_rule, releases_of
from insight.queries.answered import answered
from insight.queries.published import PublishedSet, remembered
from insight.queries.question import Question
from insight.stats.among import is_among
from insight.traits import Role

Pairs = Sequence[tuple[Found, Found]]
"""The footprint's ratings and England's, sector by sector."""


@answered(measure=False, period=False, comparator=False)
def inspected(question: Question) -> Answer | None:
    """The inspectors' ratings, sector by sector; None where none are loaded."""
    overall = _overall(question.published)
    if overall is None:
        return None
    pairs, latest = ratings(question, overall)
    if latest.empty:
        return None
    if not any(here.rated for here, _ in pairs):
        return Answer(rating_words(pairs, "", [], question.place, overall))
    releases = releases_of(latest)
    said = [(here.sentence, here.word(england)) for here, england in pairs if here.rated]
    said = [*said[: MOST_SAID - 1], (_change(question), "not compared")]
    period = period_of(latest)
    return by_one_rule(
        rating_words(pairs, period, releases, question.place, overall), said, releases, VerdictRule.RATED
    )


def inspected_places(question: Question) -> pd.DataFrame:
    """The footprint's rows of insight.benchmarks.inspections: one per inspected place."""
    found = everywhere(question.published)
    return found[found["org"].isin(question.members)]


def ratings(question: Question, measure: str) -> tuple[Pairs, pd.DataFrame]:
    """One pair per sector, and the periods and releases they are from, the newest first.

    England has no places where no list of all of them is loaded.
    """
    latest, sectors = _by_sector(question.published, measure)
    inside = question.members
    return [(found(rows, inside, england.name), england) for rows, england in sectors], latest


@remembered
def _by_sector(published: PublishedSet, measure: str) -> tuple[pd.DataFrame, Sequence[tuple[pd.DataFrame, Found]]]:
    """The periods and releases of the ratings that hold today, the newest first; and the ratings of every sector, with what they come
    to in England."""
    facts = published.store.facts(measure, [Level.LOCATION])
    latest = standing(facts)[["org", "level", "start", "end", "value", "status", "release"]]
    whole = hold_england(facts)
    sectors = []
    for name, places in _sectors(published).items():
        rows = latest.loc[is_among(latest["org"], places), ["org", "level", "value", "status"]]
        sectors.append((rows, found(rows if whole else rows.head(0), places, name)))
    return latest[["start", "end", "release"]].drop_duplicates(), sectors


def ratings_moved(question: Question) -> Moved | Refusal | None:
    """How the footprint's places of the sector that the measure is about moved between lists; None of any other measure."""
    overall, measure = _overall(question.published), question.measure
    if overall is None or Role.SECTOR not in measure.roles:
        return None
    sector = _sectors(question.published).get(measure.short, pd.Index([]))
    return moved(question.store.facts(overall, [Level.LOCATION]), sector.intersection(question.members))


@remembered
def _sectors(published: PublishedSet) -> Mapping[str, pd.Index]:
    """The locations of every sector that has any, by what the sector is called."""
    store = published.store
    facts = {store.measure(id).short: store.facts(id, [Level.LOCATION]) for id in store.with_role(Role.SECTOR)}
    return {name: pd.Index(rows["org"].unique()) for name, rows in facts.items() if len(rows)}


@remembered
def everywhere(published: PublishedSet) -> pd.DataFrame:
    """Every inspected place of England (insight.benchmarks.inspections)."""
    store, overall = published.store, _overall(published) or ""
    questions = {store.measure(id).short: store.facts(id) for id in store.with_role(Role.KEY_QUESTION)}
    known = store.ratings()
    return inspections(store.facts(overall), questions, known[known["measure"] == overall], store.orgs)


def _overall(published: PublishedSet) -> str | None:
    """The overall rating; None where no source that inspects is loaded."""
    return next(iter(published.store.with_role(Role.RATING)), None)


def _change(question: Question) -> str:
    """Since the rating before each, which may be long ago; with no history loaded, between the first list and the last.

    Of the places that the bars count: those of a sector, not trusts as providers.
    """
    places = inspected_places(question)
    counted = [is_among(places["org"], sector) for sector in _sectors(question.published).values()]
    places = places[places["level"].eq(Level.LOCATION) & np.any(counted, axis=0)]
    if places["step"].notna().any():
        return movement(places)
    return moved(question.store.facts(_overall(question.published) or ""), places["org"]).sentence
