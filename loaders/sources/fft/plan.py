"""Where the monthly workbooks are to be had: the links on the publisher's pages, and known addresses where pages are silent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import urlsplit

from loaders.declared import addresses
from loaders.months import MONTHS, named_month
from loaders.read.links import linked, newest_first, path_of
from loaders.source import Wanted, Web
from loaders.sources.fft.tables import SOURCE_ID, month_of, which_workbooks

SITE = "https://www.england.nhs.uk"
INDEX = f"{SITE}/fft/friends-and-family-test-data/"
UPLOADS = f"{SITE}/wp-content/uploads/"

_MONTH_PAGE = re.compile(rf"friends-and-family-test-data-({'|'.join(MONTHS)})-(20\d\d)", re.IGNORECASE)
_FILE = re.compile(r"/wp-content/uploads/(?:(?P<folder>\d{4}/\d\d)/)?.*\.xls[xm]", re.IGNORECASE)
_VERSION = re.compile(r"-v(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class MonthlyFile:
    """One file on a page of a month: what it holds by its name, and which upload of several it is."""

    month: date
    workbook: str
    upload: tuple[int, str, str]
    url: str


def releases(web: Web) -> Iterator[Wanted]:
    """Every workbook there is to fetch, newest month first; of several uploads of one workbook the last."""
    uploads = sorted([*_known(), *_linked(web)], key=lambda link: link.upload)
    found = {(link.month.toordinal(), link.workbook): link for link in uploads}
    return newest_first({at: Wanted(each.url, path_of(each.url).name, each.month.year) for at, each in found.items()})


def _linked(web: Web) -> Iterator[MonthlyFile]:
    for month, page in _month_pages(web).items():
        for url in linked(web, page):
            found = _FILE.fullmatch(urlsplit(url).path)
            name = path_of(url).name
            kinds = which_workbooks(name)
            if found is None or any(not kind.id for kind in kinds):
                continue
            # A name that does not tell is fetched as well: the file itself says what it is.
            workbook = kinds[0].id if len(kinds) == 1 else name.casefold()
            yield MonthlyFile(month, workbook, _upload(found["folder"] or "", name), url)


def _month_pages(web: Web) -> dict[date, str]:
    pages: dict[date, str] = {}
    for url in linked(web, INDEX):
        if found := _MONTH_PAGE.search(urlsplit(url).path):
            pages.setdefault(named_month(found[1], found[2]), url.partition("#")[0])
    return pages


def _upload(folder: str, name: str) -> tuple[int, str, str]:
    """A key that is larger for later uploads: a later folder, then a higher version."""
    version = _VERSION.search(name)
    return (int(folder.replace("/", "") or 0), f"{int(version[1]) if version else 1:03}", name)


@cache
def _known() -> tuple[MonthlyFile, ...]:
    """The addresses of `addresses.csv`, read in public code: names that cannot be predicted."""
    return tuple(
        MonthlyFile(month_of(row["month"]), row["workbook"], (0, "", row["path"]), UPLOADS + row["path"])
        for row in addresses(SOURCE_ID)
    )
