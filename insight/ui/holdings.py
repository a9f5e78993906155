"""What is loaded, source by source: how fresh it is, what its publishers caution against, and every file."""

from __future__ import annotations

import streamlit as st

from insight.queries import menu
from insight.queries.holdings import caveats_of, files_of, freshness, warnings_of
from insight.ui.page import Page
from insight.ui.provenance import release_card
from insight.ui.sentences import caution, note, refusal


def holdings(page: Page) -> None:
    """Show what is kept and not shown, then every source: its freshness, its cautions and its files."""
    for notice in page.store.notices:
        refusal(notice)
    store, titles = page.store, menu.sources(page.published)
    whole = st.column_config.NumberColumn(format="localized")
    st.dataframe(freshness(store.releases, titles), hide_index=True, width="stretch", column_config={"Rows": whole})
    for source, title in titles.items():
        files = files_of(store.releases, source)
        with st.expander(f"{title}: {len(files)} {'file' if len(files) == 1 else 'files'}"):
            if warned := warnings_of(store.sources, source):
                caution(" ".join(warned))
            for known in caveats_of(store.measures, store.breaks, source):
                note(known)
            st.html("".join(release_card(row) for row in files.to_dict("records")))
