"""Who stands on no map, counted and listed for the Data page."""

from __future__ import annotations

import streamlit as st

from insight.queries import menu
from insight.queries.placement import lines, listed, placed
from insight.ui.listing import listing, said_of
from insight.ui.page import Page
from insight.ui.sentences import note, part, verdict


def unplaced(page: Page) -> None:
    """Say how many open organisations of each level the chosen footprints hold, and list all others with the reason."""
    vintage = page.selection.vintage
    if vintage is None:
        return
    title = menu.vintages(page.published)[vintage]
    part(
        "Who stands on no map?",
        f"A figure of a footprint lacks the organisations that nobody has placed in one. These are the counts for {title}.",
    )
    shares, missing = placed(page.published, vintage)
    for sentence in lines(shares):
        verdict(sentence)
    if missing.empty:
        note(f"Every practice, trust and location that is known, open or closed, stands in one of {title}.")
        return
    closed = int((~missing["open"]).sum())
    with st.expander(
        f"The {len(missing):,} that stand on no map ({len(missing) - closed:,} open, {closed:,} closed), and why"
    ):
        listing(listed(missing), f"no-map-{vintage}", said_of(page.store, "NHS organisation registers as loaded."))
