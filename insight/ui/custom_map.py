"""Picking whole footprints for one's own on a map, with a click each."""

from __future__ import annotations

import streamlit as st

from insight.charts.map.picking_map import picking_map
from insight.measures.custom_members import Register
from insight.model import Level
from insight.queries import histories
from insight.queries.answer import Answer
from insight.ui import custom_draft as draft
from insight.ui.drawing import chart
from insight.ui.page import Page

_PICKED = "picked"
"""Where a click arrives in the address. It is taken from there at once, so that no link carries it on."""


def pick_on_map(page: Page, register: Register) -> None:
    """Draw the map of the chosen set of footprints; a click takes an area in, a second one out again."""
    _take(register)
    published, shape = page.published, page.selection.shape or "hex"
    drawn = picking_map(
        histories.outlines(published, register.vintage, shape),
        register.names,
        draft.codes(),
        histories.provenance(published, register.vintage),
        vintage=register.vintage,
        shape=shape,
    )
    chart(Answer(drawn), key="own-map", picks=_PICKED)


def _take(register: Register) -> None:
    """Take in, or out again, what was clicked since the map was last drawn."""
    code = st.query_params.get(_PICKED)
    if code is None:
        return
    del st.query_params[_PICKED]
    if register.levels.get(code) is not Level.FOOTPRINT:
        return
    if code in draft.codes():
        draft.take_out([code])
    else:
        draft.add([code])
