"""Starting a load from the dashboard, and how it went: the only place where a visitor changes what everybody sees."""

from __future__ import annotations

import streamlit as st

from insight.queries import menu
from insight.ui import fetching
from insight.ui.first_load import more_arrives
from insight.ui.page import Page
from insight.ui.permission import loads_allowed, permitted_folder, permitted_roots
from insight.ui.sentences import note, part, refusal

_PLACES = {
    "internet": "The publishers' websites",
    "folder": "A folder of the server with files fetched by hand",
    "demo": "The demonstration publisher (invented figures)",
}


def load_form(page: Page) -> None:
    """Offer a load from the internet, a folder or the demonstration, show how far it has got, and say how it went.

    The last good set of tables stays in use until the new one is complete, and for good if the load fails.
    """
    part("Load more")
    more_arrives()
    _how_it_went()
    if not loads_allowed():
        note(
            "Loading from this page is switched off. Whoever serves the dashboard loads with: python -m loaders fetch, "
            "or starts it with INSIGHT_LOADS=on."
        )
        return
    running = (fetch := fetching.latest()) is not None and fetch.running
    places = [place for place in _PLACES if place != "folder" or permitted_roots()]
    place = st.radio("Load from", places, format_func=_PLACES.__getitem__, key="insight.load.place")
    folder = (
        st.text_input("Folder", key="insight.load.folder", placeholder="/path/to/files") if place == "folder" else ""
    )
    known = menu.sources(page.published)
    sources = st.multiselect(
        "Sources (none chosen: all of them)",
        list(known),
        format_func=lambda source: known.get(source, source),
        key="insight.load.sources",
    )
    permitted = permitted_folder(folder) if folder else None
    if folder and permitted is None:
        refusal("There is no such folder among those this dashboard may load from.")
        return
    ready = not running and (place != "folder" or permitted is not None)
    where = str(permitted) if place == "folder" else place
    if st.button("Load", type="primary", disabled=not ready, key="insight.load.start"):
        fetching.start(where, sources)
        st.rerun()


def _how_it_went() -> None:
    """What the last load brought; nothing while one runs."""
    fetch = fetching.latest()
    if fetch is None or fetch.running:
        return
    if fetch.exit_code == 0:
        note("The last load is complete.")
    else:
        refusal("The last load did not bring everything; the figures shown are the last good ones.")
    with st.expander("What the last load said"):
        st.code("\n".join(fetch.said) or "It said nothing.", language=None, wrap_lines=True)
