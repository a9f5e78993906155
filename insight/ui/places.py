"""Places on a page: what is listed, the likeliest few in words, and the list itself."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from insight.benchmarks.place_sentences import chance, first_few, refusal, summary
from insight.benchmarks.verdicts import SHAPES
from insight.charts.places.table import saved_table
from insight.queries.place_choice import SIZES, PlaceChoice
from insight.queries.places import Listed
from insight.ui import address
from insight.ui.listing import said_of, save_csv
from insight.ui.navigation import to_org
from insight.ui.page import Page
from insight.ui.place_rows import place_rows
from insight.ui.sentences import note

_IN_VIEW, _MOST = 20, 400
_KIND, _NETWORK, _SIZE, _ORDER, _ALL = (
    f"insight.places.{name}" for name in ("kind", "network", "size", "order", "all")
)


def choose_places(listed: Listed) -> None:
    """The controls of the list: kind of place, network, size, order. What is chosen stands in the address."""
    choice = listed.choice
    drawn: dict[str, tuple[str, dict[str, str], str]] = {
        "kind": ("Kind of place", dict(listed.kinds), str(choice.kind))
    }
    if listed.networks:
        drawn["network"] = "Primary care network", {"": "All networks", **listed.networks}, choice.network
        drawn["size"] = "Size", {"": "All sizes"} | {key: words for key, (words, *_) in SIZES.items()}, choice.size
    drawn["order"] = "In order of", dict(listed.orders), choice.order
    with st.container(horizontal=True, key="insight-places"):
        for name, (label, options, chosen) in drawn.items():
            key = f"insight.places.{name}"
            st.session_state[key] = chosen
            words = partial(_words, options)
            st.selectbox(label, list(options), key=key, format_func=words, on_change=_chosen, args=(choice, name))
    note(listed.note)


def _words(options: dict[str, str], value: str) -> str:
    return options.get(value, value)


def _chosen(choice: PlaceChoice, name: str) -> None:
    address.choose(places=choice.change(**{name: st.session_state[f"insight.places.{name}"]}).written())


def likeliest(page: Page, listed: Listed) -> None:
    """What is known of all, the first few and why, and how much of it may be chance."""
    found = listed.places
    st.html(f'<p class="insight-verdict">{escape(summary(found))}</p>')
    note(refusal(found))
    said = "".join(
        f'<li class="insight-{each.word.replace(" ", "-")}"><span aria-hidden="true">{SHAPES.get(each.word, "")}</span> '
        f"{to_org(each.org, each.name, page.selection)}. {escape(each.sentence)}</li>"
        for each in first_few(found)
    )
    if said:
        st.html(f'<ol class="insight-first">{said}</ol>')
    note(chance(found))


def list_of_places(page: Page, listed: Listed) -> None:
    """The list, its head first and all of it for those who ask, and as a file."""
    found = listed.places
    if found.table.empty:
        note("No place of this kind and size is known here.")
        return
    many = len(found.table) > _IN_VIEW
    whole = many and st.toggle(f"Show all {len(found.table):,}", key=_ALL)
    st.html(place_rows(found, page.selection, _MOST if whole else _IN_VIEW))
    if whole and len(found.table) > _MOST:
        note(f"The first {_MOST:,} are shown; the file has all {len(found.table):,}.")
    name = f"places_{page.selection.footprint}_{found.kind}"
    source = said_of(page.store, f"{', '.join(page.store.sources['title'])}.")
    save_csv("Save this list (CSV)", lambda: saved_table(found).assign(Source=source), name)


def without_a_spot(page: Page, listed: Listed) -> None:
    """The places that no file gives a spot of, folded away; nothing where there are none, or where they are the whole list."""
    nowhere = listed.places.nowhere
    if nowhere.empty or len(nowhere) == len(listed.places.table):
        return
    with st.expander(f"Not on the map, because no file gives their coordinates: {len(nowhere):,}"):
        st.html(
            f"<p>{'; '.join(to_org(org, name, page.selection) for org, name in zip(nowhere['org'], nowhere['name'], strict=True))}</p>"
        )
