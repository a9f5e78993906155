"""What a page folds away: worked out and sent once somebody opens it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


def fold(label: str, key: str, show: Callable[[], object]) -> None:
    """Offer what `show` shows under a label. `key` names its place on the page and is unique there."""
    box = st.expander(label, key=f"insight.fold.{key}", on_change="rerun")
    if box.open:
        with box:
            show()
