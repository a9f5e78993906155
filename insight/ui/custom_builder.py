"""Putting a footprint of one's own together: search, paste, upload or pick on the map; then name it, show it, save it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import pandas as pd
import streamlit as st

from insight.benchmarks.grammar import listed
from insight.measures.custom import Member, NotAFootprint, by_level
from insight.measures.custom_members import Placed, Register
from insight.measures.custom_text import to_file, to_link
from insight.queries.own import own_footprint, register
from insight.ui import custom_draft as draft
from insight.ui.custom_draft import seen
from insight.ui.custom_ways import KINDS, ways_in
from insight.ui.page import Page
from insight.ui.sentences import in_markdown, note, part, refusal

_NAMED = 12
"""How many unknown codes are named in the sentence; a list below it holds them all."""


def footprint_builder(page: Page) -> None:
    """Let a visitor put a footprint together from what the chosen set of footprints holds, and see what has become of it."""
    vintage = page.selection.vintage
    if vintage is None:
        refusal("No footprints are loaded yet. The Data page loads some.")
        return
    placed, _ = own_footprint(page.published, page.selection.own)
    if placed and draft.open_from(page.selection.own, placed.footprint) and placed.footprint.vintage != vintage:
        st.rerun()
    known = register(page.published, vintage)
    left, right = st.columns([3, 2], gap="large")
    with left:
        ways_in(page, known)
    with right:
        _what_it_is(page, known)
    _earlier_ones()


def _what_it_is(page: Page, register: Register) -> None:
    part("Your footprint")
    st.session_state[draft.NAME] = draft.name()
    st.text_input("Name", key=draft.NAME, max_chars=60, placeholder="such as Thames Estuary", on_change=draft.call_it)
    known, unknown = register.look_up(draft.codes())
    _say_unknown(unknown)
    made = None
    if known:
        _members(known, register)
        made = _made(known, register)
    elif not unknown:
        note("Nothing is in it yet.")
    _buttons(page, made)
    if made and page.selection.own == made.link:
        _link(page, made)
    if made:
        note(
            "It has no boundary of its own: on maps the footprints it lies in are outlined. A figure of it is withheld "
            "where another footprint, subtracted from it, would reveal an organisation whose figure is hidden."
        )


class _Made(NamedTuple):
    placed: Placed
    link: str


def _made(known: list[Member], register: Register) -> _Made | None:
    """The finished footprint, with what it comes to said; or None, with what is lacking said."""
    try:
        placed = draft.finished(known, register)
        link = to_link(placed.footprint)
    except NotAFootprint as refused:
        refusal(str(refused))
        return None
    note(_holds(placed, register))
    return _Made(placed, link)


def _say_unknown(unknown: list[str]) -> None:
    if not unknown:
        return
    some = ", ".join(code[:20] for code in unknown[:_NAMED])
    more = f" and {len(unknown) - _NAMED} more" if len(unknown) > _NAMED else ""
    refusal(f"Not known in this set of footprints, and left out: {some}{more}.")
    if more:
        with st.expander("All codes that are not known"):
            st.code("\n".join(unknown), language=None)
    st.button("Take the unknown codes out", key="insight.own.unknown", on_click=draft.take_out, args=(unknown,))


def _members(known: list[Member], register: Register) -> None:
    rows = [(register.names[code], KINDS[level][0], code) for level, code in known]
    table = pd.DataFrame(rows, columns=["Organisation", "Kind", "Code"])
    st.dataframe(table, hide_index=True, width="stretch", height=min(300, 40 + 36 * len(rows)))
    st.multiselect(
        "Take out", [member.code for member in known], key="insight.own.leaving", on_change=_let_go,
        format_func=lambda code: f"{register.names.get(code, code)} ({code})", placeholder="Choose what to take out",
    )  # fmt: skip


def _let_go() -> None:
    draft.take_out(st.session_state["insight.own.leaving"])
    st.session_state["insight.own.leaving"] = []


def _holds(placed: Placed, register: Register) -> str:
    """What a footprint is made of and what that comes to, in a sentence."""
    held = (Member(register.levels[code], code) for code in placed.organisations)
    made_of, comes_to = _counted(placed.footprint.members), _counted(held)
    return f"Made of {made_of}." if made_of == comes_to else f"Made of {made_of}: {comes_to} in all."


def _counted(members: Iterable[Member]) -> str:
    counts = {level: len(codes) for level, codes in by_level(members).items()}
    return listed([f"{number:,} {KINDS[level][number != 1]}" for level, number in counts.items()])


def _buttons(page: Page, made: _Made | None) -> None:
    chosen = page.selection
    with st.container(horizontal=True):
        if made:
            footprint, shown = made.placed.footprint, chosen.own == made.link
            st.button(
                "Shown on every page" if shown else "Show it on every page",
                type="primary", key="insight.own.show", disabled=shown, on_click=draft.show,
                args=(made.link, footprint.code),
            )  # fmt: skip
            st.download_button(
                "Save (JSON)", data=to_file(footprint), file_name=f"{footprint.code}.json", mime="application/json",
                key="insight.own.save", on_click="ignore",
            )  # fmt: skip
        if chosen.own:
            st.button("Stop showing it", key="insight.own.stop", on_click=draft.stop_showing, args=(chosen.footprint,))
        if draft.codes():
            st.button("Begin again", key="insight.own.clear", on_click=draft.clear)


def _link(page: Page, made: _Made) -> None:
    query = urlencode(page.selection.choose(footprint=made.placed.footprint.code).to_query())
    st.caption("A link that shows it to anybody")
    st.code(f"{_front_page()}?{query}", language=None, wrap_lines=False)


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
            label, key = f"Take up again: {in_markdown(footprint.name)}", f"insight.own.again.{footprint.code}"
            st.button(label, key=key, on_click=draft.load, args=(footprint,))
