"""Another measure that can answer where the chosen one cannot: offered by name and year, never drawn unasked."""

from __future__ import annotations

import streamlit as st

from insight.ui import address


def offer(nearest: tuple[str, str, str] | None) -> None:
    """Offer a measure (its id, the first day of the period, its title with the year), and choose both; nothing where none is."""
    if nearest is None:
        return
    id, period, words = nearest
    st.button(f"Show {words}", key="insight.offer", on_click=lambda: address.choose(measure=id, period=period))
