"""Putting a pack together on a page: which findings, in which order, and as which file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from insight.pack.content import NothingToShow, pack
from insight.pack.files import FORMATS, made
from insight.queries.question import Question
from insight.queries.views import BOARD, SHOWN, VIEWS, AskedView, left_out, read_sequence, title_of, to_link
from insight.ui import address
from insight.ui.folds import fold
from insight.ui.page import Page
from insight.ui.sentences import note, part, refusal

_FORMATS = {
    "pptx": "PowerPoint: charts that stay charts",
    "html": "Web page in one file, the one to read with a screen reader",
    "pdf": "PDF, tagged",
    "zip": "Zip of pictures and tables",
    "summary.html": "Public summary in plain English, web page",
    "summary.pdf": "Public summary in plain English, PDF",
}
assert set(_FORMATS) == set(FORMATS)
_TITLE, _ORDER, _FORMAT, _MADE = "insight.pack.title", "insight.pack.order", "insight.pack.format", "insight.pack.made"
_LONGEST = 100
"""Characters of a title."""
_TYPES = {"pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation"}


def compose_pack(page: Page) -> None:
    """The findings in their order, the file to make of them, and its progress."""
    question = page.question
    asked = page.selection.views or ""
    chosen = list(read_sequence(asked) or BOARD)
    part("What is in it", "Drop a finding by its cross; what you add comes last. The order stands in the link.")
    if said := left_out(asked):
        note(said)
    _title(page.selection.title or "", question.name)
    _findings(question, chosen)
    shown = (
        "the same findings one by one, in this order" if asked else f"{len(SHOWN)} of them, until you choose your own"
    )
    note(f"Nearly every chart on the other pages has “Save or add to pack”. Present shows {shown}.")
    part("Take it away")
    format = st.selectbox("As", list(_FORMATS), key=_FORMAT, format_func=_FORMATS.__getitem__)
    if st.button("Make the file", type="primary", key="insight.pack.make"):
        _make(question, chosen, format)
    file = st.session_state.get(_MADE)
    if file and file["of"] == (page.selection, to_link(chosen), format):
        st.download_button(
            f"Save {file['name']}", data=file["content"], file_name=file["name"], mime=file["mime"],
            key="insight.pack.save", on_click="ignore",
        )  # fmt: skip
        for sentence in file["left_out"]:
            note(sentence)


def _title(now: str, name: str) -> None:
    """What the pack is called, in the link like all else."""
    st.session_state[_TITLE] = now
    st.text_input(
        "Title", key=_TITLE, max_chars=_LONGEST, placeholder=f"{name}: what patients tell us", on_change=_entitled
    )


def _entitled() -> None:
    address.choose(title=st.session_state[_TITLE].strip())


def _findings(question: Question, chosen: Sequence[AskedView]) -> None:
    """The findings as a list that keeps its order, and a way to move each up or down."""
    offered = {each.link: title_of(question, each) for each in [*chosen, *map(AskedView, VIEWS)]}
    st.session_state[_ORDER] = [each.link for each in chosen]
    st.multiselect(
        "Findings", list(offered), key=_ORDER, format_func=lambda link: offered[str(link)], on_change=_reordered
    )
    fold("Which of them have no chart, and why", "left-out", partial(_without, question, chosen))
    with st.expander("Change the order"):
        for at, each in enumerate(chosen):
            ways = {"up": at - 1} if at else {}
            ways |= {"down": at + 1} if at + 1 < len(chosen) else {}
            with st.container(horizontal=True):
                for way, to in ways.items():
                    st.button(
                        f"Move “{offered[each.link]}” {way}", key=f"insight.pack.{way}.{at}",
                        on_click=partial(_swap, chosen, at, to), type="tertiary",
                    )  # fmt: skip


def _without(question: Question, chosen: Sequence[AskedView]) -> None:
    """Say beforehand which findings would have no chart."""
    try:
        said = pack(question, chosen).left_out or ["Each of them has a chart."]
    except NothingToShow as error:
        said = [str(error)]
    for sentence in said:
        note(sentence)


def _reordered() -> None:
    address.choose(views=",".join(st.session_state[_ORDER]))


def _swap(chosen: Sequence[AskedView], at: int, to: int) -> None:
    order = list(chosen)
    order[at], order[to] = order[to], order[at]
    address.choose(views=to_link(order))


def _make(question: Question, chosen: Sequence[AskedView], format: str) -> None:
    """Make the file, saying how far it has got; keep it for this visit."""
    progress, done = st.progress(0.0, "Starting"), 0

    def told(step: str) -> None:
        nonlocal done
        done += 1
        progress.progress(min(done / (len(chosen) + 1), 1.0), step)

    try:
        packed = pack(question, chosen, told)
        told(f"Making {_FORMATS[format]}")
        content = made(packed, format)
    except NothingToShow as error:
        refusal(str(error))
        return
    finally:
        progress.empty()
    st.session_state[_MADE] = {
        "of": (question.selection, to_link(chosen), format),
        "name": f"{packed.file}.{format}",
        "mime": _TYPES.get(format, "application/octet-stream"),
        "content": content,
        "left_out": packed.left_out,
    }
