"""The ways to take organisations into a footprint of one's own: by name, by a list of codes, from a file, on the map."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from insight.charts.map.picking_map import picking_map
from insight.measures.custom import NotAFootprint
from insight.measures.custom_lists import csv_codes, pasted_codes
from insight.measures.custom_members import Register
from insight.measures.custom_text import from_file
from insight.model import Level
from insight.queries import histories
from insight.queries.answer import Answer
from insight.ui import custom_draft as draft
from insight.ui.drawing import chart
from insight.ui.page import Page
from insight.ui.sentences import in_markdown, note, part, refusal

KINDS = {
    Level.FOOTPRINT: ("footprint", "footprints"),
    Level.SUB_ICB: ("sub-ICB location", "sub-ICB locations"),
    Level.PCN: ("primary care network", "primary care networks"),
    Level.PRACTICE: ("GP practice", "GP practices"),
    Level.TRUST: ("NHS trust", "NHS trusts"),
}
_FOUND = 8
"""How many results of a search are offered at once."""
_PICKED = "picked"
"""Where a click arrives in the address. It is taken from there at once, so that no link carries it on."""


def ways_in(page: Page, register: Register) -> None:
    """Offer the ways, one at a time; what is taken in goes to the draft."""
    ways = {
        "Search": _search,
        "Paste codes": _paste,
        "Upload": _upload,
        "Map": lambda register: pick_on_map(page, register),
    }
    part("Take organisations in")
    way = st.segmented_control("How", list(ways), default="Search", key="insight.own.way", label_visibility="collapsed")
    ways.get(way or "Search", _search)(register)


def _search(register: Register) -> None:
    text = st.text_input(
        "Name or code of a practice, PCN, sub-ICB location, trust or footprint", key="insight.own.search", max_chars=80
    )
    found = register.search(text, _FOUND + 1)
    if text.strip() and found.empty:
        note("Nothing of that name or code is known in this set of footprints.")
    for row in found[:_FOUND].to_dict("records"):
        inside = row["code"] in draft.codes()
        st.button(
            f"{'Take out' if inside else 'Add'}: {in_markdown(row['name'])} ({KINDS[Level(row['level'])][0]}, {row['code']})",
            key=f"insight.own.found.{row['code']}",
            on_click=draft.take_out if inside else draft.add,
            args=([row["code"]],),
            width="stretch",
        )
    if len(found) > _FOUND:
        note(f"These are the first {_FOUND}; more of the name finds the others.")


def _paste(register: Register) -> None:
    del register  # what is unknown is listed with the rest, beside
    st.text_area(
        "Codes, with spaces, commas or new lines between them", key="insight.own.pasted", height=180, max_chars=100_000
    )
    st.button("Add these codes", key="insight.own.paste", on_click=_take_pasted)
    _complaint()


def _upload(register: Register) -> None:
    del register
    st.file_uploader(
        "A CSV file with a column of codes, or a footprint saved here (JSON)",
        type=["csv", "txt", "json"],
        key="insight.own.file",
    )
    st.button("Take it in", key="insight.own.upload", on_click=_take_file)
    _complaint()


def _take_pasted() -> None:
    _tried(lambda: draft.add(pasted_codes(st.session_state["insight.own.pasted"])))


def _take_file() -> None:
    file = st.session_state.get("insight.own.file")
    if file is None:
        return
    saved = file.name.lower().endswith(".json")
    _tried(lambda: draft.load(from_file(file.getvalue())) if saved else draft.add(csv_codes(file.getvalue())))


def _tried(work: Callable[[], None]) -> None:
    try:
        work()
        st.session_state["insight.own.complaint"] = ""
    except NotAFootprint as refused:
        st.session_state["insight.own.complaint"] = str(refused)


def _complaint() -> None:
    if said := st.session_state.get("insight.own.complaint"):
        refusal(said)


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
    code = st.query_params.pop(_PICKED, None)
    if code is None or register.levels.get(code) is not Level.FOOTPRINT:
        return
    (draft.take_out if code in draft.codes() else draft.add)([code])
