"""What tells one practice or trust from another before anybody is asked: its patients, how deprived they are, its type and region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    known_values,
    missing_note,
    nearest_period,
    releases_behind,
)
from insight.benchmarks.trust_types import BY_NAME, BY_PLACES, trust_types
from insight.benchmarks.wording import period_of
from insight.model import Measure
from insight.stats.rollup import COVERAGE_FLOOR
from insight.traits import Role, TrustCategory, TrustType

PATIENTS = Need("patients", "Registered patients", "patients on the list of the practice")
DEPRIVATION = Need(
    "deprivation",
    "Deprivation score",
    "Index of Multiple Deprivation score of where the practice's patients live, as OHID estimates it: higher is more deprived",
    1,
)
INPATIENTS = Need(
    "inpatients",
    "Inpatients a month",
    "people leaving hospital who could be asked for the Friends and Family Test, the middle of twelve months",
)
ANSWERED = Need("answered", "People who answered", "people of the trust who answered the survey")

_MONTHS = 12
_POORLY_TOLD = (
    "No count of inpatients is loaded, so size is told by the people who answered; that tells it poorly, because the "
    "survey invites about as many patients of every trust."
)


def practice_needs(
    codes: Iterable[str],
    counts: Iterable[pd.DataFrame],
    deprivation: pd.DataFrame,
    day: pd.Timestamp,
    people: Mapping[Role, tuple[Measure, pd.DataFrame]] = MappingProxyType({}),
) -> Needs:
    """The needs of practices around a day. Neither what patients say nor how many replied plays a part.

    `counts` are the facts of the measures that count registered patients, the preferred one first: the period nearest
    to `day` is used, of those that know 80% of the practices. `deprivation` are the facts of the deprivation score, `people`
    the measures that tell who a practice's patients are, with their facts.
    """
    index = pd.Index(sorted(codes), name="code", dtype=object)

    def nearest(candidates: Iterable[pd.DataFrame]) -> pd.DataFrame:
        return nearest_period((_of(facts, index) for facts in candidates), day, lambda rows: _most(len(rows), index))

    told = {role: PeopleFacts(measure, nearest([facts])) for role, (measure, facts) in people.items()}
    told = {role: each for role, each in told.items() if len(each.facts)}
    patients = nearest(counts)
    known = {as_counted(PATIENTS, patients): patients, DEPRIVATION: nearest([deprivation])}
    known |= {told[role].need: told[role].facts for role in PEOPLE if role in told}
    table = pd.DataFrame(
        {need.id: facts.set_index("org")["value"].reindex(index).astype(float) for need, facts in known.items()}
    )
    notes = [f"{need.title} of {period_of(facts)}." for need, facts in known.items() if len(facts)]
    missing = [
        f"No {mid_sentence(need.title)} of these practices loaded." for need, facts in known.items() if facts.empty
    ]
    releases = tuple(release for facts in known.values() for release in releases_behind(facts))
    said = (*notes, *missing, *filter(None, [missing_note(told)]))
    return Needs(tuple(known), table, said, releases, frozenset({PATIENTS.id}))


def trust_needs(
    taking_part: Sequence[TrustType],
    answered: pd.DataFrame,
    inpatients: pd.DataFrame,
    names: pd.Series,
    *,
    regions: pd.Series,
    places: pd.DataFrame | None = None,
    categories: Iterable[TrustCategory] = (),
) -> Needs:
    """The needs of the trusts in one period of a survey: type first, then size, then region.

    `taking_part` are the types of trust it is of, `answered` the facts of the survey in that period, `inpatients` those of the people who could be asked each
    month (any period); `names` and `regions` (of their names) by code; `places` the categories under which the trusts' places are inspected
    (trust, category, release) and `categories` what those tell.
    """
    index = pd.Index(sorted(answered["org"].unique()), name="code", dtype=object)
    monthly = _months_around(inpatients, index, pd.Timestamp(answered["start"].min()))
    if len(monthly):
        size, values = INPATIENTS, monthly.groupby("org")["value"].median()
        first, last = monthly.nsmallest(1, "start"), monthly.nlargest(1, "start")
        about = f"Inpatients of {period_of(first)} to {period_of(last)}."
    else:
        size, values = ANSWERED, answered.drop_duplicates("org").set_index("org")["respondents"]
        about = _POORLY_TOLD
    mine = pd.DataFrame(columns=["release"]) if places is None else places[places["trust"].isin(index)]
    here = regions.reindex(index).astype(object)
    return Needs(
        (size,),
        pd.DataFrame({size.id: values.reindex(index).astype(float)}, index=index),
        (BY_NAME if mine.empty else BY_PLACES, about),
        (*releases_behind(monthly), *releases_behind(mine)),
        frozenset({size.id}),
        trust_types(names.reindex(index).fillna(""), taking_part, places, categories),
        here if here.notna().any() else None,
    )


def _months_around(facts: pd.DataFrame, codes: pd.Index, day: pd.Timestamp) -> pd.DataFrame:
    """The twelve months nearest to a day, of the trusts asked for; empty where fewer than 80% of those are known."""
    mine = _of(facts, codes)
    starts = pd.Series(pd.to_datetime(mine["start"].unique()))
    order = np.argsort((starts - day).abs().to_numpy(), kind="stable")
    rows = mine[mine["start"].isin(starts.iloc[order[:_MONTHS]])]
    return rows if _most(rows["org"].nunique(), codes) else rows.iloc[:0]


def _of(facts: pd.DataFrame, codes: pd.Index) -> pd.DataFrame:
    known = known_values(facts)
    return known[known["org"].isin(codes)]


def _most(number: int, codes: pd.Index) -> bool:
    return number >= COVERAGE_FLOOR * len(codes)
