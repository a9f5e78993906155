"""The one selection bar: footprint with its set, compared with, measure, period; the same on every page, in sight all the way down."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from insight.benchmarks.grammar import counted
from insight.queries import menu
from insight.queries.comparator import ComparatorKind, Compared
from insight.queries.published import PublishedSet
from insight.queries.question import Question
from insight.queries.resolve import Resolved
from insight.ui import address
from insight.ui.controls import control, in_order
from insight.ui.sentences import note

_AREAS, _LAST = "insight.peers", "insight.peers.last"


def selection_bar(published: PublishedSet, resolved: Resolved, question: Question | None, names: Sequence[str]) -> None:
    """Draw the controls a page needs in their one order; what it does not need is absent, never reordered."""
    chosen = resolved.selection.to_query()
    with st.container(horizontal=True, key="insight-bar", vertical_alignment="bottom"):
        for name in in_order(names):
            if name == "against":
                if question is not None:
                    _compared_with(question.compared)
            elif name == "measure":
                control(name, menu.in_view(published, chosen.get(name)), chosen.get(name))
            else:
                control(name, resolved.options[name], chosen.get(name))
    _offer_newer(resolved)


def _compared_with(found: Compared) -> None:
    """The choice of a comparator; beside it, unless it is England, which areas those are, why, and how to change them."""
    control("against", found.kinds, str(found.kind))
    if not found.comparator.codes:
        return
    st.session_state[_AREAS] = list(found.comparator.codes)
    with st.popover(f"Which {counted(len(found.comparator.codes), 'area')}?", key="insight-areas"):
        note(found.comparator.why)
        st.multiselect(
            "Take one away, or add one",
            list(found.others),
            key=_AREAS,
            format_func=lambda code: found.others.get(code, code),
            on_change=_pick_areas,
            args=(found.footprint,),
        )


def _pick_areas(footprint: str) -> None:
    """Whoever changes a set of areas has picked them by hand."""
    address.choose(against=ComparatorKind.PICKED, peers="~".join([footprint, *st.session_state[_AREAS]]))


def _offer_newer(resolved: Resolved) -> None:
    """Say that newer figures have come since a link was made, and offer them: the link itself keeps its word."""
    if resolved.newer is None:
        return
    with st.container(horizontal=True, key="insight-newer", vertical_alignment="center"):
        note(resolved.newer.sentence)
        if resolved.newer.period is not None:
            st.button(
                f"Show {resolved.newer.title}",
                key="insight.newer",
                on_click=lambda period: address.choose(period=period),
                args=(resolved.newer.period,),
            )
