"""The NHS dental results of the survey (2013 to 2022): workbooks for England, its regions and its groups or systems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pandas as pd

from loaders.declared import Row
from loaders.errors import LayoutChanged, NotUsable, SourceUnavailable
from loaders.read.fact_rows import fact_rows
from loaders.read.sheets import Book, Sheet, as_text, find_header, label, open_book
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.gpps import dental_groups
from loaders.sources.gpps.dental_areas import areas, membership, orgs, refuse_cut, refuse_missing, refuse_unknown
from loaders.sources.gpps.dental_facts import DentalPercentage, facts
from loaders.sources.gpps.identify import named_year
from loaders.sources.gpps.tables import SOURCE_ID, rows

SHEETS = ("question responses", "responses")
"""What the sheet with all the answers has been called."""

LISTS = re.compile(r".*list[ _]of[ _]reporting[ _]var.*")
"""What the sheet is called in the workbook that explains the columns of the survey's files."""

TOTAL, FORMS = "total responses", 3
"""Every question opens with its weighted total; three columns on survey forms stand before the first question."""

_TITLE = re.compile(r"dental.*january (?:to|-|–) march (20\d\d)", re.IGNORECASE)
_ABOVE = 5
"""Rows: the title and the banners that stand over the header."""


def recognise(raw: Raw) -> Release | None:
    """The release a dental workbook is, or None for any other spreadsheet.

    Raises NotUsable for years not documented, and for workbooks that list the survey's columns.
    """
    try:
        book = open_book(raw)
        sheet = _answers(book)
    except SourceUnavailable:
        return None  # Not a spreadsheet, so not of this survey: another source may know it.
    if any(LISTS.fullmatch(label(name)) for name in book.names):
        raise NotUsable(f"{raw.name}: a list of the survey's columns; the figures are in the files it describes.")
    title = _TITLE.search(" ".join(as_text(cell) for row in sheet.rows[:_ABOVE] for cell in row)) if sheet else None
    if title is None:
        return None
    if _layout(title[1]) is None:
        raise NotUsable(f"{raw.name}: the layout of the dental results of {title[1]} is not known; 2013 to 2022 are.")
    year = int(title[1])
    if named_year(raw) not in (None, year):
        raise LayoutChanged(raw.name, f"results of {named_year(raw)}, as the file name says", f"{title[0]!r}")
    return Release(
        id=f"{SOURCE_ID}.dental-{year}",
        title=f"GP Patient Survey, NHS dental results, January to March {year}",
        start=date(year, 1, 1),
        end=date(year, 4, 1),
        details={"dental": str(year)},
    )


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """Facts (one row per question per area, and per group of patients), and the areas named. Raises LayoutChanged."""
    book = open_book(raw)
    sheet, layout = _answers(book), _layout(release.details["dental"])
    if sheet is None or layout is None:
        raise LayoutChanged(raw.name, "a sheet 'Question Responses' or 'Responses' of 2013 to 2022", "none")
    header = find_header(sheet, TOTAL, "very good", "fairly good", "yes")
    identity = [label(cell) for cell in sheet.rows[header]].index(TOTAL) - FORMS
    named = list(areas(sheet, header, identity, layout["areas"]))
    refuse_unknown(sheet, named, layout["vintage"], reference)
    refuse_cut(sheet, identity, named, layout["parts"].split())
    found = facts(sheet, list(_questions(sheet, header)), named)
    for group in filter(None, layout["groups"].split("|")):
        name, _, levels = group.partition(":")
        table = book.sheet(name)
        top, totals = dental_groups.header_row(table)
        rows_of_table = list(areas(table, top, totals[0], layout["areas"]))
        refuse_missing(table, rows_of_table, [area for area in named if area.level in levels.split()])
        found += facts(table, list(dental_groups.counts(table, top, totals)), rows_of_table)
    return {
        "facts": fact_rows(release, **pd.DataFrame(found)),
        "orgs": orgs(named),
        "membership": membership(named, layout["vintage"], f"GPPS dental {layout['year']} workbook"),
    }


def _answers(book: Book) -> Sheet | None:
    name = next((name for name in book.names if label(name) in SHEETS), None)
    return book.sheet(name) if name else None


def _layout(year: str) -> Row | None:
    return next((row for row in rows("dental") if row["year"] == year), None)


def _questions(sheet: Sheet, header: int) -> Iterator[DentalPercentage]:
    """Each measure of ours, found by the banner over its block; a block runs from one total to the next."""
    headings = [label(cell) for cell in sheet.rows[header]]
    starts = [column for column, heading in enumerate(headings) if heading == TOTAL]
    banners = {start: " ".join(label(sheet.cell(above, start)) for above in range(header)) for start in starts}
    for row in rows("dental_questions"):
        start = next((start for start in starts if row["banner"] in banners[start]), None)
        if start is None:
            raise sheet.changed(f"a block of columns under {row['banner']!r}", "none")
        block = range(start, next((after for after in starts if after > start), len(headings)))
        positive = row["positive"].split("|")
        good = tuple(column for column in block if headings[column] in positive)
        shares = tuple(column for column in block if headings[column] in {f"% {option}" for option in positive})
        if not len(good) == len(shares) == len(positive):
            expected = f"a count and a percentage for each of {', '.join(positive)} under {row['banner']!r}"
            raise sheet.changed(expected, f"{len(good)} and {len(shares)}")
        yield DentalPercentage(row["measure"], start, good, shares)
