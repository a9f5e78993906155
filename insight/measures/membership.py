"""Who belongs to which footprint: a practice may be placed directly, or through its PCN or sub-ICB location."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

_LONGEST_WAY = 3
"""Practice to PCN to sub-ICB location to footprint: no register goes further."""


def place(membership: pd.DataFrame, footprints: Iterable[str]) -> pd.Series:
    """The footprint each org lies in, indexed by org code; orgs nobody has placed are absent.

    A direct statement goes before one that leads through another org. One footprint for each org: two answers at the
    same distance are settled by order of code, so that results repeat.
    """
    links = membership[["child", "parent"]].astype(object)
    codes = set(footprints)
    placed: list[pd.DataFrame] = []
    way = links
    for _ in range(_LONGEST_WAY):
        arrived = way["parent"].isin(codes)
        placed.append(way[arrived].sort_values(["child", "parent"]))
        onward = way[~arrived].merge(links.rename(columns={"child": "parent", "parent": "next"}), on="parent")
        way = pd.DataFrame({"child": onward["child"], "parent": onward["next"]})
    found = pd.concat(placed).drop_duplicates("child")
    return found.set_index("child")["parent"]
