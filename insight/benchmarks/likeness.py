"""Which organisations are most like one of them, whatever their patients say of their care."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.benchmarks.grammar import mid_sentence
from insight.benchmarks.needs import Need, Needs
from insight.benchmarks.refusals import Refusal, unavailable
from insight.measures.comparison_group import ComparisonGroup
from insight.stats.arrays import Floats
from insight.stats.neighbours import PEERS, distances_from, nearest_to, standardise

ANOTHER_REGION = 1.0
"""One of another region counts as one standard deviation farther off, at right angles to all else. Ours."""

_FEWEST = 2


@dataclass(frozen=True, eq=False)
class Likeness:
    """One organisation among the others of its group, the most similar first."""

    code: str
    name: str
    who: str
    """What they all are: "footprints", "acute specialist trusts"."""
    candidates: int
    """Among how many others the peers were found."""
    needs: Needs
    used: tuple[Need, ...]
    """The variables that told them apart; the others had no values or no spread."""
    own: pd.Series
    """Its own value of each variable, by id."""
    region: str
    """Its own region, empty where regions play no part."""
    table: pd.DataFrame
    """One row per other organisation, nearest first: code, name, distance, place (1 is the nearest), origin (`similar`,
    `added`, `dropped` or missing), peer, region, missing (what is not known of it), and each variable."""
    scaled: pd.DataFrame
    """The variables used in standard deviations from the mean of the group, indexed by code."""
    notes: tuple[str, ...]
    """How many it was held beside, of which day the figures are, what was not used and what is not known of it."""

    @property
    def peers(self) -> list[str]:
        """The codes of the peers, the nearest first."""
        return list(self.table.loc[self.table["peer"], "code"])

    @property
    def method(self) -> str:
        """How the peers were found, in a few sentences."""
        ratio = "; numbers of people by their logarithm" if self.needs.sizes else ""
        return (
            f"Nearest neighbours: each variable on one scale over all candidates (mean 0, standard deviation 1{ratio}), "
            "what is not known counts as average, distance is the straight line. What patients say of their care is "
            f"never used.{' Another region counts as one standard deviation (our rule).' if self.region else ''}"
        )


def likeness(
    code: str,
    needs: Needs,
    group: ComparisonGroup,
    *,
    number: int = PEERS,
    listed: int | None = None,
    added: Collection[str] = (),
    dropped: Collection[str] = (),
) -> Likeness | Refusal:
    """One of a group and its peers: the `number` nearest, without `dropped`, with `added`. Nobody takes a dropped place.

    The table lists the `listed` nearest, all where None. Refused where the group does not know it, where nothing is known
    of it or its type, where it is alone, or where nothing tells them apart. Nobody is its own peer; ties by code.
    """
    name, who = group.name(code), group.who
    if code not in group.names.index:
        return unavailable(f"{name} is not among {group.title}, so none is like it.")
    rows = needs.table.reindex(group.names.index)
    if needs.types is not None:
        mine = needs.types.get(code)
        if not isinstance(mine, str):
            return unavailable(f"What type of trust {name} is, nothing tells: none is called similar.")
        who, rows = f"{mine} {who}", rows[needs.types.reindex(rows.index).eq(mine)]
    if len(rows) < _FEWEST:
        return unavailable(f"{name} is alone among {who} in this survey: none is like it.")
    if rows.loc[[code]].isna().all(axis=None):
        variables = ", ".join(mid_sentence(need.title) for need in needs.variables)
        said = needs.notes if rows.isna().all(axis=None) else ()
        return unavailable(" ".join([needs.unknown.format(name=name, variables=variables), *said]))

    scaled = standardise(_by_ratio(rows, needs.sizes))
    used = tuple(need for need, kept in zip(needs.variables, scaled.kept, strict=True) if kept)
    if not used:
        return unavailable(f"No variable tells {who} apart: none can be called similar.")
    at = rows.index.get_loc(code)
    assert isinstance(at, int)
    regions = _regions(needs, rows.index)
    away = np.hypot(distances_from(scaled.values, at), _elsewhere(regions, at))
    order = nearest_to(away, rows.index.to_numpy(dtype=object), at, len(rows) if listed is None else listed)

    table = rows.iloc[order].rename_axis("code").reset_index()
    place = np.arange(1, len(order) + 1)
    origin = _origin(table["code"], place <= number, added, dropped)
    table = table.assign(
        name=[group.name(other) for other in table["code"]],
        distance=away[order],
        place=place,
        origin=origin,
        peer=pd.Series(origin).isin(["similar", "added"]),
        region=regions.iloc[order].to_numpy(),
        missing=[", ".join(_unknown(needs, scaled.missing[row], used, regions.iloc[row])) for row in order],
    )
    notes = [f"Among {len(rows) - 1:,} other {who} that are loaded.", *needs.notes]
    if unused := [mid_sentence(need.title) for need in needs.variables if need not in used]:
        notes.append(f"Not used, because unknown or the same everywhere: {', '.join(unused)}.")
    if gaps := _unknown(needs, scaled.missing[at], used, regions.iloc[at]):
        notes.append(f"Not known of {name} itself: {', '.join(gaps)}.")
    return Likeness(
        code, name, who, len(rows) - 1, needs, used, rows.iloc[at], str(regions.iloc[at]), table,
        pd.DataFrame(scaled.values, index=rows.index, columns=[need.id for need in used]), tuple(notes),
    )  # fmt: skip


def _origin(codes: pd.Series, near: np.ndarray, added: Collection[str], dropped: Collection[str]) -> np.ndarray:
    """How each came to be a peer, or no longer is one: `similar`, `added`, `dropped`; missing where it never was."""
    words = [np.asarray(word, dtype=object) for word in ("dropped", "similar", "added")]
    return np.select(
        [codes.isin(list(dropped)) & near, near, codes.isin(list(added))], words, np.asarray(None, dtype=object)
    )


def _by_ratio(rows: pd.DataFrame, sizes: frozenset[str]) -> Floats:
    """The variables with numbers of people as logarithms, so that distance is about how many times as large one is.

    Ours: a few organisations are many times larger than all others, and would make those look alike. None of 0 people.
    """
    people = rows.where(rows > 0)
    return np.where(rows.columns.isin(list(sizes)), np.log(people), rows).astype(float)


def _regions(needs: Needs, index: pd.Index) -> pd.Series:
    """The region of each, empty where it is unknown or plays no part."""
    if needs.regions is None:
        return pd.Series("", index=index, dtype=object)
    return needs.regions.reindex(index).astype(object).fillna("")


def _elsewhere(regions: pd.Series, at: int) -> Floats:
    """How much farther off each is for lying in another region than the one at `at`, or in an unknown one."""
    if (regions == "").all():
        return np.zeros(len(regions))
    here = regions.iloc[at]
    return np.where((regions == here) & (here != ""), 0.0, ANOTHER_REGION)


def _unknown(needs: Needs, missing: np.ndarray, used: tuple[Need, ...], region: str) -> list[str]:
    """The titles of what is not known of one organisation: a variable then counts as average, a region as another one."""
    gone = (need for need, is_missing in zip(needs.variables, missing, strict=True) if is_missing and need in used)
    return [*(need.title for need in gone), *(["Region"] if needs.regions is not None and not region else [])]
