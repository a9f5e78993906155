"""What can be chosen in one part of a page alone. The choice stands in the address, so a link shows the same to anybody."""

from __future__ import annotations

import streamlit as st

from insight.queries.answer import Choice, Needed
from insight.ui import address
from insight.ui.sentences import note

_ORG, _NEED = "insight.org", "insight.need"


def choose(among: Choice | Needed | None) -> None:
    """Draw the control of a choice; nothing where there is none."""
    match among:
        case Choice():
            _one_org(among)
        case Needed():
            _need(among)


def _one_org(among: Choice) -> None:
    note(among.note)
    st.session_state[_ORG] = among.code
    st.selectbox(
        f"{among.one.capitalize()}: type a few letters of its name, or its code",
        list(among.options),
        key=_ORG,
        format_func=lambda code: f"{among.options.get(code, code)} ({code})",
        on_change=lambda: address.choose(org=st.session_state[_ORG]),
    )


def _need(among: Needed) -> None:
    st.session_state[_NEED] = among.code
    st.selectbox(
        "What to set beside it",
        list(among.options),
        key=_NEED,
        format_func=lambda id: among.options.get(id, id),
        on_change=lambda: address.choose(need=st.session_state[_NEED]),
    )
