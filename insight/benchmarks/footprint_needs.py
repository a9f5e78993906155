"""Who lives in each footprint, as far as the registers tell: how many patients, in how large practices, how deprived, how dense."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pandas as pd

from insight.benchmarks.grammar import mid_sentence
from insight.benchmarks.needs import (
    PEOPLE,
    Need,
    Needs,
    PeopleFacts,
    as_counted,
    dated,
    known_values,
    missing_note,
    newest_period,
    releases_behind,
)
from insight.benchmarks.wording import period_of
from insight.measures.geography import Geography
from insight.stats.arrays import Floats, floats
from insight.stats.rollup import COVERAGE_FLOOR
from insight.traits import Role

PATIENTS = Need("patients", "Registered patients", "patients of all practices that lie in the footprint")
LIST_SIZE = Need("list_size", "Patients per practice", "patients over the number of practices")
DEPRIVATION = Need(
    "deprivation",
    "Deprivation score worked out from practices",
    "mean of practices' Index of Multiple Deprivation scores weighted by patients, worked out by us; higher is more deprived",
    1,
)
DENSITY = Need("density", "Patients per square kilometre", "patients over the area within the boundary")
NEEDS = (PATIENTS, LIST_SIZE, DEPRIVATION, DENSITY)
SIZES = frozenset({PATIENTS.id, LIST_SIZE.id})
"""Which of them tell how many patients there are, not what they need."""

_SQUARE_KILOMETRE = 1_000_000.0
_UNKNOWN = "Nothing is known of who lives in {name}, so no footprint can be called similar."


def footprint_needs(
    counts: Iterable[pd.DataFrame],
    deprivation: pd.DataFrame,
    outlines: pd.DataFrame,
    geography: Geography,
    *,
    told: Mapping[Role, PeopleFacts] = MappingProxyType({}),
) -> Needs:
    """The needs of every footprint of a vintage, the newest there are: who is like whom does not hang on what is asked.

    `counts` are practices' facts of the measures that count registered patients, the preferred one first: the first that
    reaches 80% of the footprints is used. `deprivation` are practices' facts of the deprivation score, `outlines` the
    boundaries, `told` what else is known of the people of footprints.
    """
    homes, people = geography.homes, patients_counted(counts, geography)
    scores = newest_period([known_values(deprivation)], lambda _: True)
    codes = list(geography.names["code"])
    table = pd.DataFrame(np.nan, index=pd.Index(codes, name="code"), columns=[need.id for need in NEEDS])
    if people.empty:
        why = "No count of registered patients that covers these footprints is loaded, so who lives where is not known."
        return Needs(NEEDS, table, (why,), (), unknown=_UNKNOWN)

    home = people["org"].map(homes)
    placed = float(people.loc[home.notna(), "value"].sum() / people["value"].sum())
    if placed < COVERAGE_FLOOR:
        why = f"Only {int(100 * placed)}% of registered patients belong to practices whose footprint is known."
        return Needs(NEEDS, table, (why,), (), unknown=_UNKNOWN)
    here = people.assign(home=home).merge(scores[["org", "value"]].rename(columns={"value": "score"}), "left", "org")
    groups, people_too = here.groupby("home"), [told[role] for role in PEOPLE if role in told]
    scored = here[here["score"].notna()]
    scored = scored.assign(weight=scored["value"] * scored["score"]).groupby("home")
    patients = groups["value"].sum().reindex(codes)
    table[PATIENTS.id] = patients
    table[LIST_SIZE.id] = patients / groups.size().reindex(codes)
    table[DEPRIVATION.id] = (scored["weight"].sum() / scored["value"].sum()).reindex(codes).astype(float)
    areas = pd.Series({row["code"]: area(row["rings"]) for row in outlines.to_dict("records")}, dtype=float)
    table[DENSITY.id] = patients / areas.reindex(codes)
    table = table.assign(**{each.need.id: each.of(table.index) for each in people_too})
    counted = as_counted(PATIENTS, people)
    notes = [f"{counted.title} of {period_of(people)}."]
    notes += [f"Deprivation scores of {period_of(scores)}."] if len(scores) else []
    notes += [f"{each.need.title}: {period_of(each.facts)}." for each in people_too]
    notes += [missing_note(told)] if len(people_too) < len(PEOPLE) else []
    releases = {
        release
        for facts in (people, scores, *(each.facts for each in people_too))
        for release in releases_behind(facts)
    }
    size, density = (dated(_of_whom(each, counted), people) for each in (LIST_SIZE, DENSITY))
    variables = (dated(counted, people), size, dated(DEPRIVATION, scores), density, *(each.need for each in people_too))
    return Needs(variables, table, tuple(notes), tuple(sorted(releases)), unknown=_UNKNOWN)


def _of_whom(need: Need, counted: Need) -> Need:
    """What is worked out from a number of patients, under a title that says of whom where those are not all who are registered."""
    everyone = counted.title == PATIENTS.title
    return need if everyone else replace(need, title=f"{need.title}, of {mid_sentence(counted.title)}")


def with_published(known: Needs, scores: PeopleFacts | None, code: str) -> Needs:
    """The needs with the published scores of deprivation in place of those worked out, where one footprint has one."""
    if scores is None or code not in set(scores.facts["org"]):
        return known
    score = replace(scores.need, id=DEPRIVATION.id)
    return replace(
        known,
        variables=tuple(score if each.id == score.id else each for each in known.variables),
        table=known.table.assign(**{score.id: scores.of(known.table.index)}),
        releases=tuple(sorted({*known.releases, *releases_behind(scores.facts)})),
    )


def with_people(known: Needs, told: Iterable[PeopleFacts]) -> Needs:
    """The needs, and what else is told of the people of each footprint."""
    more = {each.need.id: each for each in told if each.need.id not in known.table}
    return replace(
        known,
        variables=(*known.variables, *(each.need for each in more.values())),
        table=known.table.assign(**{id: each.of(known.table.index) for id, each in more.items()}),
        releases=tuple(sorted({*known.releases, *(r for each in more.values() for r in releases_behind(each.facts))})),
    )


def patients_counted(counts: Iterable[pd.DataFrame], geography: Geography) -> pd.DataFrame:
    """The newest count of every practice's patients, by the first of the measures that reaches 80% of the footprints."""
    homes, number = geography.homes, len(geography.names)

    def reaches_most(rows: pd.DataFrame) -> bool:
        return rows["org"].map(homes).nunique() / number >= COVERAGE_FLOOR

    return newest_period(map(known_values, counts), reaches_most)


def area(rings: Iterable[Iterable[float]]) -> float:
    """Square kilometres within closed rings in metres, x0, y0, x1, y1, ...; holes run the other way round and count less."""
    return abs(sum(_signed(floats(list(ring))) for ring in rings)) / _SQUARE_KILOMETRE


def _signed(ring: Floats) -> float:
    """The shoelace formula, from the ring's first corner so that large coordinates lose no digits."""
    x, y = ring[0::2] - ring[0], ring[1::2] - ring[1]
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) / 2)
