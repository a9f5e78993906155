"""The screens of a meeting room on a page, over all that is otherwise on it."""

from __future__ import annotations

import streamlit as st

from insight.charts.wire import packed
from insight.pack.content import NothingToShow, pack
from insight.pack.screens import screens
from insight.queries.views import SHOWN, left_out, read_sequence
from insight.ui.assets import present_component
from insight.ui.page import Page
from insight.ui.sentences import note, refusal


def present(page: Page) -> None:
    """Show the findings of the link one by one, or the usual ones where it names none."""
    asked = page.selection.views or ""
    sequence = read_sequence(asked) or SHOWN
    if said := left_out(asked):
        note(said)
    try:
        with st.spinner("The screens are on their way …"):
            shown = screens(pack(page.question, sequence))
    except NothingToShow as error:
        refusal(str(error))
        return
    told = {"screens": [{"svg": each.svg, "alt": each.alt} for each in shown]}
    present_component()(key="insight-present", data=packed(told))
