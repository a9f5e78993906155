"""What every page begins with: its frame, its data, and the selection in its address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

import streamlit as st

from insight.queries.published import PublishedSet, current
from insight.queries.question import Question, ask
from insight.queries.resolve import Resolved, resolve, unreadable
from insight.selection import Selection
from insight.store import NothingLoaded, NothingUsable, Store
from insight.ui import address, navigation, sentences
from insight.ui.assets import page_style
from insight.ui.controls import controls
from insight.ui.custom_draft import remember
from insight.ui.first_load import load_demonstration, more_arrives
from insight.ui.search import search
from insight.ui.selection_bar import selection_bar
from insight.ui.sign_in import require_sign_in

_OLDER = "The newest figures are damaged, so this page shows the ones loaded before. The Data page says what to do."
_TELLS_WHY = "Data"
"""The page that says of each damaged set what is the matter with it."""
_ICON = Path(__file__).parents[2] / "static" / "favicon.png"


@dataclass(frozen=True, eq=False)
class Page:
    """A page that has begun: the published set it reads, and the complete selection of its visitor."""

    published: PublishedSet
    resolved: Resolved

    @property
    def store(self) -> Store:
        """The tables of the set."""
        return self.published.store

    @property
    def selection(self) -> Selection:
        """What the visitor looks at."""
        return self.resolved.selection

    @cached_property
    def question(self) -> Question:
        """What the page asks. A page that cannot ask anything says so, and ends."""
        own = self.selection.own
        asked = ask(self.published, self.selection, remember(own) if own else ())
        if asked is None:
            sentences.refusal("No measure with figures for footprints is loaded yet. The Data page loads some.")
            st.stop()
        return asked

    def select(self, *names: str) -> Selection:
        """Draw the selection bar with the controls named, of `footprint vintage against measure period`."""
        selection_bar(self.published, self.resolved, self.question if "against" in names else None, names)
        return self.selection

    def choose(self, *names: str) -> Selection:
        """Draw controls in a row of their own, where one part of a page alone needs them."""
        controls(self.resolved, names)
        return self.selection


def page(title: str, question: str) -> Page:
    """Begin a page: frame, way to the other pages, demonstration banner, heading, data and selection.

    What the address leaves open gets a default; what it asks for in vain is replaced, with a polite note. All of it, used
    by this page or not, then stands in the address. With nothing loaded yet, the demonstration is loaded first and the
    page then begins again by itself. Where what is loaded cannot be used, the page ends with the reason.
    """
    st.set_page_config(page_title=f"{title} - {navigation.PRODUCT}", page_icon=_ICON, layout="wide")
    navigation.through_the_front_door()
    navigation.follow()
    st.html(page_style())
    require_sign_in()
    asked = address.asked()
    try:
        published = current()
    except NothingUsable as error:
        _heading(title, question, asked)
        sentences.refusal(str(error))
        st.stop()
    except NothingLoaded:
        _heading(title, question, asked)
        load_demonstration()
    resolved = resolve(published, asked)
    notes = (*unreadable(address.query(), asked), *resolved.notes)
    address.settle(resolved.selection)
    _heading(title, question, resolved.selection, published)
    more_arrives()
    for sentence in notes:
        sentences.note(sentence)
    if published.store.damaged and title != _TELLS_WHY:
        sentences.refusal(_OLDER)
    return Page(published, resolved)


def _heading(title: str, question: str, selection: Selection, published: PublishedSet | None = None) -> None:
    with st.container(horizontal=True, key="insight-header", vertical_alignment="center"):
        st.html(f'<div class="insight-product">{navigation.PRODUCT}</div>', width="content")
        if published is not None:
            search(published, selection)
    navigation.links(selection)
    if published is not None and published.store.demonstration:
        sentences.demonstration()
    st.html(f'<div class="insight-heading"><h1>{escape(title)}</h1><p>{escape(question)}</p></div>')
