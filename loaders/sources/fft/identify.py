"""Which setting and month a workbook is about: its own title says so, its Summary sheet and its name must not contradict it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from loaders.errors import LayoutChanged, NotUsable, SourceUnavailable
from loaders.months import MONTHS, month_after, named_month
from loaders.read.packed import may_be_workbook
from loaders.read.plain_tables import header_of, opening
from loaders.read.sheets import Book, as_text, label, open_book
from loaders.reference import Reference
from loaders.source import Raw, Release
from loaders.sources.fft.tables import SOURCE_ID, MonthlyWorkbook, eras, which_workbooks

FRONT, TITLE_ROWS, TITLE_COLUMNS = 2, 12, 12
"""The title stands at the top of the first sheet, or of the second where the first is empty."""

_TITLE = re.compile(rf"friends (?:and|&) family test.*?\b({'|'.join(MONTHS)}) (20\d\d)\b")
_SERIES = re.compile(r"friends (?:and|&) family test")
_OUR_NAME = re.compile(r"(?<![a-z])f[ft]t(?![a-z])|friends.and.family", re.IGNORECASE)


def recognise(raw: Raw, reference: Reference) -> Release | None:
    """The release a file is, or None if it is not of the Friends and Family Test.

    Raises NotUsable for workbooks we do not load and for months in which nothing was collected; LayoutChanged where a
    workbook contradicts itself.
    """
    if not may_be_workbook(raw):
        return _refuse_extract(raw)
    book = open_book(raw)
    try:
        title = _title(book)
    except SourceUnavailable:
        if _OUR_NAME.search(raw.name):
            raise
        return None
    if title is None:
        return _refuse_without_title(raw, book)
    text, month = title
    workbook = _workbook(raw, text)
    _refuse_contradiction(book, month)
    if not any(era.covers(month) for era in eras()):
        raise NotUsable(
            f"{raw.name}: no comparable Friends and Family Test was collected in {month:%B %Y}. Results are loaded from "
            "October 2014 to February 2020 and from December 2020."
        )
    return Release(
        id=f"{SOURCE_ID}.{month:%Y-%m}.{workbook.id}",
        title=f"Friends and Family Test, {workbook.title}, {month:%B %Y}",
        start=month,
        end=month_after(month),
        details={"workbook": workbook.id, "month": f"{month:%Y-%m}"},
    )


def _refuse_extract(raw: Raw) -> None:
    """Raise NotUsable for a list that the publisher of hospitals' profiles draws from the workbooks."""
    rows = opening(raw)
    if any(name.startswith("percentage recommended") for name in header_of(rows)):
        raise NotUsable(
            f"{raw.name}: expected a monthly workbook of the Friends and Family Test, such as FFT_IP_..._Jul-25.xlsm, found an "
            f"extract with the columns {', '.join(rows[0][:4])}. Load the workbook of its month."
        )


def _refuse_without_title(raw: Raw, book: Book) -> None:
    """Raise LayoutChanged for a workbook that bears our name, outside or inside, and not our title; others are not ours."""
    said = next((cell for cell in _front(book) if _SERIES.search(label(cell))), None)
    if said or _OUR_NAME.search(raw.name):
        expected = "a title such as 'Inpatient Friends and Family Test (FFT) Data - July 2025' on the first sheets"
        found = repr(as_text(said)[:80]) if said else f"none on the sheets {', '.join(book.visible[:FRONT])}"
        raise LayoutChanged(raw.name, expected, found)


def _title(book: Book) -> tuple[str, date] | None:
    """The title of a workbook of ours and the first day of its month."""
    for cell in _front(book):
        if found := _TITLE.search(label(cell)):
            return as_text(cell), named_month(found[1], found[2])
    return None


def _front(book: Book) -> Iterator[str]:
    """The texts at the top of the first sheets."""
    for name in book.visible[:FRONT]:
        for row in book.sheet(name).rows[:TITLE_ROWS]:
            yield from (cell for cell in row[:TITLE_COLUMNS] if isinstance(cell, str) and cell)


def _workbook(raw: Raw, title: str) -> MonthlyWorkbook:
    """The kind of workbook its title names; its file name, where the title names none or several.

    Raises LayoutChanged where the two name one each, and not the same.
    """
    found, called = which_workbooks(title), which_workbooks(raw.name)
    if len(found) == len(called) == 1 and found != called:
        raise LayoutChanged(raw.name, f"a title of {called[0].title} figures, as its name says", f"{title!r}")
    found = found if len(found) == 1 else called
    if len(found) != 1:
        expected = "a title that names one setting, such as 'Inpatient Friends and Family Test'"
        raise LayoutChanged(raw.name, expected, f"{title!r}")
    if not found[0].id:
        raise NotUsable(f"{raw.name}: {found[0].title} figures of the Friends and Family Test are not loaded.")
    return found[0]


def _refuse_contradiction(book: Book, month: date) -> None:
    """The Summary sheet is dated too, in its last days or its first: its newest month must be the title's."""
    name = next((name for name in book.visible if label(name) == "summary"), None)
    if name is None:
        return
    sheet = book.sheet(name)
    days = [cell for row in sheet.rows[: 2 * TITLE_ROWS] for cell in row if isinstance(cell, date | datetime)]
    months = {date(day.year, day.month, 1) for day in days}
    if months and max(months) != month:
        raise sheet.changed(f"figures of {month:%B %Y}, as the title says", f"figures of {max(months):%B %Y}")
