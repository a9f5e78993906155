"""The way between pages: links that carry the selection along, on every page, however it was opened, and to one place's own page."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from streamlit.logger import get_logger
from streamlit.navigation.page import Page as StreamlitPage
from streamlit.runtime.scriptrunner import get_script_run_ctx

from insight.selection import Selection

PRODUCT = "Patient Insight Benchmarks"
_PAGES = "insight.pages"
_LOG = get_logger("insight.views")
_WAY = "insight.way"
_FIRST_TOOL = "pack"
"""From here on, links stand apart at the end of the row: what one does with the findings, after the pages that show them."""
ORG_PAGE = "organisation"


@dataclass(frozen=True)
class Front:
    """The page a visitor asked for."""

    page: StreamlitPage

    def run(self) -> None:
        """Run it, and write one line to the log: which page, and the milliseconds of the script. Nothing of the visitor."""
        began = time.perf_counter()
        try:
            self.page.run()
        finally:
            _LOG.info("page %s in %.0f ms", self.page.title, 1000 * (time.perf_counter() - began))


def front_door(pages: Mapping[str, str]) -> Front:
    """Register the pages (file and title, in order) and return the one to run.

    The first answers at `/`, and under its own name as well, because people guess addresses.
    """
    named = [st.Page(file, title=title, url_path=Path(file).stem) for file, title in pages.items()]
    file, title = next(iter(pages.items()))
    first = st.Page(file, title=title, url_path="front", default=True)
    st.session_state[_PAGES] = [first, *named[1:]]
    return Front(st.navigation([first, *named], position="hidden"))


def through_the_front_door() -> None:
    """Make sure that `app.py` has run before this page.

    A link to a page that is the first thing a fresh server is asked for runs that page alone, without `app.py`. Any
    call of st.navigation tells Streamlit that we steer ourselves, and from the next run on it starts with `app.py`.
    """
    if _PAGES in st.session_state:
        return
    st.session_state[_PAGES] = []
    context = get_script_run_ctx()
    assert context is not None
    door = Path(context.main_script_path)
    files = sorted(file for file in (door.parent / "pages").glob("*.py") if file.name != "__init__.py")
    st.navigation([st.Page(door, title=PRODUCT, default=True), *map(st.Page, files)], position="hidden")
    st.rerun()


def go(page: str) -> None:
    """Turn to another page (the name of its file) when the run begins that a click has asked for, with what is then chosen."""
    st.session_state[_WAY] = page


def follow() -> None:
    """Turn to the page that a click has asked for, if one has."""
    wanted, pages = st.session_state.pop(_WAY, None), st.session_state[_PAGES]
    if wanted is None or not pages:
        return
    # The first page answers under a name of its own.
    page = next((each for each in pages if each.url_path == wanted), pages[0])
    st.switch_page(page, query_params=st.query_params.to_dict())


def page_of(name: str) -> StreamlitPage | None:
    """The page of that file name; None in a dashboard without it. The first page answers under a name of its own."""
    return next((page for page in st.session_state[_PAGES] if page.url_path == name), None)


def links(selection: Selection) -> None:
    """Draw the row of links. Each is an address of its own, which can be copied or opened in another tab."""
    with st.container(horizontal=True, key="insight-links", vertical_alignment="center"):
        for page in st.session_state[_PAGES]:
            if page.url_path == _FIRST_TOOL:
                st.space("stretch")
            st.page_link(page, query_params=selection.to_query(), width="content")


def to_org(code: str, name: str, selection: Selection) -> str:
    """The name of an organisation as a link to its page, as HTML; everything else that is chosen goes along."""
    return to(ORG_PAGE, name, selection.choose(org=code))


def to(page: str, text: str, selection: Selection) -> str:
    """A text as a link to a page with everything chosen, as HTML."""
    return f'<a class="insight-go" href="{page}?{escape(urlencode(selection.to_query()))}">{escape(text)}</a>'
