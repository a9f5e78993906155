"""One practice, trust, site, ward or inspected place: what it is, and all that its patients, staff and inspectors say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from insight.benchmarks.grammar import sentence_case
from insight.benchmarks.inspections import QUESTIONS
from insight.benchmarks.org_names import written
from insight.benchmarks.wording import day, ordinal
from insight.model import Level
from insight.queries import one_org, single_orgs
from insight.queries.answer import Answer
from insight.queries.place_choice import KINDS
from insight.queries.place_facts import list_sizes, names_of, ratings_of
from insight.queries.places import asked_of, places
from insight.queries.published import PublishedSet
from insight.queries.question import Question

ONE = {
    Level.PRACTICE: "GP practice",
    Level.TRUST: "NHS trust",
    Level.SITE: "hospital site",
    Level.WARD: "ward",
    Level.LOCATION: "place inspected by the Care Quality Commission",
}
_INSIDE = {Level.TRUST: Level.SITE, Level.SITE: Level.WARD, Level.PRACTICE: Level.LOCATION}


@dataclass(frozen=True, eq=False)
class Organisation:
    """One organisation, and the question asked about it, which is that of the footprint it lies in."""

    question: Question
    code: str
    level: Level
    name: str
    note: str = ""
    """Why it is this one, where nobody asked for it, or that it lies elsewhere."""

    @property
    def published(self) -> PublishedSet:
        """The set of tables that answers."""
        return self.question.published


@dataclass(frozen=True)
class OrgLine:
    """One thing that a register says: a title, a text, and the organisations it leads to (code and name)."""

    title: str
    text: str = ""
    leads: Sequence[tuple[str, str]] = ()


def organisation(question: Question) -> Organisation | None:
    """The organisation that the address asks for, in its own footprint; else the first of the footprint's list of places.

    None where there is no list either.
    """
    asked = question.selection.org
    level = _level(question.published, asked) if asked else None
    if asked and level is not None:
        home = question.geography.homes.get(asked)
        mine = asked in question.members
        at_home = question if mine or home is None else replace(question, footprint=str(home))
        note = (
            ""
            if mine
            else f"It lies in {at_home.name}."
            if home is not None
            else "It lies in none of these footprints."
        )
        return Organisation(at_home, asked, level, _name(at_home, asked, level), note)
    listed = places(question)
    if listed is None or listed.places.table.empty:
        return None
    rows = listed.places.table
    known = rows.dropna(subset="value")
    first = (known if len(known) else rows).iloc[0]
    why = "The link asks for an organisation that is not known" if asked else "No organisation is chosen yet"
    note = f"{why}; showing the first on the list of places."
    return Organisation(question, str(first["org"]), listed.places.kind, str(first["name"]), note)


def _level(published: PublishedSet, code: str) -> Level | None:
    held = set(published.store.orgs.loc[published.store.orgs["code"] == code, "level"])
    return next((kind for kind in KINDS if kind in held), None)


def _name(question: Question, code: str, level: Level) -> str:
    orgs = question.store.orgs
    row = orgs[orgs["code"].eq(code) & orgs["level"].eq(level)].drop_duplicates("code")
    return str(next(iter(names_of(question, level, row))))


def what_it_is(org: Organisation) -> list[OrgLine]:
    """What the registers say of it, and the way to what it belongs to and to what belongs to it."""
    orgs, links = org.question.store.orgs, org.question.geography.membership
    row = orgs[orgs["code"].eq(org.code) & orgs["level"].eq(org.level)].iloc[0]
    levels = orgs.drop_duplicates(["code", "level"]).set_index("code")
    above = levels[levels.index.isin(links.loc[links["child"] == org.code, "parent"])]
    found = [OrgLine("Kind", f"{sentence_case(ONE[org.level])}, code {org.code}")]
    for level, title in ((Level.PCN, "Primary care network"), (Level.SUB_ICB, "Sub-ICB location")):
        names = [written(str(name)) for name in above.loc[above["level"] == level, "name"]]
        found += [OrgLine(title, names[0])] if names else []
    parents = above[above["level"].isin([Level.TRUST, Level.SITE, Level.PRACTICE])]
    parents = one_each(parents.reset_index(), org.level)
    leads = [
        (str(each), _name(org.question, str(each), Level(kind)))
        for each, kind in zip(parents["code"], parents["level"], strict=True)
    ]
    found += [OrgLine("Belongs to", "", leads)] if leads else []
    footprint = org.question.geography.homes.get(org.code)
    found += [OrgLine("Footprint", org.question.geography.name(str(footprint)))] if footprint is not None else []
    if org.level is Level.PRACTICE and org.code in (sizes := list_sizes(org.published)).index:
        found.append(OrgLine("Registered patients", f"{sizes[org.code]:,.0f}"))
    if org.level is Level.PRACTICE and pd.notna(tenth := single_orgs.deprivation_deciles(org.published).get(org.code)):
        found.append(
            OrgLine(
                "Where its patients live", f"{ordinal(int(tenth))} of 10 by deprivation, 1st being the most deprived"
            )
        )
    dated = [
        ("Postcode", row["postcode"]),
        ("Opened", row["opened"]),
        ("Closed", row["closed"]),
        ("Followed by", row["successor"]),
    ]
    found += [
        OrgLine(title, day(text) if isinstance(text, pd.Timestamp) else str(text))
        for title, text in dated
        if pd.notna(text)
    ]
    return [*found, *_inside(org)]


def one_each(parents: pd.DataFrame, level: Level) -> pd.DataFrame:
    """Of what an organisation of a level belongs to (code, level) one row per code: a site may carry its trust's code.

    A ward belongs to the site then, everything else to the trust.
    """
    meant = Level.SITE if level is Level.WARD else Level.TRUST
    return parents.sort_values("level", key=lambda levels: levels.ne(meant), kind="stable").drop_duplicates("code")


def _inside(org: Organisation) -> list[OrgLine]:
    """The sites of a trust, the wards of a site."""
    level = _INSIDE.get(org.level)
    if level is None or level is Level.LOCATION:
        return []
    orgs, links = org.question.store.orgs, org.question.geography.membership
    inside = orgs[orgs["code"].isin(links.loc[links["parent"] == org.code, "child"]) & orgs["level"].eq(level)]
    inside = inside.drop_duplicates("code").sort_values("name")
    names = names_of(org.question, level, inside)
    return [OrgLine(KINDS[level], "", list(zip(inside["code"], names, strict=True)))] if len(inside) else []


def its_ratings(org: Organisation) -> pd.DataFrame:
    """The rows of insight.benchmarks.inspections of the organisation, or of what is inspected there: the worst first."""
    return ratings_of(org.question, org.level, org.code)[
        [
            "org",
            "level",
            "name",
            "category",
            "overall",
            "value",
            *QUESTIONS,
            "published",
            "before",
            "since",
            "step",
            "link",
        ]
    ]


def beside_its_like(org: Organisation) -> Answer | None:
    """The organisation among those of its kind most like it; None for kinds of which nobody knows what they are like."""
    asked = _comparable(org)
    if asked is None:
        return None
    told = one_org.beside_its_like(asked, org.level, org.code)
    return replace(told, question=f"How does it compare with {org.level}s like it?", key="org")


def through_the_years(org: Organisation) -> Answer | None:
    """The history of the chosen measure, or of the nearest that it has; None with fewer than two figures."""
    asked = _comparable(org)
    return one_org.over_time(asked, org.level, org.code) if asked is not None else None


def _comparable(org: Organisation) -> Question | None:
    """The question on a measure that the organisation has a figure of."""
    if org.level not in single_orgs.LEVELS:
        return None
    asked, _ = asked_of(org.question, org.level)
    if asked is None:
        return None
    facts = single_orgs.facts(asked.published, asked.id, org.level)
    mine = facts[facts["org"].eq(org.code) & facts["start"].eq(asked.period)]
    return asked if len(mine) else None
