"""What tells one practice or trust from another before anybody is asked: its patients, how deprived they are, its type and region."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.needs import Need
from insight.benchmarks.trust_types import BY_NAME, BY_PLACES, trust_types
from insight.benchmarks.wording import period_name
from insight.model import EVERYONE, Status
from insight.stats.rollup import COVERAGE_FLOOR

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
_UNKNOWN_TO_US = "Age, ethnicity, long-term conditions and how rural it is are not among the loaded figures."
_POORLY_TOLD = (
    "No count of inpatients is loaded, so size is told by the people who answered; that tells it poorly, because the "
    "survey invites about as many patients of every trust."
)


@dataclass(frozen=True, eq=False)
class OrgNeeds:
    """What is known of every practice or trust that a measure was published of in one period."""

    orgs: str
    """What they are called: practices, trusts."""
    variables: tuple[Need, ...]
    table: pd.DataFrame
    """One row per organisation, indexed by code; one column per id of `variables`, missing where unknown."""
    sizes: frozenset[str]
    """The variables that count people: twice as many is as far off for small ones as for large ones."""
    types: pd.Series | None
    """The type of each, by code, where peers must be of one type; None where that does not arise."""
    regions: pd.Series | None
    """The name of the region of each, by code, where it counts; None where it does not."""
    said: tuple[str, ...]
    """Of which day the figures are, and what is not known."""
    releases: tuple[str, ...]


def practice_needs(
    codes: Iterable[str], counts: Iterable[pd.DataFrame], deprivation: pd.DataFrame, day: pd.Timestamp
) -> OrgNeeds:
    """The needs of practices around a day. Neither what patients say nor how many replied plays a part.

    `counts` are the facts of the measures that count registered patients, the preferred one first: the period nearest
    to `day` is used, of those that know 80% of the practices. `deprivation` are the facts of the deprivation score.
    """
    index = pd.Index(sorted(codes), name="code", dtype=object)
    people, scores = nearest_period(counts, index, day), nearest_period([deprivation], index, day)
    known = {PATIENTS: people, DEPRIVATION: scores}
    table = pd.DataFrame({each.id: _values(facts, index) for each, facts in known.items()}, index=index)
    told = [f"{each.title} of {_when(facts)}." for each, facts in known.items() if len(facts)]
    missing = [f"No {each.title.lower()} of these practices loaded." for each, facts in known.items() if facts.empty]
    said = (*told, *missing, _UNKNOWN_TO_US)
    return OrgNeeds(
        "practices",
        tuple(known),
        table,
        frozenset({PATIENTS.id}),
        None,
        None,
        said,
        (*_releases(people), *_releases(scores)),
    )


def trust_needs(
    source: str,
    answered: pd.DataFrame,
    inpatients: pd.DataFrame,
    names: pd.Series,
    *,
    regions: pd.Series,
    places: pd.DataFrame | None = None,
) -> OrgNeeds:
    """The needs of the trusts in one period of a survey: type first, then size, then region.

    `answered` are the facts of the survey in that period, `inpatients` those of the people who could be asked each
    month (any period); `names` and `regions` (of their names) by code; `places` the categories under which the trusts' places are inspected
    (trust, category, release).
    """
    index = pd.Index(sorted(answered["org"].unique()), name="code", dtype=object)
    day = pd.Timestamp(answered["start"].min())
    monthly = _months_around(inpatients, index, day)
    size = INPATIENTS if len(monthly) else ANSWERED
    values = (
        monthly.groupby("org")["value"].median()
        if len(monthly)
        else answered.drop_duplicates("org").set_index("org")["respondents"]
    )
    table = pd.DataFrame({size.id: values.reindex(index).astype(float)}, index=index)
    about = (
        f"Inpatients of {_when(monthly.nsmallest(1, 'start'))} to {_when(monthly.nlargest(1, 'start'))}."
        if len(monthly)
        else _POORLY_TOLD
    )
    mine = None if places is None else places[places["trust"].isin(index)]
    basis = BY_NAME if mine is None or mine.empty else BY_PLACES
    releases = (*_releases(monthly), *(_releases(mine) if mine is not None else ()))
    here = regions.reindex(index).astype(object)
    known_regions = here if here.notna().any() else None
    types = trust_types(names.reindex(index).fillna(""), source, places)
    return OrgNeeds(
        "trusts", (size,), table, frozenset({size.id}), types, known_regions, (basis, about), releases
    )  # fmt: skip


def nearest_period(candidates: Iterable[pd.DataFrame], codes: pd.Index, day: pd.Timestamp) -> pd.DataFrame:
    """The facts of the period nearest to the day that know at least 80% of the codes; empty where none does.

    Of two equally near the first candidate's stands, and of one candidate's the later.
    """
    best, distance = pd.DataFrame(columns=["org", "value", "start", "end", "release"]), None
    for facts in candidates:
        mine = _shown(facts)
        mine = mine[mine["org"].isin(codes)]
        for start in sorted(mine["start"].unique(), reverse=True):
            rows = mine[mine["start"] == start]
            away = max(pd.Timestamp(start) - day, day - pd.Timestamp(rows["end"].max()), pd.Timedelta(0))
            if len(rows) >= COVERAGE_FLOOR * len(codes) and (distance is None or away < distance):
                best, distance = rows, away
    return best


def _months_around(facts: pd.DataFrame, codes: pd.Index, day: pd.Timestamp) -> pd.DataFrame:
    """The twelve months nearest to a day, of the trusts asked for; empty where fewer than 80% of those are known."""
    mine = _shown(facts)
    mine = mine[mine["org"].isin(codes)]
    starts = pd.Series(pd.to_datetime(mine["start"].unique()))
    order = np.argsort((starts - day).abs().to_numpy(), kind="stable")
    rows = mine[mine["start"].isin(starts.iloc[order[:_MONTHS]])]
    return rows if rows["org"].nunique() >= COVERAGE_FLOOR * len(codes) else rows.iloc[:0]


def _shown(facts: pd.DataFrame) -> pd.DataFrame:
    return facts[facts["segment"].eq(EVERYONE) & facts["status"].eq(Status.OK) & facts["value"].notna()]


def _values(facts: pd.DataFrame, index: pd.Index) -> pd.Series:
    return facts.set_index("org")["value"].reindex(index).astype(float)


def _when(facts: pd.DataFrame) -> str:
    return period_name(pd.Timestamp(facts["start"].iloc[0]), pd.Timestamp(facts["end"].max()))


def _releases(facts: pd.DataFrame) -> tuple[str, ...]:
    return tuple(sorted(facts["release"].dropna().unique()))
