"""What a visitor sees while figures arrive: before there are any, and on a page that already has some."""

from __future__ import annotations

import time
from typing import NoReturn

import streamlit as st

from insight.store import NothingLoaded, cache_folder, current_generation
from insight.ui import fetching
from insight.ui.sentences import refusal

_TICK, _GLANCE = 0.25, 1.0
"""Seconds between two looks at the progress: while there is nothing else to look at, and on a page with figures."""


def load_demonstration() -> NoReturn:
    """Load the demonstration publisher's data and run the page again. After a failure: say why, offer another try."""
    fetch = fetching.latest()
    if fetch is None:
        fetch = fetching.start("demo")
    _show_progress(fetch, "Nothing is loaded yet. The demonstration data is being prepared, which takes a few seconds.")
    if fetch.exit_code == 0 or _is_something_loaded():
        st.rerun()  # the first instalment is enough to open a page; the rest comes while it is looked at
    refusal("Nothing is loaded yet, and the last load did not work. What it said is below.")
    st.code("\n".join(fetch.said) or "It said nothing.", language=None, wrap_lines=True)
    st.button("Try again with the demonstration data", on_click=_try_again)
    st.stop()


def more_arrives() -> None:
    """On a page with figures, while a load is running: how far it has got. The page begins again once when it ends."""
    fetch = fetching.latest()
    if fetch is not None and fetch.running:
        _glance()


@st.fragment(run_every=_GLANCE)
def _glance() -> None:
    fetch = fetching.latest()
    if fetch is None or not fetch.running:
        st.rerun()
    counted = f" {fetch.done:,} of {fetch.total:,}." if fetch.total else ""
    st.progress(fetch.share, text=f"More is arriving. {fetch.step}.{counted} The page will show it by itself.")


def _show_progress(fetch: fetching.Fetch, sentence: str) -> None:
    """Stay with a load until it ends or has brought the first tables."""
    with st.empty():
        while fetch.running and not _is_something_loaded():
            with st.container():
                st.markdown(sentence)
                st.progress(fetch.share, text=fetch.step)
            time.sleep(_TICK)


def _is_something_loaded() -> bool:
    try:
        current_generation(cache_folder())
    except NothingLoaded:
        return False
    return True


def _try_again() -> None:
    fetching.start("demo")
