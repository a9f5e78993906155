"""An answer on a page: its chart, what is said of it, how that came about, and every number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from insight.benchmarks.explanations import Explanation
from insight.queries.answer import Answer, Choice, Needed
from insight.ui import address
from insight.ui.drawing import chart, table
from insight.ui.sentences import note, part
from insight.ui.verdicts import verdicts


def answer(shown: Answer, key: str, picks: str | None = None) -> None:
    """Show an answer. `key` names its place on the page; `picks` is what a click chooses (insight.ui.drawing.chart)."""
    _told(shown, key, picks)
    table(shown.chart)


def _told(shown: Answer, key: str, picks: str | None) -> None:
    choose(shown.choice)
    chart(shown.chart, key=key, picks=picks)
    verdicts(shown.sentences)
    explanation(shown.explanation)


def comparison(shown: Answer) -> None:
    """Show an answer as a part of its own, its numbers folded away. A click on a footprint chooses it."""
    part(shown.question)
    _told(shown, shown.key, "footprint")
    if shown.table is not None:
        with st.expander("Every number of this chart"):
            table(shown.chart)
    if shown.wider is not None:
        with st.expander("The same for all footprints"):
            chart(shown.wider, key=f"{shown.key}-wider", picks="footprint")
            table(shown.wider)


def explanation(found: Sequence[Explanation]) -> None:
    """Fold away how each verdict came about; nothing where there is none."""
    if not found:
        return
    with st.expander("Why: the numbers, the rule and its source"):
        st.html("".join(card(each) for each in found))


def card(found: Explanation) -> str:
    """How one verdict came about, as HTML."""
    numbers = "".join(f"<br>{escape(name)}: {escape(text)}" for name, text in found.numbers)
    return (
        f'<p class="insight-source"><b>{escape(found.sentence)}</b>{numbers}'
        f"<br><i>Rule.</i> {escape(found.rule)}<br><i>Source.</i> {escape(found.citation)}</p>"
    )


def choose(among: Choice | Needed | None) -> None:
    """Draw the control of a choice in one part of a page alone; it stands in the address. Nothing where there is none."""
    match among:
        case Choice():
            note(among.note)
            label = f"{among.one.capitalize()}: type a few letters of its name, or its code"
            _select(among, "org", label, lambda code: f"{among.options.get(code, code)} ({code})")
        case Needed():
            _select(among, "need", "What to set beside it", lambda id: among.options.get(id, id))


def _select(among: Choice | Needed, name: str, label: str, shown: Callable[[str], str]) -> None:
    key = f"insight.{name}"
    st.session_state[key] = among.code
    st.selectbox(
        label, list(among.options), key=key, format_func=shown,
        on_change=lambda: address.choose(**{name: st.session_state[key]}),
    )  # fmt: skip
