"""How close our estimates are: what all differences from published figures come to, for the Data page."""

from __future__ import annotations

import streamlit as st

from insight.benchmarks.grammar import counted
from insight.queries import histories, menu
from insight.queries.estimates import Estimates, by_source, listed
from insight.queries.estimates import estimates as estimates_of
from insight.ui.listing import listing, said_of
from insight.ui.page import Page
from insight.ui.sentences import note, part, verdict


def estimates(page: Page) -> None:
    """Show how far our estimates lie from the publishers' figures of the same footprints and periods.

    It takes a while to work out, so that it is done when first asked for, and kept with the set of tables.
    """
    part(
        "How close are our estimates?",
        "Where a publisher gives no figure of a footprint, we add up those of its practices or trusts. Here the same sums "
        "are held against every figure that publishers do give: the nearer, the more the others can be relied on.",
    )
    vintage, known, published = page.choose("vintage").vintage, estimates_of(page.published), page.published
    if vintage is None:
        return
    if known.found is None:
        _offer(known)
        return
    rows = known.found[known.found["vintage"] == vintage]
    if rows.empty:
        title = menu.vintages(published)[vintage]
        note(f"No publisher gives a figure of {title} for which there is an estimate of ours.")
        return
    measures = {id: histories.measure(published, id) for id in rows["measure"].unique()}
    sources = menu.sources(published)
    for source, title in sources.items():
        if said := by_source(title, source, rows, measures):
            verdict(said)
    with st.expander(f"The {counted(len(measures), 'measure')} with both figures, period by period"):
        listing(
            listed(rows, measures, sources),
            f"estimates-{vintage}",
            said_of(page.store, "Published figures beside our roll-ups of the same releases."),
        )
        note(
            "Differences are given for all footprints together: one beside its published figure would tell what hidden practices answered."
        )


def _offer(known: Estimates) -> None:
    """Offer to work the differences out, show how far it has got, and run the page again with them."""
    if not st.button("Compare our estimates with every published figure", key="insight.estimates.start"):
        note("It may take a minute or two after a refresh, and is then kept for everybody.")
        return
    told = st.progress(0.0, "Adding up the figures of practices and trusts")
    known.work_out(lambda done, of: told.progress(done / of, f"Measure {done + 1} of {of}"))
    st.rerun()
