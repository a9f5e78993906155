"""The selection lives in the address of the page, so that a link reopens exactly the same view for anybody."""

from __future__ import annotations

import streamlit as st

from insight.selection import Selection

_LAST = "insight.selection"


def query() -> dict[str, str]:
    """What the address says; what it leaves out, as this visitor last had it on another page."""
    last, here = st.session_state.get(_LAST, {}), st.query_params.to_dict()
    if any(here.get(name, last.get(name)) != last.get(name) for name in ("measure", "period")):
        last = {name: value for name, value in last.items() if name != "release"}  # the mark is of other files
    return {**last, **here}


def asked() -> Selection:
    """The selection the address asks for, as far as it is well formed."""
    return Selection.from_query(query())


def settle(selection: Selection) -> None:
    """Write a selection to the address, defaults included, and remember it for the other pages of this visit."""
    wanted = selection.to_query()
    st.session_state[_LAST] = wanted
    for name, value in st.query_params.to_dict().items():
        if not value:  # let go of by a control
            del st.query_params[name]
    current = st.query_params.to_dict()
    if {name: current.get(name) for name in wanted} != wanted:
        st.query_params.update(wanted)


_LETS_GO = {"footprint": {"org"}, "measure": {"release"}, "period": {"release"}, "against": {"peers"}}
"""What a change makes meaningless: the organisation of the footprint left, the mark of other files, the areas of another choice."""


def choose(**changes: str) -> None:
    """Change some choices, in the plain words of the address; the page follows in the same run."""
    gone = set().union(*(_LETS_GO.get(name, set()) for name in changes)) - changes.keys()
    remembered = st.session_state.get(_LAST, {})
    st.session_state[_LAST] = {name: value for name, value in remembered.items() if name not in gone}
    # All in one step: each step is a stop on the way back.
    kept = {name: value for name, value in st.query_params.to_dict().items() if name not in gone}
    st.query_params.from_dict(kept | changes)
