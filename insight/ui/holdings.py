"""What is loaded, source by source: how fresh it is, what its publishers caution against, every file, what a refresh changed, and who lies in no footprint."""

from __future__ import annotations

import streamlit as st

from insight.queries import menu
from insight.queries.holdings import caveats_of, files_of, freshness, warnings_of
from insight.queries.placement import lines, listed, placed
from insight.queries.refreshed import before_it, since_the_refresh, verdicts_changed
from insight.ui.listing import listing, said_of
from insight.ui.page import Page
from insight.ui.provenance import release_card
from insight.ui.sentences import caution, note, part, refusal, verdict, verdicts


def holdings(page: Page) -> None:
    """Show how fresh each source is, what is kept and not shown, then the cautions and the files of each."""
    store, titles = page.store, menu.sources(page.published)
    whole = st.column_config.NumberColumn(format="localized")
    st.dataframe(freshness(store.releases, titles), hide_index=True, width="stretch", column_config={"Rows": whole})
    for notice in store.notices:
        refusal(f"{notice.rstrip('.')}.")
    for source, title in titles.items():
        files = files_of(store.releases, source)
        with st.expander(f"{title}: {len(files)} {'file' if len(files) == 1 else 'files'}"):
            if warned := warnings_of(store.sources, source):
                caution(" ".join(warned))
            for known in caveats_of(store.measures, store.breaks, source):
                note(known)
            st.html("".join(release_card(row) for row in files.to_dict("records")))


def what_changed(page: Page) -> None:
    """Show what the last refresh changed; the verdicts only when asked for, because the earlier set has to be read for them."""
    part("What the last refresh changed")
    for sentence in since_the_refresh(page.store):
        note(sentence)
    if before_it(page.store) is None or not page.selection.footprint:
        return
    asked = st.expander(
        f"Which verdicts on {page.question.name} have changed?", on_change="rerun", key="insight.flipped"
    )
    if asked.open:
        with asked:
            verdicts(verdicts_changed(page.question))


def unplaced(page: Page) -> None:
    """Say how many open organisations of each level the chosen footprints hold, and list all others with the reason."""
    vintage = page.selection.vintage
    if vintage is None:
        return
    title = menu.vintages(page.published)[vintage]
    part(
        "Who lies in none of these areas?",
        f"A figure of a footprint lacks the organisations that nobody has placed in one. These are the counts for {title}.",
    )
    shares, missing = placed(page.published, vintage)
    for sentence in lines(shares):
        verdict(sentence)
    if missing.empty:
        note(f"Every practice, trust and location that is known, open or closed, lies in one of {title}.")
        return
    closed = int((~missing["open"]).sum())
    with st.expander(
        f"The {len(missing):,} that lie in none of them ({len(missing) - closed:,} open, {closed:,} closed), and why"
    ):
        listing(listed(missing), f"no-map-{vintage}", said_of(page.store, "NHS organisation registers as loaded."))
