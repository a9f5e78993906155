"""Which practices or trusts in England are most like one of ours, whatever their patients say of their care."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.needs import Need
from insight.benchmarks.org_needs import OrgNeeds
from insight.benchmarks.refusals import Reason, Refusal
from insight.stats.arrays import Floats
from insight.stats.neighbours import PEERS, distances_from, nearest_to, standardise

_FEWEST = 2
ANOTHER_REGION = 1.0
"""A trust of another region counts as one standard deviation farther off, at right angles to all else. Ours."""

METHOD = (
    "Nearest neighbours: each variable on one scale over all candidates (mean 0, standard deviation 1; numbers of people "
    "by their logarithm), what is not known counts as average, distance is the straight line. What patients say is never used."
)
BY_REGION = "Another region counts as one standard deviation (our rule)."


@dataclass(frozen=True, eq=False)
class OrgLikeness:
    """One practice or trust and those most like it, the most similar first."""

    code: str
    name: str
    orgs: str
    """What they all are: "practices", "acute specialist trusts"."""
    candidates: int
    """Among how many others the peers were found."""
    used: tuple[Need, ...]
    """The variables that told them apart; the others had no values or no spread."""
    own: pd.Series
    """Its own value of each variable, by id."""
    region: str
    """Its own region, empty where regions play no part."""
    table: pd.DataFrame
    """One row per peer, nearest first: code, name, distance, region, missing (what is not known of it), each variable."""
    said: tuple[str, ...]

    @property
    def peers(self) -> list[str]:
        """The codes of the peers, the nearest first."""
        return list(self.table["code"])


def similar_orgs(code: str, known: OrgNeeds, names: pd.Series, number: int = PEERS) -> OrgLikeness | Refusal:
    """The `number` nearest to one organisation among those of its type; `names` by code.

    Refused where nothing is known of it or its type, where it is alone, or where nothing tells them apart. Nobody is its
    own peer; ties by code.
    """
    name = str(names.get(code, code))
    orgs, rows = known.orgs, known.table
    if code not in rows.index:
        return Refusal(Reason.NOT_AVAILABLE, f"{name} is not among the {orgs} of this survey, so none is like it.")
    if known.types is not None:
        if not isinstance(known.types[code], str):
            return Refusal(
                Reason.NOT_AVAILABLE, f"What type of trust {name} is, nothing tells: none is called similar."
            )
        orgs, rows = f"{known.types[code]} {orgs}", rows[known.types == known.types[code]]
    if len(rows) < _FEWEST:
        return Refusal(Reason.NOT_AVAILABLE, f"{name} is alone among {orgs} in this survey: none is like it.")
    if rows.loc[[code]].isna().all(axis=None):
        why = f"Neither {' nor '.join(each.title.lower() for each in known.variables)} of {name} is known"
        return Refusal(Reason.NOT_AVAILABLE, f"{why}, so none can be called similar.")

    scaled = standardise(_by_ratio(rows, known.sizes))
    used = tuple(each for each, kept in zip(known.variables, scaled.kept, strict=True) if kept)
    if not used:
        return Refusal(Reason.NOT_AVAILABLE, f"No variable tells {orgs} apart: none can be called similar.")
    at = rows.index.get_loc(code)
    assert isinstance(at, int)
    regions = _regions(known, rows.index)
    away = np.hypot(distances_from(scaled.values, at), _elsewhere(regions, at))
    order = nearest_to(away, rows.index.to_numpy(dtype=object), at, number)

    table = rows.iloc[order].assign(
        name=names.reindex(rows.index[order]).fillna(pd.Series(rows.index[order], rows.index[order])),
        distance=away[order],
        region=regions.iloc[order],
        missing=[", ".join(_unknown(known, scaled.missing[row], used, regions.iloc[row])) for row in order],
    )
    said = [f"Among {len(rows) - 1:,} other {orgs} of this survey that are loaded.", *known.said]
    if gaps := _unknown(known, scaled.missing[at], used, regions.iloc[at]):
        said.append(f"Not known of {name} itself: {', '.join(gaps)}.")
    return OrgLikeness(
        code, name, orgs, len(rows) - 1, used, rows.iloc[at], str(regions.iloc[at]), table.rename_axis("code").reset_index(), tuple(said)
    )  # fmt: skip


def _by_ratio(rows: pd.DataFrame, sizes: frozenset[str]) -> Floats:
    """The variables with numbers of people as logarithms, so that distance is about how many times as large one is.

    Ours: a few organisations are many times larger than all others, and would make those look alike. None of 0 people.
    """
    people = rows.where(rows > 0)
    return np.where(rows.columns.isin(list(sizes)), np.log(people), rows).astype(float)


def _regions(known: OrgNeeds, index: pd.Index) -> pd.Series:
    """The region of each, empty where it is unknown or plays no part."""
    if known.regions is None:
        return pd.Series("", index=index, dtype=object)
    return known.regions.reindex(index).astype(object).fillna("")


def _elsewhere(regions: pd.Series, at: int) -> Floats:
    """How much farther off each is for lying in another region than the one at `at`, or in an unknown one."""
    if (regions == "").all():
        return np.zeros(len(regions))
    here = regions.iloc[at]
    return np.where((regions == here) & (here != ""), 0.0, ANOTHER_REGION)


def _unknown(known: OrgNeeds, missing: np.ndarray, used: tuple[Need, ...], region: str) -> list[str]:
    """The titles of what is not known of one organisation: a variable then counts as average, a region as another one."""
    gone = (each for each, is_missing in zip(known.variables, missing, strict=True) if is_missing and each in used)
    return [*(each.title for each in gone), *(["Region"] if known.regions is not None and not region else [])]
