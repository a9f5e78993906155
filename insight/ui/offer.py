"""Another measure that can answer where the chosen one cannot: offered by name and year, never drawn unasked."""

from __future__ import annotations

import streamlit as st

from insight.ui import address


def offer(nearest: tuple[str, str] | None) -> None:
    """Offer a measure (its id, and its title with the year); nothing where there is none to offer."""
    if nearest is None:
        return
    id, words = nearest
    st.button(f"Show {words}", key="insight.offer", on_click=lambda: address.choose(measure=id))
