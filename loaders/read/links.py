"""The links of a publisher's page, and the names of the files they lead to: a link that is no address is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from loaders.errors import SourceUnavailable
from loaders.source import Wanted, Web

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


def linked(web: Web, page: str) -> list[str]:
    """The links of a page that is asked now; none where it does not answer: it hides no other, and known addresses stand in."""
    try:
        return links(page, web.page(page))
    except SourceUnavailable:
        return []


def newest_first(files: Mapping[tuple[int, str], Wanted]) -> Iterator[Wanted]:
    """The files by year and what part of it they are: the newest year first."""
    yield from (files[key] for key in sorted(files, key=lambda key: (-key[0], key[1])))


def path_of(url: str) -> PurePosixPath:
    """The path of an address as people read it; its last part names the file."""
    return PurePosixPath(unquote(urlsplit(url).path))


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
