"""Where the survey's files are to be had: the links on the publishers' pages first, the known addresses where pages say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import parse_qs, quote, urlsplit

from loaders.read.links import linked, newest_first
from loaders.source import Wanted, Web
from loaders.sources.gpps.tables import rows, surveys

SITE = "https://www.gp-patient.co.uk"
DOWNLOAD = SITE + "/FileDownload/Download?fileRedirect="

DENTAL_PAGE = (
    "https://www.england.nhs.uk/statistics/gp-patient-survey-dental-statistics-january-to-march-{year}-england/"
)

SURVEY_FILE = re.compile(
    r"GPPS[ _](?P<year>20\d\d)[ _](?P<level>National|Region|ICS|CCG|PCN|Practice)[ _]data[ _]\(weighted\)[ _]\(csv\)"
    r"[ _]PUBLIC\.csv",
    re.IGNORECASE,
)
DENTAL_FILE = re.compile(r"GP-Patient-Survey-Dental-Results-January-to-March-(?P<year>20\d\d).*\.xlsx?", re.IGNORECASE)

Key = tuple[int, str]
"""A year and a level in lower case: one file."""


def releases(web: Web) -> Iterator[Wanted]:
    """Every file there is to fetch, newest first; one per year and level, one per year of dental results."""
    return newest_first(dict(_known()) | dict(_linked(web)))


def pages() -> list[str]:
    """The index pages, the newest year first."""
    newest = max(surveys())
    return [
        f"{SITE}/surveysandreports",
        f"{SITE}/latest-survey/results",
        *(f"{SITE}/data-analysis-{year}" for year in (newest, newest - 1)),
        *(DENTAL_PAGE.format(year=year) for year in (newest, newest - 1)),
    ]


def _linked(web: Web) -> Iterator[tuple[Key, Wanted]]:
    for page in pages():
        yield from filter(None, map(_wanted, linked(web, page)))


def _wanted(url: str) -> tuple[Key, Wanted] | None:
    """What a link leads to: its file name stands in `fileRedirect`, percent-encoded, or at the end of its path."""
    parts = urlsplit(url)
    path = parse_qs(parts.query).get("fileRedirect", [parts.path])[0]
    name = PurePosixPath(path).name
    if found := SURVEY_FILE.fullmatch(name):
        year = int(found["year"])
        return ((year, found["level"].lower()), Wanted(url, name, year)) if year >= min(surveys()) else None
    if found := DENTAL_FILE.fullmatch(name):
        return (int(found["year"]), "dental"), Wanted(url, name, int(found["year"]))
    return None


def _known() -> Iterator[tuple[Key, Wanted]]:
    for row in rows("paths"):
        for year in range(int(row["first"]), int(row["last"]) + 1):
            for level in row["levels"].split():
                path = row["path"].format(year=year, level=level, folder=level.lower())
                name = PurePosixPath(path).name
                yield (year, level.lower()), Wanted(DOWNLOAD + quote(path, safe=""), name, year)
