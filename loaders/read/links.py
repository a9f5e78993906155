"""The links of a publisher's page: one pass over its text, and a link that is no address is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

_ANCHOR = re.compile(r"<a\s([^<>]*)", re.IGNORECASE)
_HREF = re.compile(r"""(?<![\w-])href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
"""No part of either can be matched in two ways, so time grows with the length of the page and no faster."""


def links(page: str, text: str) -> list[str]:
    """The addresses (http, https) that the page at `page` links to, absolute, in order; outside comments."""
    found: list[str] = []
    for piece in _without_comments(text):
        for anchor in _ANCHOR.finditer(piece):
            for href in _HREF.findall(anchor[1])[:1]:
                address = _address(page, unescape("".join(href)).strip())
                if address:
                    found.append(address)
    return found


def _address(page: str, href: str) -> str:
    """The absolute address; empty for what is none, such as `http://[insert link here]/x`."""
    try:
        address = urljoin(page, href)
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return ""
    return address if known else ""


def _without_comments(text: str) -> Iterator[str]:
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        yield text[at:start]
        end = text.find("-->", start)
        if end < 0:
            return
        at = end + len("-->")
    yield text[at:]
