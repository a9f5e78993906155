"""What all the publishers' spreadsheets share: a header found by what it says, marks where a number is hidden, footnotes."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from insight.model import Status
from loaders.errors import Incomplete, LayoutChanged, SourceUnavailable
from loaders.grammar import listed
from loaders.read.archive import refusal_of_several
from loaders.read.damage import plainly
from loaders.read.extents import absurdity
from loaders.read.packed import ZIP, names_within
from loaders.source import Raw

Cell = int | float | str | bool | time | date | datetime | timedelta
"""What a cell may hold; an empty one holds an empty text."""

_NUMBER = re.compile(
    r"[+-]?(?:[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE
)
"""`220`, `1,204`, `-3.5`, `.25`, `1.5E-05`. No full-width digits, no units, no percent signs, no `0,847`: what those mean is a guess."""

MARKS: dict[str, Status] = {
    **dict.fromkeys(("*", "[c]", "c", "[low]", "[u]"), Status.SUPPRESSED),
    **dict.fromkeys(("", "-", ".", "..", ":", "/", "n/a", "na", "x", "z", "[x]", "[z]"), Status.NOT_AVAILABLE),
}
"""What stands, as a label, where publishers and the government's guidance on spreadsheets print no figure; never a nought. Where a
source says otherwise of a mark, it has its own word beside these."""

_QUOTES = str.maketrans("‘’“”", "''\"\"")


class CellReading(NamedTuple):
    """A cell that should be a number: the number, or the status that stands in its place."""

    value: float | None
    status: Status


@dataclass(frozen=True)
class Sheet:
    """One sheet as published. Rows and columns are counted from 0; the cell A1 is row 0, column 0."""

    file: str
    name: str
    rows: tuple[tuple[Cell, ...], ...]

    def cell(self, row: int, column: int) -> Cell:
        """What stands there; an empty text beyond the last row or column."""
        line = self.rows[row] if row < len(self.rows) else ()
        return line[column] if column < len(line) else ""

    def text(self, row: int, column: int) -> str:
        """The cell as a code or a name: trimmed, blanks made single, whole numbers without their `.0`."""
        return as_text(self.cell(row, column))

    def number(self, row: int, column: int, marks: Mapping[str, Status]) -> CellReading:
        """The cell as a number (`as_number`), or the status its mark stands for. Raises LayoutChanged for anything else."""
        cell = self.cell(row, column)
        number = as_number(cell)
        if number is not None:
            return CellReading(number, Status.OK)
        mark = label(cell)
        if mark in marks:
            return CellReading(None, marks[mark])
        either = f" or {'one of ' * (len(marks) > 1)}{listed(sorted(marks))}" if marks else ""
        raise self.changed(f"a number{either}", f"{cell!r} in row {row + 1}, column {column_letters(column)}")

    def changed(self, expected: str, found: str) -> LayoutChanged:
        """The error that says what this sheet should hold and what it holds."""
        return LayoutChanged(self.file, expected, found, self.name)

    def cut(self, expected: str, found: str) -> Incomplete:
        """The error that says that rows of this sheet are missing."""
        return Incomplete(self.file, expected, found, self.name)


@dataclass(frozen=True)
class Book:
    """One workbook (.xlsx, .xlsm, .xls or .ods); its sheets are read one by one, when asked for.

    The reader to use wherever whole sheets fit into memory and numbers must stay numbers: all publishers' workbooks of
    results. Every one is measured by `loaders.read.extents` before it is opened. For an OpenDocument list of hundreds of
    thousands of rows use `loaders.read.opendocument.stream_rows`.
    """

    file: str
    content: bytes

    @cached_property
    def _workbook(self) -> CalamineWorkbook:
        if self.content.startswith(ZIP) and (said := refusal_of_several(names_within(io.BytesIO(self.content)))):
            raise SourceUnavailable(f"{self.file} is {said}")
        if absurd := absurdity(self.content):
            raise SourceUnavailable(f"{self.file} is not a spreadsheet as published: it has {absurd}. Fetch it again")
        with _opening(self.file):
            return CalamineWorkbook.from_filelike(io.BytesIO(self.content))

    @property
    def names(self) -> list[str]:
        """The names of the sheets, in order."""
        return self._workbook.sheet_names

    @property
    def visible(self) -> list[str]:
        """The names of the sheets a reader is shown, in order: publishers hide sheets that only drive the others."""
        return [each.name for each in self._workbook.sheets_metadata if each.visible == SheetVisibleEnum.Visible]

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name, whatever its case and blanks. Raises LayoutChanged when there is none."""
        for candidate in self.names:
            if label(candidate) == label(name):
                with _opening(self.file):
                    rows = self._workbook.get_sheet_by_name(candidate).to_python(skip_empty_area=False)
                return Sheet(self.file, candidate, tuple(tuple(row) for row in rows))
        raise LayoutChanged(self.file, f"a sheet {name!r}", f"the sheets {', '.join(self.names)}")

    def rows(self, name: str) -> Iterator[list[Cell]]:
        """The rows of the sheet of exactly that name one by one, from row 1, for sheets too long to be held whole.

        Columns before the first filled one are left out: find columns by their headings.
        """
        with _opening(self.file):
            yield from self._workbook.get_sheet_by_name(name).iter_rows()


@contextmanager
def _opening(file: str) -> Iterator[None]:
    """Turn what the reader of spreadsheets says of a damaged file into a sentence."""
    try:
        yield
    except BaseException as error:
        # The reader is written in Rust: where it gives up, Python sees an exception of a class that cannot be imported.
        if not isinstance(error, CalamineError | ValueError | OSError) and type(error).__name__ != "PanicException":
            raise
        said = f"is not a spreadsheet that can be opened ({plainly(error)}): fetch it again"
        raise SourceUnavailable(f"{file} {said}") from error


def open_book(raw: Raw) -> Book:
    """The workbook in a published file. Errors are raised by the first look inside, as SourceUnavailable."""
    return Book(raw.name, raw.read())


def as_text(cell: Cell) -> str:
    """A cell as a code or a name: trimmed, blanks (hard ones too) made single, whole numbers without their `.0`."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())


def as_number(cell: Cell) -> float | None:
    """The finite number a cell holds, as a number or as a text that plainly is one; None for anything else.

    The one reader of numbers of all spreadsheets and CSVs.
    """
    if isinstance(cell, str):
        text = cell.strip()
        number = float(text.replace(",", "")) if _NUMBER.fullmatch(text) else math.nan
    else:
        number = float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else math.nan
    return number if math.isfinite(number) else None


def label(cell: Cell) -> str:
    """A cell as a heading to compare by: as `as_text`, in lower case, with straight quotation marks."""
    return as_text(cell).casefold().translate(_QUOTES)


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands in a cell, or blanks alone."""
    return isinstance(cell, str) and not cell.strip()


def filled(row: Iterable[Cell]) -> int:
    """In how many cells of a row something stands."""
    return sum(not is_blank(cell) for cell in row)


def find_header(sheet: Sheet, *wanted: str, within: int = 40) -> int:
    """The first row that holds all the headings wanted; never a row number known by heart.

    Raises LayoutChanged naming the headings that the best candidate lacked.
    """
    headings = {label(heading) for heading in wanted}
    lacking = headings
    for number, row in enumerate(sheet.rows[:within]):
        missing = headings - {label(cell) for cell in row}
        if not missing:
            return number
        lacking = min(lacking, missing, key=len)
    raise sheet.changed(
        f"a header row with {', '.join(sorted(headings))} in the first {within} rows",
        f"none; nearest row lacks {', '.join(sorted(lacking))}",
    )


def columns(sheet: Sheet, header: int) -> dict[str, list[int]]:
    """Where each heading of the header row stands, by `label`; a heading repeated stands in several columns."""
    found: dict[str, list[int]] = {}
    for position, cell in enumerate(sheet.rows[header]):
        if heading := label(cell):
            found.setdefault(heading, []).append(position)
    return found


def data_rows(sheet: Sheet, header: int, least: int = 3) -> Iterator[int]:
    """The rows under the header that carry figures: blank rows and footnotes fill fewer than `least` cells."""
    for number in range(header + 1, len(sheet.rows)):
        if filled(sheet.rows[number]) >= least:
            yield number


def column_letters(column: int) -> str:
    """A column counted from 0 in the letters a spreadsheet shows: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
