"""What patients of each footprint need: how many they are, how old, how deprived, how far apart they live."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from insight.benchmarks.briefing import named
from insight.benchmarks.footprint_needs import footprint_needs, patients_counted
from insight.benchmarks.grammar import counted
from insight.benchmarks.needs import PEOPLE, Needs, PeopleFacts, nearest_period
from insight.benchmarks.org_names import written
from insight.measures.custom_members import Placed
from insight.measures.geography import Geography
from insight.measures.rules import reaches_footprints
from insight.model import Level, Status
from insight.queries import histories
from insight.queries.published import PublishedSet, remembered
from insight.queries.single_orgs import deprivation_scores, registered
from insight.stats.among import is_among
from insight.stats.rollup import COVERAGE_FLOOR
from insight.traits import Role


@remembered
def needs(published: PublishedSet, around: Geography) -> Needs:
    """The newest needs of all footprints of a geography, one's own beside them, its patients counted as theirs are."""
    people, plain = _people(published, around), histories.without_own(published, around)
    counts = patients_counted(registered(published), plain)
    if around.own is None:
        return _needs(published, around, counts, people)
    others = needs(published, plain)
    own = _needs(published, histories.map_of_two(published, around), counts, people).table.loc[[around.own.code]]
    left_out = _uncounted(published, around.own, counts)
    notes = (*others.notes, left_out) if left_out else others.notes
    return replace(others, table=pd.concat([others.table, own]), notes=notes, uncounted=left_out)


def told(published: PublishedSet, role: Role, around: Geography) -> PeopleFacts | None:
    """What the measure of a role tells of every footprint, in the newest period that most of them have; None for none."""
    found = (tells(published, id, around) for id in published.store.with_role(role))
    return next((each for each in found if each is not None), None)


@remembered
def tells(
    published: PublishedSet, id: str, around: Geography, day: pd.Timestamp = pd.Timestamp.max
) -> PeopleFacts | None:
    """What one measure tells of every footprint, in the period nearest to a day that most of them have; None for none."""
    history = histories.history(published, id, around)
    known = history[history["status"].eq(Status.OK) & history["value"].notna()]
    codes = histories.without_own(published, around).names["code"]
    found = nearest_period([known], day, lambda rows: rows["org"].isin(codes).sum() >= COVERAGE_FLOOR * len(codes))
    return PeopleFacts(histories.measure(published, id), found) if len(found) else None


def every_need(published: PublishedSet, around: Geography) -> Sequence[PeopleFacts]:
    """What every measure of who lives in a place tells of the footprints, but for the score of deprivation, which is told by itself."""
    scores = set(published.store.with_role(Role.DEPRIVATION))
    found = (tells(published, id, around) for id in needs_of_footprints(published) if id not in scores)
    return [each for each in found if each is not None]


@remembered
def needs_of_footprints(published: PublishedSet) -> Mapping[str, str]:
    """The needs that footprints can have figures of, by id."""
    levels = published.store.catalogue.groupby("measure")["level"].agg(set)
    needs = (published.store.measure(id) for id in published.store.with_role(Role.NEED))
    return {each.id: each.title for each in needs if reaches_footprints(each, levels.get(each.id, set()))}


def _people(published: PublishedSet, around: Geography) -> Mapping[Role, PeopleFacts]:
    found = {role: told(published, role, around) for role in PEOPLE}
    return {role: each for role, each in found.items() if each is not None}


def _needs(
    published: PublishedSet,
    around: Geography,
    counts: pd.DataFrame,
    people: Mapping[Role, PeopleFacts],
) -> Needs:
    outlines = histories.outlines(published, around.vintage, "true")
    found = [counts] if len(counts) else []
    return footprint_needs(found, deprivation_scores(published), outlines, around, told=people)


def _uncounted(published: PublishedSet, own: Placed, counts: pd.DataFrame) -> str:
    """Which practices of one's own footprint have no count of patients; empty where all have one, and where nobody has."""
    orgs = published.store.orgs
    open_now = orgs[
        orgs["level"].eq(Level.PRACTICE) & orgs["closed"].isna() & orgs["code"].isin(list(own.organisations))
    ]
    practices = open_now.drop_duplicates("code").sort_values("code").set_index("code")["name"].map(written)
    missing = list(practices[~is_among(practices.index, counts["org"])])
    if counts.empty or not missing:
        return ""
    title = str(counts["counted"].iloc[0])
    return f"{title}: no count of {len(missing):,} of the {counted(len(practices), 'practice')} of {own.footprint.name} ({named(missing, 5)})."
