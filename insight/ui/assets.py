"""What the browser needs to draw charts, served from this machine: the drawing library and our own few scripts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import plotly
from streamlit.components.v1 import declare_component
from streamlit.components.v2 import component
from streamlit.runtime import get_instance

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

COMPONENT = Path(__file__).with_name("component")
_PLOTLY = Path(plotly.__file__).with_name("package_data")
_ARRIVING = '<p class="insight-arriving" role="status">The chart is on its way …</p>'


@cache
def chart_component() -> ComponentRenderer:
    """The chart as the browser knows it. Its scripts come by HTTP and are kept; only a few lines travel with a chart."""
    declare_component("plotly", path=_PLOTLY)
    return _mounted("insight_chart", "mount.js", html=_ARRIVING)


@cache
def search_component() -> ComponentRenderer:
    """The search of the header. Its scripts are served beside those of the chart."""
    return _mounted("insight_search", "mount_search.js")


@cache
def present_component() -> ComponentRenderer:
    """The screens of a meeting room."""
    return _mounted("insight_present", "mount_present.js")


def _mounted(name: str, script: str, html: str | None = None) -> ComponentRenderer:
    # Streamlit serves the folder of a declared component with the right content types; we want nothing else of it.
    declare_component("chart", path=COMPONENT)
    return component(name, html=html, js=(COMPONENT / script).read_text("utf-8"), isolate_styles=False)


@cache
def page_style() -> str:
    """The style sheet every page carries."""
    return f"<style>{(COMPONENT / 'page.css').read_text('utf-8')}</style>"


def address_of(content: bytes, media_type: str, place: str, name: str | None = None) -> str:
    """Where the browser can fetch these bytes while this page shows `place`; the same bytes keep one address."""
    return get_instance().media_file_mgr.add(
        content, media_type, place, file_name=name, is_for_static_download=bool(name)
    )
