"""Where the workbooks are to be had: links on the survey's pages, whose file names change every year, and addresses seen once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.declared import addresses
from loaders.read.links import linked, newest_first, path_of
from loaders.source import Wanted, Web
from loaders.sources.staff.tables import SOURCE_ID

SITE = "https://www.nhsstaffsurveys.com"
PAGES = tuple(f"{SITE}/results/{page}/" for page in ("local-results", "national-results", "results-archive"))

_FILE = re.compile(r".*\.(?:xlsx|zip)", re.IGNORECASE)
_KINDS = {
    "five years": re.compile(r"benchmark.*excel.*20\d\d\D(20\d\d)"),
    "detailed": re.compile(r"(?:(?:nss|st)(\d\d))?.*detailed.*spreadsheets(?!.*type)"),
}

Key = tuple[int, str]
"""The last year a file is about (0 where its name does not tell), and what kind it is: one file."""


def releases(web: Web) -> Iterator[Wanted]:
    """Every file there is to fetch, newest first: a link on a page before an address seen once."""
    known: dict[Key, Wanted] = {}
    for row in addresses(SOURCE_ID):
        year, kind = _key(row["url"]) or (0, row["url"])
        known[year or int(row["year"]), kind] = _wanted(row["url"], int(row["year"]))
    return newest_first(known | dict(_linked(web)))


def _linked(web: Web) -> Iterator[tuple[Key, Wanted]]:
    for page in PAGES:
        for url in reversed(linked(web, page)):  # the first link to a file is the newest upload
            if key := _key(url):
                yield key, _wanted(url, key[0] or None)


def _key(url: str) -> Key | None:
    name = path_of(url).name.casefold()
    for kind, words in _KINDS.items():
        if _FILE.fullmatch(name) and (found := words.search(name)):
            year = int(found[1] or 0)
            whose = " ".join(sorted(set(re.findall(r"national|organisational", name))))
            return year + 2000 * (0 < year < 100), f"{kind} {whose}".strip() if year else f"{kind} {url}"
    return None


def _wanted(url: str, year: int | None) -> Wanted:
    return Wanted(url, path_of(url).name, year)
