"""What registers and inspectors say of the places of a footprint: names, what each belongs to, patients, ratings."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.org_names import written
from insight.model import EVERYONE, Level
from insight.queries import single_orgs
from insight.queries.published import PublishedSet, remembered
from insight.queries.question import Question
from insight.queries.ratings import everywhere
from insight.stats.among import is_among

INSPECTED = ("rating", "rating_value", "rated", "before", "step", "link", "category")
"""What the inspectors say of a place: columns."""


def names_of(question: Question, kind: Level, members: pd.DataFrame) -> pd.Series:
    """What people call them: a site as its inspectors do, a ward with its hospital."""
    names = members["name"].map(written)
    if kind is Level.SITE:
        return members["code"].map(_site_names(question.published)).astype(object).fillna(names)
    if kind is Level.WARD:
        names = members["name"]  # a ward may be called by initials, such as AMU
        home = homes_of(question, kind, pd.Index(members["code"]))["home"]
        return pd.Series(
            [f"{ward}, {at}" if at else ward for ward, at in zip(names, home.astype(object).fillna(""), strict=True)]
        )
    return names


@remembered
def _site_names(published: PublishedSet) -> pd.Series:
    orgs = published.store.orgs
    return orgs[orgs["level"] == Level.LOCATION].drop_duplicates("code").set_index("code")["name"]


def homes_of(question: Question, kind: Level, codes: pd.Index) -> pd.DataFrame:
    """By code: what each belongs to nearest above it (home_code, home): network, trust or hospital."""
    above = {
        Level.PRACTICE: Level.PCN,
        Level.SITE: Level.TRUST,
        Level.WARD: Level.SITE,
        Level.LOCATION: Level.TRUST,
    }.get(kind)
    if above is None:
        return pd.DataFrame(index=codes, columns=["home_code", "home"], dtype=object)
    links = question.geography.membership
    mine = links.loc[is_among(links["child"], codes), ["child", "parent"]]
    names = _written_names(question.published, above)
    if kind is Level.WARD:
        names = _site_names(question.published).reindex(names.index).astype(object).fillna(names)
    known = mine[mine["parent"].isin(names.index)].drop_duplicates("child").set_index("child")["parent"]
    return pd.DataFrame({"home_code": known, "home": known.map(names)}).reindex(codes)


@remembered
def _written_names(published: PublishedSet, level: Level) -> pd.Series:
    orgs = published.store.orgs
    return orgs[orgs["level"] == level].drop_duplicates("code").set_index("code")["name"].map(written)


@remembered
def list_sizes(published: PublishedSet) -> pd.Series:
    """The latest count of registered patients of each practice, by code."""
    frames = [rows for rows in single_orgs.registered(published) if len(rows)]
    if not frames:
        return pd.Series(dtype=float)
    counted = [
        rows[rows["segment"].eq(EVERYONE)].sort_values("start").drop_duplicates("org", keep="last") for rows in frames
    ]
    return pd.concat(counted).drop_duplicates("org").set_index("org")["value"]


@remembered
def ratings_by_code(published: PublishedSet) -> pd.DataFrame:
    """What the inspectors found, by code and level: see insight.benchmarks.inspections."""
    found = everywhere(published).rename(columns={"overall": "rating", "value": "rating_value", "published": "rated"})
    return found.set_index("org")[["level", *INSPECTED]]


def inspected_of(question: Question, kind: Level, codes: pd.Index) -> pd.DataFrame:
    """The rating of each by code. A practice has that of the place inspected there, the worst where there are several."""
    rated = ratings_by_code(question.published)
    if kind in (Level.TRUST, Level.LOCATION):
        return rated[rated["level"].eq(kind) & is_among(rated.index, codes)]
    rated = rated[rated["level"] == Level.LOCATION]
    if kind is not Level.PRACTICE:
        return rated[is_among(rated.index, codes)]
    links = question.geography.membership
    inside = links[is_among(links["parent"], codes) & is_among(links["child"], rated.index)]
    worst = inside.join(rated, on="child").sort_values(["rating_value", "rated"], ascending=[True, False])
    return worst.drop_duplicates("parent").set_index("parent")


def ratings_of(question: Question, kind: Level, code: str) -> pd.DataFrame:
    """The rows of insight.benchmarks.inspections of one organisation, or of the places inspected there, the worst first."""
    found = everywhere(question.published)
    links = question.geography.membership
    inside = links.loc[links["parent"] == code, "child"]
    mine = found["org"].eq(code) & found["level"].eq(Level.TRUST if kind is Level.TRUST else Level.LOCATION)
    return found[mine | (found["org"].isin(inside) & found["level"].eq(Level.LOCATION))]
