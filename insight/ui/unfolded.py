"""How verdicts came about, a click away: each sentence with its numbers, its rule and the source of the rule."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from insight.benchmarks.workings import Working


def workings(found: Sequence[Working]) -> None:
    """Fold away how each verdict came about; nothing where there is none."""
    if not found:
        return
    with st.expander("Why: the numbers, the rule and its source"):
        st.html("".join(working_card(each) for each in found))


def working_card(found: Working) -> str:
    """One verdict unfolded, as HTML."""
    numbers = "".join(f"<br>{escape(name)}: {escape(text)}" for name, text in found.numbers)
    return (
        f'<p class="insight-source"><b>{escape(found.sentence)}</b>{numbers}'
        f"<br><i>Rule.</i> {escape(found.rule)}<br><i>Source.</i> {escape(found.citation)}</p>"
    )
