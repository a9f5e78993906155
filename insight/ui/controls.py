"""The controls a visitor chooses with. Each shows what the address says, and writes what is chosen back to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from insight.queries.resolve import Resolved
from insight.ui import address

_LABELS = {
    "measure": "Measure",
    "period": "Period",
    "vintage": "Set of footprints",
    "footprint": "Footprint",
    "shape": "Map",
}


def controls(resolved: Resolved, names: Sequence[str]) -> None:
    """Draw one control per name, in a row that folds on a narrow screen."""
    chosen = resolved.selection.to_query()
    with st.container(horizontal=True, key="insight-controls"):
        for name in names:
            options = resolved.options[name]
            key = f"insight.{name}"
            draw = _segments if name == "shape" else _box
            draw(
                chosen.get(name),
                _LABELS[name],
                list(options),
                key=key,
                format_func=lambda value, words=options: words.get(value, "none loaded"),
                on_change=_chosen,
                args=(name,),
            )


def _segments(wanted: str | None, label: str, options: list[str], *, key: str, **told: Any) -> None:
    st.session_state[key] = wanted
    st.segmented_control(label, options, key=key, **told)


def _box(wanted: str | None, label: str, options: list[str], *, key: str, **told: Any) -> None:
    """A select box that is sent whole only when it must be: with hundreds of options it is most of what a change sends.

    As long as its visitor alone moves it, it is told the same each time: its options, and what it showed first.
    """
    first = f"{key}.first"
    if key not in st.session_state:
        st.session_state[first] = wanted
    elif st.session_state[key] != wanted:
        st.session_state[key] = wanted
        st.session_state[first] = None
    shown = st.session_state.get(first)
    st.selectbox(label, options, index=options.index(shown) if shown in options else 0, key=key, **told)


def _chosen(name: str) -> None:
    value = st.session_state[f"insight.{name}"]
    if value is not None:  # a second click on a segment lets go of it: the map stays as it was
        address.choose(**{name: value})
