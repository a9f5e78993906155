"""What a visitor sees before anything is loaded: the demonstration arriving, with its progress."""

from __future__ import annotations

import time
from typing import NoReturn

import streamlit as st

from insight.ui import fetching
from insight.ui.sentences import refusal

_TICK = 0.25
"""Seconds between two looks at the progress."""


def load_demonstration() -> NoReturn:
    """Load the demonstration publisher's data and run the page again. After a failure: say why, offer another try."""
    fetch = fetching.latest()
    if fetch is None:
        fetch = fetching.start("demo")
    show_progress(fetch, "Nothing is loaded yet. The demonstration data is being prepared, which takes a few seconds.")
    if fetch.exit_code == 0:
        st.rerun()
    refusal("Nothing is loaded yet, and the last load did not work. What it said is below.")
    st.code("\n".join(fetch.said) or "It said nothing.", language=None, wrap_lines=True)
    st.button("Try again with the demonstration data", on_click=_try_again)
    st.stop()


def show_progress(fetch: fetching.Fetch, sentence: str) -> None:
    """Stay with a load until it ends."""
    with st.empty():
        while fetch.running:
            with st.container():
                st.markdown(sentence)
                st.progress(fetch.share, text=fetch.step)
            time.sleep(_TICK)


def _try_again() -> None:
    fetching.start("demo")
