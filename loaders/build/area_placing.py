"""Places commissioners' areas on the maps of other times: a CCG of 2018 in the footprints of 2026, by where its practices lie."""

from __future__ import annotations

import pandas as pd

from insight.model import ACROSS

_LEAST = 0.05
"""Under this share of an area's practices, a footprint holds none of it: registers err, and practices move (ours)."""


def areas_by_members(links: pd.DataFrame, home: pd.Series, whole: str) -> pd.DataFrame:
    """One row per area and footprint that holds a part of it: child, parent, basis.

    `links` says which practice has ever belonged to which area (child, parent), `home` the footprint of each practice.
    The basis is `whole` where one footprint holds all of the area; else the area lies ACROSS footprints and is in none.
    """
    found = links.drop_duplicates(["child", "parent"])
    found = pd.DataFrame({"area": found["parent"], "home": found["child"].map(home)}).dropna()
    counts = found.value_counts().rename("practices").reset_index()
    counts = counts[counts["practices"] >= _LEAST * counts.groupby("area")["practices"].transform("sum")]
    alone = ~counts["area"].duplicated(keep=False)
    basis = alone.map({True: whole, False: ACROSS})
    return pd.DataFrame({"child": counts["area"], "parent": counts["home"], "basis": basis})
