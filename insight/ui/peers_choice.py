"""Choosing who counts as similar: the nearest footprints to begin with, any of them dropped, any other added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from insight.ui import address

_NAME = "peers"
_KEY = "insight.peers"


def chosen_peers(footprint: str, known: Mapping[str, str], default: Sequence[str]) -> list[str]:
    """Draw the choice and return the codes of the peers. It stands in the address, and is for this footprint only.

    `known` is code and name of every other footprint, the most similar first.
    """
    asked = _asked(footprint, known)
    st.session_state[_KEY] = list(default) if asked is None else asked
    st.multiselect(
        "Similar footprints: take one away, or add one",
        list(known),
        key=_KEY,
        format_func=lambda code: known.get(code, code),
        on_change=partial(_choose, footprint),
    )
    return list(st.session_state[_KEY])


def _asked(footprint: str, known: Mapping[str, str]) -> list[str] | None:
    """The peers the address asks for, None where it does not, or asks for those of another footprint."""
    whose, _, codes = address.query().get(_NAME, "").partition("~")
    if whose != footprint:
        return None
    return [code for code in dict.fromkeys(codes.split("~")) if code in known]


def _choose(footprint: str) -> None:
    address.choose(**{_NAME: "~".join([footprint, *st.session_state[_KEY]])})
