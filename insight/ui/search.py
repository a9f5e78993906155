"""The search in the header of every page: any area, practice, trust, site, ward, rated place or measure, and the way there."""

from __future__ import annotations

import streamlit as st

from insight.queries import histories
from insight.queries.published import PublishedSet, current
from insight.queries.search_index import search_index
from insight.selection import Selection
from insight.ui import address, navigation
from insight.ui.assets import address_of, search_component
from insight.ui.navigation import ORG_PAGE

_KEY = "insight-search"


def search(published: PublishedSet, selection: Selection) -> None:
    """Draw the search. The index is a file that the browser fetches once; only its address travels with a page."""
    index = address_of(search_index(published), "application/octet-stream", "search")
    footprint = selection.footprint or ""
    near = histories.geography(published, selection.vintage).name(footprint) if selection.vintage else ""
    search_component()(key=_KEY, data={"index": index, "near": near}, on_picked_change=_found)


def _found() -> None:
    """Go where a hit or a link leads."""
    picked = (st.session_state.get(_KEY) or {}).get("picked") or {}
    kind, code = str(picked.get("kind", "")), str(picked.get("code", ""))
    if kind == "page":
        query = {str(name): str(value) for name, value in dict(picked.get("query") or {}).items()}
        _turn(code, Selection.from_query(query).to_query())
    elif kind == "footprint":
        _turn("overview", {"footprint": code, "vintage": str(picked.get("set", ""))})
    elif kind == "measure":
        _turn("map", {"measure": code})
    else:
        _turn(ORG_PAGE, {"org": code} | _home(code))


def _turn(page: str, chosen: dict[str, str]) -> None:
    address.choose(**chosen)
    navigation.go(page)


def _home(code: str) -> dict[str, str]:
    """The footprint an organisation lies in, in the set of areas that is looked at."""
    vintage = address.query().get("vintage")
    published = current()
    if vintage not in set(published.store.vintages.index):
        return {}
    home = histories.geography(published, str(vintage)).homes.get(code)
    return {"footprint": str(home)} if home is not None else {}
