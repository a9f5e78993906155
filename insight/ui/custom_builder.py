"""Putting a footprint of one's own together: search, paste, upload or pick on the map; then name it, show it, save it."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

import pandas as pd
import streamlit as st

from insight.benchmarks.introduction import listed
from insight.measures.custom import Member, NotAFootprint, by_level
from insight.measures.custom_lists import csv_codes, pasted_codes
from insight.measures.custom_members import Placed, Register
from insight.measures.custom_text import from_file, to_file, to_link
from insight.model import Level
from insight.ui import custom_draft as draft
from insight.ui.custom import own_footprint, registers, seen
from insight.ui.custom_map import pick_on_map
from insight.ui.page import Page
from insight.ui.sentences import note, refusal

KINDS = {
    Level.FOOTPRINT: ("footprint", "footprints"),
    Level.SUB_ICB: ("sub-ICB location", "sub-ICB locations"),
    Level.PCN: ("primary care network", "primary care networks"),
    Level.PRACTICE: ("GP practice", "GP practices"),
    Level.TRUST: ("NHS trust", "NHS trusts"),
}
_FOUND = 8
_NAMED = 12
"""How many unknown codes are listed by themselves; a table holds them all."""


def footprint_builder(page: Page) -> None:
    """Let a visitor put a footprint together from what the chosen set of footprints holds, and see what has become of it."""
    vintage = page.selection.vintage
    if vintage is None:
        refusal("No footprints are loaded yet. The Data page loads some.")
        return
    draft.open_from(page.selection.own, own_footprint(page.store, page.selection.own)[0])
    register = registers(page.store).register(vintage)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _ways_in(page, register)
    with right:
        _what_it_is(page, register)
    _earlier_ones()


def _ways_in(page: Page, register: Register) -> None:
    ways = {
        "Search": _search,
        "Paste codes": _paste,
        "Upload": _upload,
        "Map": lambda register: pick_on_map(page, register),
    }
    st.subheader("Take organisations in", anchor=False)
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
            f"{'Take out' if inside else 'Add'}: {_plain(row['name'])} ({KINDS[Level(row['level'])][0]}, {row['code']})",
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


def _tried(work) -> None:
    try:
        work()
        st.session_state["insight.own.complaint"] = ""
    except NotAFootprint as refused:
        st.session_state["insight.own.complaint"] = str(refused)


def _complaint() -> None:
    if said := st.session_state.get("insight.own.complaint"):
        refusal(said)


def _what_it_is(page: Page, register: Register) -> None:
    st.subheader("Your footprint", anchor=False)
    st.session_state.setdefault(draft.NAME, "")
    st.text_input("Name", key=draft.NAME, max_chars=60, placeholder="such as Thames Estuary")
    known, unknown = register.look_up(draft.codes())
    if not draft.codes():
        note("Nothing is in it yet.")
        return
    _say_unknown(unknown)
    _members(known, register)
    try:
        placed = draft.finished(known, register)
        link = to_link(placed.footprint)
    except NotAFootprint as refused:
        refusal(str(refused))
        return
    note(_holds(placed, register))
    _show_and_save(page, placed, link)


def _say_unknown(unknown: list[str]) -> None:
    if not unknown:
        return
    some = [_plain(code[:20]) for code in unknown[:_NAMED]]
    more = f" and {len(unknown) - _NAMED} more" if len(unknown) > _NAMED else ""
    refusal(f"Not known in this set of footprints, and left out: {', '.join(some)}{more}.")
    st.button("Take the unknown codes out", key="insight.own.unknown", on_click=draft.take_out, args=(unknown,))


def _members(known: list[Member], register: Register) -> None:
    rows = [(register.names[code], KINDS[level][0], code) for level, code in known]
    st.dataframe(
        pd.DataFrame(rows, columns=["Organisation", "Kind", "Code"]),
        hide_index=True,
        width="stretch",
        height=min(300, 40 + 36 * len(rows)),
    )
    st.multiselect(
        "Take out",
        [member.code for member in known],
        key="insight.own.leaving",
        format_func=lambda code: f"{register.names.get(code, code)} ({code})",
        on_change=_let_go,
        placeholder="Choose what to take out",
    )


def _let_go() -> None:
    draft.take_out(st.session_state["insight.own.leaving"])
    st.session_state["insight.own.leaving"] = []


def _holds(placed: Placed, register: Register) -> str:
    """What a footprint is made of and what that comes to, in a sentence."""
    made_of = [
        f"{len(codes):,} {KINDS[level][len(codes) != 1]}" for level, codes in by_level(placed.footprint.members).items()
    ]
    held = by_level(Member(register.levels[code], code) for code in placed.organisations)
    comes_to = [f"{len(codes):,} {KINDS[level][len(codes) != 1]}" for level, codes in held.items()]
    return f"Made of {listed(made_of)}: {listed(comes_to)} in all."


def _show_and_save(page: Page, placed: Placed, link: str) -> None:
    footprint, chosen = placed.footprint, page.selection
    shown = chosen.own == link
    with st.container(horizontal=True):
        st.button(
            "Shown on every page" if shown else "Show it on every page",
            type="primary", key="insight.own.show", disabled=shown, on_click=draft.show, args=(link, footprint.code),
        )  # fmt: skip
        st.download_button(
            "Save (JSON)", data=to_file(footprint), file_name=f"{footprint.code}.json", mime="application/json",
            key="insight.own.save", on_click="ignore",
        )  # fmt: skip
        if chosen.own:
            st.button("Stop showing it", key="insight.own.stop", on_click=draft.stop_showing, args=(chosen.footprint,))
        st.button("Begin again", key="insight.own.clear", on_click=draft.clear)
    if shown:
        query = urlencode(chosen.choose(footprint=footprint.code).to_query())
        st.caption("A link that shows it to anybody")
        st.code(f"{_front_page()}?{query}", language=None, wrap_lines=False)
    note(
        "It has no boundary of its own: on maps the footprints it lies in are outlined. A figure of it is withheld where "
        "another footprint, subtracted from it, would reveal an organisation whose figure is hidden."
    )


def _front_page() -> str:
    """The address of the overview, as this visitor reaches it."""
    here = urlsplit(st.context.url or "")
    folder = here.path.rpartition("/")[0]
    return f"{here.scheme}://{here.netloc}{folder}/overview" if here.netloc else "/overview"


def _earlier_ones() -> None:
    """Those whose figures this visit has shown: each can be taken up again."""
    earlier = seen()
    if not earlier:
        return
    with st.expander(f"Your footprints in this visit ({len(earlier)})"):
        for footprint in earlier:
            st.button(
                f"Take up again: {_plain(footprint.name)}",
                key=f"insight.own.again.{footprint.code}",
                on_click=draft.load,
                args=(footprint,),
            )


def _plain(text: str) -> str:
    """A name from data, safe in a label that reads Markdown."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]()#+-.!|<>$~:" else sign for sign in text)
