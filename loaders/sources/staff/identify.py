"""Which results of the NHS Staff Survey a workbook holds, told by what it says of itself; its name only helps where it is shut."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace

from loaders.errors import LayoutChanged, NotUsable, SourceUnavailable
from loaders.read.archive import is_archive, members
from loaders.read.packed import may_be_workbook
from loaders.read.sheets import Book, label, open_book
from loaders.reference import Reference
from loaders.source import Raw, Release
from loaders.sources.staff import national, organisations
from loaders.sources.staff.areas import unknown
from loaders.sources.staff.five_years import GROUPS, find_years, unread
from loaders.sources.staff.tables import SOURCE_ID, eras
from loaders.sources.staff.workbook import read_results

OVER_TIME = f"{SOURCE_ID}.over_time"
"""One release for all benchmark workbooks: a newer one gives every year anew, and the older one goes."""

_OURS = "people promise elements"
"""A sheet that every workbook of detailed spreadsheets has since 2021."""
_SERIES = re.compile(r"nhs staff survey 20\d\d")
_OUR_NAME = re.compile(r"(?<![a-z])(?:nss|st)(?P<year>\d\d)(?!\d)|staff.survey", re.IGNORECASE)
_FRONT = 12


def recognise(raw: Raw, reference: Reference) -> Release | None:
    """The release a file is, or None if it is not of the NHS Staff Survey.

    Raises NotUsable for results that are not loaded, LayoutChanged where a workbook contradicts itself, SourceUnavailable.
    """
    if not may_be_workbook(raw):
        return None
    return _archive(raw, reference) if is_archive(raw) else _of_workbook(raw, reference)


def _of_workbook(raw: Raw, reference: Reference) -> Release | None:
    book = open_book(raw)
    try:
        names = [label(name) for name in book.names]
        if GROUPS in names:
            return _over_time(raw, book)
        if _OURS in names:
            return _detailed(raw, book, reference)
        says_ours = bool(_OUR_NAME.search(raw.name)) or _speaks_of_us(book)
    except SourceUnavailable:
        if _OUR_NAME.search(raw.name):
            raise
        return None
    if says_ours:
        raise NotUsable(
            f"{raw.name}: of the NHS Staff Survey the detailed spreadsheets since {min(eras())}, national and organisational, "
            "and the benchmark workbooks of five years are loaded; this one is neither."
        )
    return None


def results_in(raw: Raw, reference: Reference) -> list[tuple[Raw, Release]]:
    """The workbooks of detailed spreadsheets in an archive; others in it, such as that of types of organisation, are passed over."""
    found: list[tuple[Raw, Release]] = []
    try:
        for member in members(raw, (".xlsx",)):
            with suppress(NotUsable):
                if may_be_workbook(member) and (release := _of_workbook(member, reference)):
                    found.append((member, release))
    except SourceUnavailable:
        if _OUR_NAME.search(raw.name):
            raise
        return []
    return [(member, release) for member, release in found if release.details["kind"] != "over_time"]


def _archive(raw: Raw, reference: Reference) -> Release | None:
    """The results of one year as the publisher sends them: in one ZIP. One workbook in it is told as if it came alone."""
    releases = [release for _, release in results_in(raw, reference)]
    if len(releases) < 2:
        return next(iter(releases), None)
    if others := sorted({f"{release.start:%Y}" for release in releases if release.start}, reverse=True)[1:]:
        raise LayoutChanged(raw.name, "results of one year", f"results of {', '.join(others)} as well")
    year = f"{releases[0].start:%Y}"
    notes = dict.fromkeys(release.details["note"] for release in releases)
    return replace(
        releases[0],
        id=f"{SOURCE_ID}.{year}.detailed",
        title=f"NHS Staff Survey {year}: detailed spreadsheets",
        details={"kind": "archive", "note": " ".join(filter(None, notes))},
    )


def _detailed(raw: Raw, book: Book, reference: Reference) -> Release:
    results = read_results(raw.name, book)
    era = results.era
    names = (national if results.national else organisations).named(results)
    notes = (unknown(raw.name, names, era, reference), "" if results.national else organisations.unread(results))
    whose = "England, its regions and systems" if results.national else "trusts"
    return Release(
        id=f"{SOURCE_ID}.{era.year}.{results.kind}",
        title=f"NHS Staff Survey {era.year}: {whose}",
        start=era.start,
        end=era.end,
        published=era.published,
        details={
            "kind": results.kind,
            "note": " ".join(filter(None, notes)),
            "doubt": _another_year(raw.name, era.year),
        },
    )


def _another_year(file: str, year: int) -> str:
    """What speaks against a workbook whose name, as its publisher writes it, is of another year; '' where it is not."""
    named = next(filter(None, (found["year"] for found in _OUR_NAME.finditer(file))), "")
    return "" if int(named or year) % 100 == year % 100 else f"its name is of 20{named}, and its results are of {year}"


def _over_time(raw: Raw, book: Book) -> Release:
    first, last = find_years(raw.name, book)
    return Release(
        id=OVER_TIME,
        title=f"NHS Staff Survey {first} to {last}: trusts over five years",
        start=eras()[last].start.replace(year=first),
        end=eras()[last].end,
        details={"kind": "over_time", "note": unread(book)},
    )


def _speaks_of_us(book: Book) -> bool:
    """Whether the first sheet says that it is of this survey."""
    top = (row[:_FRONT] for name in book.visible[:1] for row in book.sheet(name).rows[:_FRONT])
    return any(_SERIES.match(label(cell)) for row in top for cell in row if isinstance(cell, str))
