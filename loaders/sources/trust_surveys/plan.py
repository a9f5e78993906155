"""Where a survey's workbooks are to be had: links on the publisher's pages first, known addresses where pages say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.declared import addresses
from loaders.read.links import linked, newest_first, path_of
from loaders.source import Wanted, Web
from loaders.sources.trust_surveys.declared import Survey

_NOT_TRUSTS = re.compile(r"national|respondent|outlier|statistical|data.?tables")
_WORKBOOK = re.compile(r"\.(?:ods|xlsx)$")
_PARTS = re.compile(r"site|type ?\d")

Key = tuple[int, str]
"""A year, and what part of it: one file."""


def releases(survey: Survey, web: Web) -> Iterator[Wanted]:
    """Every workbook there is to fetch, newest first; one per year and part."""
    seen = [(row["url"], int(row["year"])) for row in addresses("trust_surveys") if row["survey"] == survey.id]
    known = {_key(year, url): _wanted(url, year) for url, year in seen}
    return newest_first(known | dict(_linked(survey, web)))


def _linked(survey: Survey, web: Web) -> Iterator[tuple[Key, Wanted]]:
    """Links on the index pages whose file name has the survey's code and two digits, such as `aip24`."""
    for page in survey.pages:
        # The first link to a year stands: pages list the newest issue first.
        found: dict[Key, Wanted] = {}
        for url in linked(web, page):
            name = path_of(url).name.casefold()
            year = re.search(rf"(?<![a-z]){survey.code}[ _-]?(\d\d)(?!\d)", name)
            if year and _WORKBOOK.search(name) and not _NOT_TRUSTS.search(name):
                number = 2000 + int(year[1])
                found.setdefault(_key(number, url), _wanted(url, number))
        yield from found.items()


def _key(year: int, url: str) -> Key:
    return year, " ".join(sorted(set(_PARTS.findall(path_of(url).name.casefold()))))


def _wanted(url: str, year: int) -> Wanted:
    return Wanted(url, path_of(url).name, year)
