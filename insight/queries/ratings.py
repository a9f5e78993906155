"""Inspectors' ratings of the places in a footprint beside England's, sector by sector, and place by place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from insight.benchmarks.inspections import OVERALL, QUESTIONS, inspections, movement
from insight.benchmarks.ratings import SECTORS, Found, found, hold_england, moved, standing
from insight.benchmarks.wording import period_name
from insight.benchmarks.workings import Rule
from insight.charts.ratings.chart import rating_words
from insight.model import Level
from insight.queries.answer import MOST_SAID, Answer, by_one_rule, releases_of
from insight.queries.published import PublishedSet, remembered
from insight.queries.question import Question

Pairs = Sequence[tuple[Found, Found]]
"""The footprint's ratings and England's, sector by sector."""


def inspected(question: Question) -> Answer | None:
    """The inspectors' ratings, sector by sector; None where none are loaded."""
    if OVERALL not in question.store.measures.index:
        return None
    pairs, latest = ratings(question, OVERALL)
    if latest.empty:
        return None
    releases = releases_of(latest)
    said = [(here.sentence, here.word(england)) for here, england in pairs if here.rated]
    said = [*said[: MOST_SAID - 1], (_change(question), "not compared")]
    period = period_name(pd.Timestamp(latest["start"].iloc[0]), pd.Timestamp(latest["end"].iloc[0]))
    return by_one_rule(rating_words(pairs, period, releases, question.place), said, releases, Rule.RATED)


def inspected_places(question: Question) -> pd.DataFrame:
    """The footprint's rows of insight.benchmarks.inspections: one per inspected place."""
    everywhere = _everywhere(question.published)
    return everywhere[everywhere["org"].isin(question.members)]


def ratings(question: Question, measure: str) -> tuple[Pairs, pd.DataFrame]:
    """One pair per sector, and the facts they are from, the newest first.

    England has no places where no list of all of them is loaded.
    """
    published = question.published
    facts = published.store.facts(measure, [Level.LOCATION])
    latest, inside = standing(facts), question.members
    everywhere = latest if hold_england(facts) else latest.head(0)
    pairs = [
        (found(latest, places.intersection(inside), name), found(everywhere, places, name))
        for name, places in _sectors(published).items()
    ]
    return pairs, latest


def period_of(facts: pd.DataFrame) -> str:
    """The period of some facts in words; empty where there are none."""
    return period_name(pd.Timestamp(facts["start"].iloc[0]), pd.Timestamp(facts["end"].max())) if len(facts) else ""


@remembered
def _sectors(published: PublishedSet) -> Mapping[str, pd.Index]:
    """The locations of every sector that has any, by what the sector is called."""
    facts = {name: published.store.facts(sector, [Level.LOCATION]) for sector, name in SECTORS.items()}
    return {name: pd.Index(rows["org"].unique()) for name, rows in facts.items() if len(rows)}


@remembered
def _everywhere(published: PublishedSet) -> pd.DataFrame:
    store = published.store
    facts = {measure: store.facts(measure) for measure in (OVERALL, *QUESTIONS)}
    return inspections(facts, store.ratings, store.orgs)


def _change(question: Question) -> str:
    """Since the rating before each, which may be long ago; with no history loaded, between the first list and the last."""
    places = inspected_places(question)
    if places["step"].notna().any():
        return movement(places)
    return moved(question.store.facts(OVERALL), places["org"]).sentence
