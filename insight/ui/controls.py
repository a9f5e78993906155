"""The controls a visitor chooses with. Each shows what the address says, and writes what is chosen back to it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from insight.ui import address
from insight.ui.resolve import Resolved

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
            st.session_state[key] = chosen.get(name)
            draw = st.segmented_control if name == "shape" else st.selectbox
            draw(
                _LABELS[name],
                list(options),
                key=key,
                format_func=lambda value, words=options: words.get(value, "none loaded"),
                on_change=_chosen,
                args=(name,),
            )


def _chosen(name: str) -> None:
    value = st.session_state[f"insight.{name}"]
    if value is not None:  # a second click on a segment lets go of it: the map stays as it was
        address.choose(**{name: value})
