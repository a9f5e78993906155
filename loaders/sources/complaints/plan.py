"""Where the publications are to be had: the pages of the series, year by year, and the ZIP that each links to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from loaders.declared import addresses
from loaders.read.links import linked, path_of
from loaders.source import Wanted, Web
from loaders.sources.complaints.declared import SOURCE_ID

SERIES = "https://digital.nhs.uk/data-and-information/publications/statistical/data-on-written-complaints-in-the-nhs"
_PUBLICATION = re.compile(r"/data-on-written-complaints-in-the-nhs/(20\d\d)-(?:20)?\d\d[^/#?]*(?:/content)?/?")
_FILE = re.compile(r"\.(?:zip|csv)$", re.IGNORECASE)


def releases(web: Web) -> Iterator[Wanted]:
    """Every file that the pages link to, newest year first; a page that does not answer hides no other."""
    # The pages of years known by hand; the address of a ZIP itself cannot be guessed.
    pages = {row["url"]: _year(row["url"]) for row in addresses(SOURCE_ID)}
    pages |= {page: _year(page) for page in _links(web, SERIES) if _PUBLICATION.search(urlsplit(page).path)}
    seen: set[str] = set()
    for page, year in sorted(pages.items(), key=lambda item: (-item[1], item[0])):
        for url in _links(web, page):
            name = path_of(url).name
            if _FILE.search(name) and url not in seen:
                seen.add(url)
                yield Wanted(url, name, year)


def _links(web: Web, page: str) -> list[str]:
    return [url.partition("#")[0] for url in linked(web, page)]


def _year(page: str) -> int:
    found = _PUBLICATION.search(urlsplit(page).path)
    return int(found[1]) if found else 0
