"""What every page begins with: its frame, its data, and the selection in its address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from insight.queries.menu import Menu
from insight.selection import Selection
from insight.store import NothingLoaded, NothingUsable, Store, cache_folder, current_generation
from insight.ui import address, navigation, sentences
from insight.ui.assets import page_style
from insight.ui.controls import controls
from insight.ui.first_load import load_demonstration, more_arrives
from insight.ui.resolve import Resolved, resolve, unreadable

_P = ParamSpec("_P")
_T = TypeVar("_T")
_ICON = Path(__file__).parents[2] / "static" / "favicon.png"


@dataclass(frozen=True)
class Page:
    """A page that has begun: the set of tables it reads, and the complete selection of its visitor."""

    store: Store
    selection: Selection
    menu: Menu
    resolved: Resolved

    def select(self, *names: str) -> Selection:
        """Draw the controls named (`measure period vintage footprint shape`) in a row and return the selection."""
        controls(self.resolved, names)
        return self.selection

    def recall(self, work: Callable[Concatenate[Store, _P], _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """The answer of `work(store, ...)`, worked out once per published set and arguments. Treat it as read only.

        `work` is a class or a function. Raises TypeError for one that also depends on variables around it, because its
        answers could not be told apart.
        """
        if getattr(work, "__closure__", None):
            raise TypeError(f"{work} must depend on the store and its arguments only")
        # Pages are all called __main__, so a function is known by where it is written.
        code = getattr(work, "__code__", None)
        place = f"{code.co_filename}:{code.co_firstlineno}" if code else f"{work.__module__}.{work.__qualname__}"
        return _recalled(self.store.generation, place, args, tuple(sorted(kwargs.items())), work, self.store)


def page(title: str, question: str) -> Page:
    """Begin a page: frame, way to the other pages, demonstration banner, heading, data and selection.

    What the address leaves open gets a default; what it asks for in vain is replaced, with a polite note. All of it, used
    by this page or not, then stands in the address. With nothing loaded yet, the demonstration is loaded first and the
    page then begins again by itself. Where what is loaded cannot be used, the page ends with the reason.
    """
    st.set_page_config(page_title=f"{title} - {navigation.PRODUCT}", page_icon=_ICON, layout="wide")
    navigation.through_the_front_door()
    st.html(page_style())
    asked = address.asked()
    try:
        menu = _opened(str(current_generation(cache_folder())))
    except NothingUsable as error:
        _heading(title, question, asked)
        sentences.refusal(str(error))
        st.stop()
    except NothingLoaded:
        _heading(title, question, asked)
        load_demonstration()
    resolved = resolve(menu, asked)
    notes = (*unreadable(address.query(), asked), *resolved.notes)
    address.settle(resolved.selection)
    _heading(title, question, resolved.selection, invented=menu.store.demonstration)
    more_arrives()
    for sentence in notes:
        sentences.note(sentence)
    return Page(menu.store, resolved.selection, menu, resolved)


def _heading(title: str, question: str, selection: Selection, *, invented: bool = False) -> None:
    navigation.links(selection)
    if invented:
        sentences.demonstration()
    st.html(f'<div class="insight-heading"><h1>{escape(title)}</h1><p>{escape(question)}</p></div>')


@st.cache_resource(max_entries=3, show_spinner=False)
def _opened(generation: str) -> Menu:
    return Menu(Store(Path(generation)))


@st.cache_resource(max_entries=500, show_spinner=False)
def _recalled(
    generation: str, place: str, args: tuple[Any, ...], kwargs: tuple[Any, ...], _work: Callable[..., _T], _store: Store
) -> _T:
    return _work(_store, *args, **dict(kwargs))
