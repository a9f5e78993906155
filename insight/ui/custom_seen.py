"""The footprints of one's own whose figures a visit has shown, in the order first seen."""

from __future__ import annotations

import streamlit as st

from insight.measures.custom import CustomFootprint
from insight.measures.custom_text import from_link

_SEEN = "insight.own.seen"


def remember(text: str) -> tuple[str, ...]:
    """Note that figures of an own footprint are about to be shown; all of this visit up to it, in the order first seen."""
    seen: dict[str, str] = st.session_state.setdefault(_SEEN, {})
    code = from_link(text).code
    st.session_state[_SEEN] = {**seen, code: text}
    texts = st.session_state[_SEEN]
    return tuple(texts.values())[: list(texts).index(code) + 1]


def seen() -> list[CustomFootprint]:
    """The own footprints whose figures this visit has shown, in the order first seen."""
    return [from_link(text) for text in st.session_state.get(_SEEN, {}).values()]
