"""Where the publications are to be had: the pages of the series, year by year, and the ZIP that each links to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from loaders.declared import addresses
from loaders.errors import SourceUnavailable
from loaders.read.links import links
from loaders.source import Wanted, Web
from loaders.sources.complaints.declared import SOURCE_ID

SERIES = "https://digital.nhs.uk/data-and-information/publications/statistical/data-on-written-complaints-in-the-nhs"
_PUBLICATION = re.compile(r"/data-on-written-complaints-in-the-nhs/(20\d\d)-(?:20)?\d\d[^/#?]*(?:/content)?/?")
_FILE = re.compile(r"\.(?:zip|csv)$", re.IGNORECASE)


def releases(web: Web) -> Iterator[Wanted]:
    """Every file that the pages link to, newest year first; a page that does not answer hides no other."""
    pages = {page: _year(page) for page in _known()}
    pages |= {page: _year(page) for page in _links(web, SERIES) if _PUBLICATION.search(urlsplit(page).path)}
    seen: set[str] = set()
    for page, year in sorted(pages.items(), key=lambda item: (-item[1], item[0])):
        for url in _links(web, page):
            path = unquote(urlsplit(url).path)
            if _FILE.search(path) and url not in seen:
                seen.add(url)
                yield Wanted(url, PurePosixPath(path).name, year)


def _links(web: Web, page: str) -> list[str]:
    try:
        return [url.partition("#")[0] for url in links(page, web.page(page))]
    except SourceUnavailable:
        return []


def _known() -> list[str]:
    """The pages of years known by hand; the address of a ZIP itself cannot be guessed."""
    return [row["url"] for row in addresses(SOURCE_ID)]


def _year(page: str) -> int:
    found = _PUBLICATION.search(urlsplit(page).path)
    return int(found[1]) if found else 0
