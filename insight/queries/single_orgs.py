"""Practices and trusts one by one: what was published of each, what they are called, what they are like and where they lie."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from insight.benchmarks.deprivation import deciles
from insight.benchmarks.needs import PEOPLE, Needs
from insight.benchmarks.org_names import written
from insight.benchmarks.org_needs import practice_needs, trust_needs
from insight.measures.comparison_group import ComparisonGroup
from insight.measures.geography import Geography
from insight.measures.response_counts import add_response_counts
from insight.model import EVERYONE, Level
from insight.queries import histories
from insight.queries.published import PublishedSet, remembered
from insight.traits import Role

LEVELS = (Level.PRACTICE, Level.TRUST)
"""The kinds of organisation that are held against others of their kind."""


@remembered
def facts(published: PublishedSet, measure: str, level: Level) -> pd.DataFrame:
    """The facts of one measure at one level."""
    return published.store.facts(measure, [level])


@remembered
def trusts(published: PublishedSet) -> pd.DataFrame:
    """The trusts among all organisations."""
    orgs = published.store.orgs
    return orgs[orgs["level"] == Level.TRUST]


@remembered
def counted(published: PublishedSet, measure: str, level: Level, period: pd.Timestamp) -> pd.DataFrame:
    """Those of one period, with what stands in for numbers of replies where none are published.

    The other periods are read and let go of: ten measures with all their years were a third of what a server held.
    """
    rows = published.store.facts(measure, [level])
    return _with_counts(published, measure, rows[rows["start"] == period])


def counted_of(published: PublishedSet, measure: str, level: Level, codes: Sequence[str]) -> pd.DataFrame:
    """The same of some organisations in all periods."""
    return _with_counts(published, measure, published.store.facts(measure, [level], codes))


def _with_counts(published: PublishedSet, measure: str, rows: pd.DataFrame) -> pd.DataFrame:
    asked = histories.measure(published, measure)
    return add_response_counts(rows, asked, histories.received(published, asked.source))


def registered(published: PublishedSet) -> list[pd.DataFrame]:
    """Counts of the patients of practices, the register's own before those a survey could ask; `counted` says which it is."""
    return [
        facts(published, id, Level.PRACTICE).assign(counted=published.store.measure(id).title)
        for role in (Role.REGISTERED_PATIENTS, Role.SURVEY_POPULATION)
        for id in published.store.with_role(role)
    ]


@remembered
def deprivation_scores(published: PublishedSet) -> pd.DataFrame:
    """Practices' deprivation scores of the newest index that most of them have; none where none are loaded.

    Scores of two indices cannot be compared, so practices are never sorted by a mixture of them.
    """
    scores = _of_role(published, Role.DEPRIVATION, Level.PRACTICE)
    of_each = scores.groupby("start").size()
    most = of_each[of_each >= of_each.max() / 2]
    return scores[scores["start"].eq(most.index.max())] if len(most) else scores


@remembered
def deprivation_deciles(published: PublishedSet) -> pd.Series:
    """The decile of England that each practice falls into (insight.benchmarks.deprivation)."""
    return deciles(deprivation_scores(published))


def _of_role(published: PublishedSet, role: Role, level: Level) -> pd.DataFrame:
    """The facts of the first measure of a role; none where there is none."""
    held = published.store.with_role(role)
    return facts(published, held[0] if held else "", level)


@remembered
def names(published: PublishedSet) -> pd.Series:
    """The name of every practice and trust as people write it, by code."""
    orgs = published.store.orgs
    named = orgs[orgs["level"].isin(list(LEVELS))].drop_duplicates("code").set_index("code")["name"]
    return named.map(written)


@remembered
def needs(published: PublishedSet, measure: str, level: Level, period: pd.Timestamp, around: Geography) -> Needs:
    """What the organisations that a measure is published of in a period are like."""
    rows = facts(published, measure, level)
    there = rows[rows["start"].eq(period) & rows["segment"].eq(EVERYONE)]
    if level is Level.PRACTICE:
        counts, deprivation = registered(published), deprivation_scores(published)
        held = {role: id for role in PEOPLE for id in published.store.with_role(role)[:1]}
        people = {role: (published.store.measure(id), facts(published, id, level)) for role, id in held.items()}
        return practice_needs(there["org"].unique(), counts, deprivation, there["end"].max(), people)
    return trust_needs(
        published.store.source(published.store.measure(measure).source).taking_part,
        there,
        _of_role(published, Role.INPATIENTS, level),
        names(published),
        regions=places(published, level, around),
        places=_inspected(published, around),
        categories=[
            each for id in published.store.source_order for each in published.store.source(id).trust_categories
        ],
    )


def group(
    published: PublishedSet, measure: str, level: Level, period: pd.Timestamp, around: Geography
) -> ComparisonGroup:
    """The organisations that a measure is published of in a period, at home in their footprint or region."""
    rows, who = facts(published, measure, level), f"{level}s"
    codes = sorted(rows.loc[rows["start"].eq(period) & rows["segment"].eq(EVERYONE), "org"].unique())
    every = ComparisonGroup(
        who, level, f"the {who} of this survey", around.vintage, names(published), places(published, level, around)
    )
    return every.only(codes)


@remembered
def places(published: PublishedSet, level: Level, around: Geography) -> pd.Series:
    """Where each organisation lies, by code: a practice in which footprint, a trust in which region."""
    footprints = around.names.set_index("code")
    if level is Level.PRACTICE:
        return around.homes.map(footprints["short_name"]).dropna()
    orgs = published.store.orgs
    regions = orgs[orgs["level"] == Level.REGION].drop_duplicates("code").set_index("code")["name"]
    return around.homes.map(footprints["region"]).map(regions).dropna()


@remembered
def _inspected(published: PublishedSet, around: Geography) -> pd.DataFrame:
    """One row per trust and category under which a place of it is inspected: trust, category, release."""
    ratings, links = published.store.ratings(["org", "level", "category", "release"]), around.membership
    rated = ratings.loc[ratings["level"].eq(Level.LOCATION), ["org", "category", "release"]].dropna()
    found = links[["child", "parent"]].merge(rated.drop_duplicates(), left_on="child", right_on="org")
    return found.rename(columns={"parent": "trust"})[["trust", "category", "release"]].drop_duplicates()
