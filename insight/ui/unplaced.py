"""Who stands on no map: how many organisations each set of footprints holds, and which it does not, for the Data page."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insight.measures.placement import placed_shares, placement
from insight.model import Level
from insight.queries.histories import Desk
from insight.store import Store
from insight.ui.listing import listing, said_of
from insight.ui.page import Page
from insight.ui.sentences import note, part, verdict

_NAMES = {Level.PRACTICE: "practices", Level.TRUST: "trusts", Level.LOCATION: "CQC locations"}
_ONE = {Level.PRACTICE: "practice", Level.TRUST: "trust", Level.LOCATION: "CQC location"}


def unplaced(page: Page) -> None:
    """Say how many open organisations of each level the chosen footprints hold, and list all others with the reason."""
    vintage = page.selection.vintage
    if vintage is None:
        return
    title = page.menu.vintages[vintage]
    part(
        "Who stands on no map?",
        f"A figure of a footprint lacks the organisations that nobody has placed in one. These are the counts for {title}.",
    )
    shares, missing = page.recall(_placed, vintage)
    for sentence in lines(shares):
        verdict(sentence)
    if missing.empty:
        note(f"Every practice, trust and location that is known, open or closed, stands in one of {title}.")
        return
    with st.expander(f"The {len(missing):,} that stand on no map, and why"):
        listing(listed(missing), f"no-map-{vintage}", said_of(page.store, "NHS organisation registers as loaded."))


def lines(shares: pd.DataFrame) -> list[str]:
    """One sentence per level: "6,584 of 6,584 open practices stand on the map."."""
    return [
        f"{row['placed']:,} of {row['open']:,} open {_NAMES[Level(row['level'])]} stand on the map."
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
            "Why it stands on no map": rows["reason"],
        }
    ).reset_index(drop=True)


def _placed(store: Store, vintage: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    geography = Desk(store).geography(vintage)
    return placed_shares(geography, store.orgs), placement(geography, store.orgs)
