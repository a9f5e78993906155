"""The controls a visitor chooses with. Each shows what the address says, and writes what is chosen back to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from insight.queries.resolve import Resolved
from insight.ui import address

_LABELS = {
    "footprint": "Footprint",
    "vintage": "Set of footprints",
    "against": "Compared with",
    "measure": "Measure",
    "period": "Period",
    "shape": "Map",
}
"""The controls there are, in the one order in which they ever stand."""


def controls(resolved: Resolved, names: Sequence[str]) -> None:
    """Draw the controls named, in a row that folds on a narrow screen."""
    chosen = resolved.selection.to_query()
    with st.container(horizontal=True, key=f"insight-controls-{'-'.join(names)}"):
        for name in names:
            control(name, resolved.options[name], chosen.get(name))


def control(name: str, options: Mapping[str, str], chosen: str | None) -> None:
    """Draw one control: the plain values that stand in the address, and the words for them."""
    draw = _segments if name == "shape" else _box
    draw(
        chosen,
        _LABELS[name],
        list(options),
        key=f"insight.{name}",
        format_func=lambda value: options.get(value, "none loaded"),
        on_change=_chosen,
        args=(name,),
    )


def in_order(names: Sequence[str]) -> list[str]:
    """The same controls in their one order."""
    return [name for name in _LABELS if name in names]


def _segments(wanted: str | None, label: str, options: list[str], *, key: str, **told: Any) -> None:
    if len(options) < 2:
        return  # nothing to choose between
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
