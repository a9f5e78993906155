"""Which organisations lie in no footprint, and why: those a figure of a footprint silently lacks are counted and listed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from insight.measures.geography import Geography
from insight.model import Level

COUNTED = (Level.PRACTICE, Level.TRUST, Level.LOCATION)
"""Levels whose figures footprints are built from."""


def placement(geography: Geography, orgs: pd.DataFrame) -> pd.DataFrame:
    """One row per practice, trust or location that no footprint of the vintage holds: code, level, name, open, reason.

    `orgs` is the table of that name. The reason is a sentence for people. Sorted by level and code.
    """
    rows = _counted(orgs)
    lost = rows[~rows["code"].isin(geography.homes.index)]
    reasons = _reasons(lost, geography)
    found = pd.DataFrame(
        {
            "code": lost["code"],
            "level": lost["level"],
            "name": lost["name"],
            "open": lost["closed"].isna(),
            "reason": pd.Series(reasons, index=lost.index, dtype=object),
        }
    )
    return found.sort_values(["level", "code"]).reset_index(drop=True)


def placed_shares(geography: Geography, orgs: pd.DataFrame) -> pd.DataFrame:
    """One row per level: level, open (orgs that are), placed (how many of these lie in one of its footprints), share 0 to 1."""
    rows = _counted(orgs)
    rows = rows[rows["closed"].isna()]
    counts = (
        rows.assign(placed=rows["code"].isin(geography.homes.index)).groupby("level")["placed"].agg(["size", "sum"])
    )
    counts = counts.reset_index().set_axis(["level", "open", "placed"], axis="columns")
    return counts.assign(share=counts["placed"] / counts["open"])


def _counted(orgs: pd.DataFrame) -> pd.DataFrame:
    return orgs[orgs["level"].isin(list(COUNTED))].drop_duplicates(["code", "level"])


def _reasons(lost: pd.DataFrame, geography: Geography) -> np.ndarray:
    """The first of these that is true of each org."""
    dates = geography.vintages.set_index("id").to_dict("index")[geography.vintage]
    closes, opened, closed = dates["end"], pd.to_datetime(lost["opened"]), pd.to_datetime(lost["closed"])
    parent = geography.membership.drop_duplicates("child").set_index("child")["parent"]
    within = lost["code"].map(parent)
    unknown = [f"It belongs to {each}, which lies in no footprint or on the border of two." for each in within]
    after = (opened >= pd.Timestamp(closes)).to_numpy() if pd.notna(closes) else np.zeros(len(lost), dtype=bool)
    before = (closed <= pd.Timestamp(dates["start"])).to_numpy()
    return np.select(
        [within.notna().to_numpy(), before, after, lost["postcode"].isna().to_numpy()],
        [
            np.asarray(unknown, dtype=object),
            "It closed before these footprints, and what followed it is not known.",
            "It opened after these footprints, and nothing tells where its ground lay then.",
            "No file says where it belongs, and its postcode is not known.",
        ],
        "No file says where it belongs, and the practices around its postcode do not agree.",
    )
