"""Who belongs to which footprint: a practice may be placed directly, or through its PCN or sub-ICB location."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from insight.model import ACROSS

_LONGEST_WAY = 3
"""Practice to PCN to sub-ICB location to footprint: no register goes further."""


def place(membership: pd.DataFrame, footprints: Iterable[str]) -> pd.Series:
    """The footprint each org lies in, indexed by org code; orgs nobody has placed are absent.

    A direct statement goes before one that leads through another org. One footprint for each org: two answers at the
    same distance are settled by order of code, so that results repeat.
    """
    # Codes are numbered once, in their order: sorting and joining numbers takes a third of the time that texts take.
    links = membership.loc[~_across(membership), ["child", "parent"]].to_numpy(dtype=object)
    number, names = pd.factorize(links.T.ravel(), sort=True)
    links = pd.DataFrame(number.reshape(2, -1).T, columns=["child", "parent"])
    onward = links.rename(columns={"child": "parent", "parent": "next"})
    is_footprint = pd.Index(names).isin(set(footprints))
    placed: list[pd.DataFrame] = []
    way = links
    for _ in range(_LONGEST_WAY):
        arrived = is_footprint[way["parent"]]
        placed.append(way[arrived].sort_values(["child", "parent"]).drop_duplicates("child"))
        astray = way[~arrived & ~way["child"].isin(placed[-1]["child"]).to_numpy()]
        way = astray.merge(onward, on="parent")[["child", "next"]].rename(columns={"next": "parent"})
    found = pd.concat(placed)
    orgs = pd.Index(names[found["child"]], name="child", dtype=object)
    return pd.Series(names[found["parent"]], orgs, dtype=object, name="parent")


def borders(membership: pd.DataFrame) -> pd.DataFrame:
    """One row per area that no footprint holds whole and footprint that holds a part of it: child, parent."""
    return membership.loc[_across(membership), ["child", "parent"]].astype(object)


def _across(membership: pd.DataFrame) -> pd.Series:
    """Which rows tell of a part only. Memberships that users make carry no basis."""
    return membership.get("basis", pd.Series("", index=membership.index)).eq(ACROSS)
