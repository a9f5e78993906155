"""How a chart leaves a page: in the size it is used in, or into the pack."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from insight.benchmarks.grammar import counted
from insight.charts.chart import Chart
from insight.charts.drawn.fitted import TooSmall
from insight.charts.drawn.picture import draw
from insight.charts.drawn.sizes import A4, SIZES
from insight.pack.content import in_words as named_in_words
from insight.pack.identity import identify, marked
from insight.queries.published import current
from insight.queries.question import ask
from insight.queries.views import BOARD, VIEWS, AskedView, read_sequence, to_link
from insight.store import NothingLoaded
from insight.ui import address
from insight.ui.sentences import note

_VIEWS = {
    "headlines": "glance",
    "spc": "monthly",
    "priorities": "matters",
    "alike": "likeness",
    "context": "people",
    "ratings": "inspected",
} | {view: view for view in VIEWS}
"""The view of each chart of a page, by its key there."""
_OF_ITS_OWN = frozenset({"glance", "agreement", "inspected", "likeness"})
"""Views that show the same whatever the measure."""


def leave(drawn: Chart, releases: Sequence[str], key: str) -> None:
    """Offer the sizes of a chart, and a place in the pack where it has one. Nothing is drawn before it is asked for.

    `releases` are those behind the chart.
    """
    menu = st.popover("Save or add to pack", key=f"insight.leave.{key}", on_change="rerun")
    if not menu.open:
        return
    with menu:
        size = st.selectbox(
            "Picture for", list(SIZES), key=f"insight.size.{key}", format_func=lambda id: SIZES[id].title
        )
        name, mark = in_words(drawn), _mark(drawn, releases, key)
        try:
            drawing = draw(drawn, SIZES[size or A4.id])
        except TooSmall as refused:
            st.html(f'<p class="insight-note">{refused}</p>')
        else:
            for ending, mime, made in (
                ("png", "image/png", lambda: drawing.png(mark)),
                ("svg", "image/svg+xml", lambda: drawing.svg(mark=mark).encode()),
            ):
                _save(ending, mime, made, f"{name}-{drawing.size.id}", key)
        _save("csv", "text/csv", lambda: marked(drawn, mark), name, key)
        view = _VIEWS.get(key)
        if view and st.button("Add to pack", key=f"insight.add.{key}", on_click=partial(_add, view)):
            held = counted(len(read_sequence(address.asked().views or "")), "finding")
            note(f"It is in the pack, which holds {held}: those added, in place of the usual {len(BOARD)}.")


def in_words(drawn: Chart) -> str:
    """What a file of a chart is called: footprint, measure and date in words."""
    try:
        question = ask(current(), address.asked())
    except NothingLoaded:
        question = None
    return named_in_words(drawn.name, question) if question else drawn.name


def _save(ending: str, mime: str, made: Callable[[], bytes], name: str, key: str) -> None:
    st.download_button(
        f"Save as {ending.upper()}", data=made, file_name=f"{name}.{ending}", mime=mime,
        key=f"insight.{ending}.{key}", on_click="ignore",
    )  # fmt: skip


def _mark(drawn: Chart, releases: Sequence[str], key: str) -> str:
    """What travels inside a picture: selection, files, fingerprint and version, as in a pack of this one chart."""
    question = ask(current(), address.asked())
    if question is None:
        return ""
    wanted = [_asked_view(_VIEWS[key])] if key in _VIEWS else []
    return identify(question, wanted, {wanted[0].link if wanted else drawn.name: drawn}, releases).line


def _asked_view(view: str) -> AskedView:
    """A view with its measure and period, which the page may change afterwards."""
    selection = address.asked()
    period = selection.period if view not in _OF_ITS_OWN else None
    measure = selection.measure if view not in _OF_ITS_OWN else None
    return AskedView(view, measure, period)


def _add(view: str) -> None:
    """Put a view at the end of the pack in the link."""
    selection, wanted = address.asked(), _asked_view(view)
    now = read_sequence(selection.views or "")
    address.choose(views=to_link([*now, *([] if wanted in now else [wanted])]))
