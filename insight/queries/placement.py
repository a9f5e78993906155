"""Who lies in no footprint: how many organisations a set of footprints holds, and which it does not, and why."""

from __future__ import annotations

import pandas as pd

from insight.measures.placement import placed_shares, placement
from insight.model import Level
from insight.queries import histories
from insight.queries.published import PublishedSet, remembered

_NAMES = {Level.PRACTICE: "practices", Level.TRUST: "trusts", Level.LOCATION: "CQC locations"}
_ONE = {Level.PRACTICE: "practice", Level.TRUST: "trust", Level.LOCATION: "CQC location"}


@remembered
def placed(published: PublishedSet, vintage: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """How many open organisations of each level lie in one of its footprints, and one row for each that does not."""
    around, orgs = histories.geography(published, vintage), published.store.orgs
    return placed_shares(around, orgs), placement(around, orgs)


def lines(shares: pd.DataFrame) -> list[str]:
    """One sentence per level: "6,584 of 6,584 open practices lie in one of these areas."."""
    return [
        f"{row['placed']:,} of {row['open']:,} open {_NAMES[Level(row['level'])]} lie in one of these areas."
        for row in shares.sort_values("level", key=lambda levels: levels.map(list(_NAMES).index)).to_dict("records")
    ]


def listed(missing: pd.DataFrame) -> pd.DataFrame:
    """One row per organisation, those still open first, in plain column titles."""
    rows = missing.sort_values("open", ascending=False, kind="stable")
    return pd.DataFrame(
        {
            "Organisation": rows["name"],
            "Code": rows["code"],
            "Kind": rows["level"].map(_ONE),
            "Open": rows["open"].map({True: "open", False: "closed"}),
            "Why it lies in none of them": rows["reason"],
        }
    ).reset_index(drop=True)
