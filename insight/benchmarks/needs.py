"""Who lives in each footprint, as far as the registers tell: how many patients, in how large practices, how deprived, how dense."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.wording import period_name
from insight.measures.geography import Geography
from insight.model import EVERYONE, Level, Status
from insight.stats.arrays import Floats, floats
from insight.stats.rollup import COVERAGE_FLOOR

_SQUARE_KILOMETRE = 1_000_000.0


@dataclass(frozen=True)
class Need:
    """One thing footprints may be alike in."""

    id: str
    title: str
    meaning: str
    decimals: int = 0

    def figure(self, value: float) -> str:
        """A value as it is written; words where it is missing."""
        return "not known" if np.isnan(value) else f"{value:,.{self.decimals}f}"


PATIENTS = Need("patients", "Registered patients", "patients of all practices that lie in the footprint")
LIST_SIZE = Need("list_size", "Patients per practice", "registered patients over the number of practices")
DEPRIVATION = Need(
    "deprivation",
    "Deprivation score",
    "mean of practices' Index of Multiple Deprivation scores weighted by patients: our construct, higher is more deprived",
    1,
)
DENSITY = Need("density", "Patients per square kilometre", "registered patients over the area within the boundary")
NEEDS = (PATIENTS, LIST_SIZE, DEPRIVATION, DENSITY)

NOT_HELD = "Age, ethnicity and long-term conditions are not among the loaded figures, so they play no part."


@dataclass(frozen=True, eq=False)
class Needs:
    """What is known of every footprint of one vintage."""

    table: pd.DataFrame
    """One row per footprint, indexed by code; one column per id of NEEDS, missing where unknown."""
    said: tuple[str, ...]
    """Of which day the figures are, and what is not known."""
    releases: tuple[str, ...]


def needs(
    counts: Iterable[pd.DataFrame],
    deprivation: pd.DataFrame,
    outlines: pd.DataFrame,
    geography: Geography,
    day: pd.Timestamp,
) -> Needs:
    """The needs of every footprint of a vintage around a day. How patients rate their care plays no part.

    `counts` are the facts of the measures that count registered patients, the preferred one first: the one with a
    period nearest to `day` is used, of those that reach 80% of the footprints. `deprivation` are the facts of the deprivation score, `outlines` the boundaries.
    """
    people = _nearest([_complete(_of_practices(each), geography) for each in counts], day)
    scores = _nearest([_of_practices(deprivation)], day)
    codes = list(geography.names["code"])
    table = pd.DataFrame(np.nan, index=pd.Index(codes, name="code"), columns=[each.id for each in NEEDS])
    if people.empty:
        said = (
            "No count of registered patients that covers these footprints is loaded, so who lives where is not known."
        )
        return Needs(table, (said,), ())

    home = people["org"].map(geography.homes)
    placed = float(people.loc[home.notna(), "value"].sum() / people["value"].sum())
    if placed < COVERAGE_FLOOR:
        said = f"Only {int(100 * placed)}% of registered patients belong to practices whose footprint is known."
        return Needs(table, (said,), ())
    here = people.assign(home=home).merge(scores[["org", "value"]].rename(columns={"value": "score"}), "left", "org")
    groups = here.groupby("home")
    scored = here[here["score"].notna()]
    scored = scored.assign(weight=scored["value"] * scored["score"]).groupby("home")
    patients = groups["value"].sum().reindex(codes)
    table[PATIENTS.id] = patients
    table[LIST_SIZE.id] = patients / groups.size().reindex(codes)
    table[DEPRIVATION.id] = (scored["weight"].sum() / scored["value"].sum()).reindex(codes)
    table[DENSITY.id] = patients / _areas(outlines).reindex(codes)
    said = (
        f"Registered patients of {_when(people)}.",
        f"Deprivation scores of {_when(scores)}." if len(scores) else "",
        NOT_HELD,
    )
    return Needs(table, tuple(each for each in said if each), (*_releases(people), *_releases(scores)))


def area(rings: Iterable[Iterable[float]]) -> float:
    """Square kilometres within closed rings in metres, x0, y0, x1, y1, ...; holes run the other way round and count less."""
    return abs(sum(_signed(floats(list(ring))) for ring in rings)) / _SQUARE_KILOMETRE


def _signed(ring: Floats) -> float:
    """The shoelace formula, from the ring's first corner so that large coordinates lose no digits."""
    x, y = ring[0::2] - ring[0], ring[1::2] - ring[1]
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) / 2)


def _areas(outlines: pd.DataFrame) -> pd.Series:
    return pd.Series({row["code"]: area(row["rings"]) for row in outlines.to_dict("records")}, dtype=float)


def _of_practices(facts: pd.DataFrame) -> pd.DataFrame:
    shown = facts["level"].eq(Level.PRACTICE) & facts["segment"].eq(EVERYONE) & facts["status"].eq(Status.OK)
    return facts[shown & facts["value"].notna()]


def _complete(facts: pd.DataFrame, geography: Geography) -> pd.DataFrame:
    """The periods in which practices of at least 80% of the footprints are counted: a file may be about one area only."""
    home = facts["org"].map(geography.homes)
    reached = home.groupby(facts["start"]).nunique() / len(geography.names)
    return facts[facts["start"].map(reached) >= COVERAGE_FLOOR]


def _nearest(candidates: Iterable[pd.DataFrame], day: pd.Timestamp) -> pd.DataFrame:
    """The period nearest to the day among all candidates; of two equally near the first candidate's, then the later."""
    best, distance = pd.DataFrame(columns=["org", "value", "start", "end", "release"]), None
    for facts in candidates:
        for start in sorted(facts["start"].unique(), reverse=True):
            rows = facts[facts["start"] == start]
            away = max(pd.Timestamp(start) - day, day - pd.Timestamp(rows["end"].max()), pd.Timedelta(0))
            if distance is None or away < distance:
                best, distance = rows, away
    return best


def _when(facts: pd.DataFrame) -> str:
    return period_name(pd.Timestamp(facts["start"].iloc[0]), pd.Timestamp(facts["end"].max()))


def _releases(facts: pd.DataFrame) -> tuple[str, ...]:
    return tuple(sorted(facts["release"].dropna().unique()))
