"""The way to one place's own page, as a link that can be copied, opened in another tab, or followed."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from insight.selection import Selection

ORG_PAGE = "organisation"


def to_org(code: str, name: str, selection: Selection) -> str:
    """The name of an organisation as a link to its page, as HTML; everything else that is chosen goes along."""
    query = urlencode(selection.choose(org=code).to_query())
    return f'<a class="insight-go" href="{ORG_PAGE}?{escape(query)}">{escape(name)}</a>'
