"""Finds the lists in a CQC file: the header row by what it says, and where each column we need stands in it."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from loaders.declared import Row
from loaders.errors import LayoutChanged
from loaders.read.opendocument import SheetRow
from loaders.read.sheets import as_number, as_text, column_letters, label
from loaders.sources.cqc.days import day
from loaders.sources.cqc.tables import rows

WITHIN = 40
"""Rows of a sheet that may stand above its header; the most seen is seven."""
FOOTNOTE = 2
"""Filled cells of a footnote at most: every row of a list fills more."""

TWICE = "dual"
"""In the name of a sheet: it lists again places that another sheet tells of, and need not tell all of them."""


@dataclass(frozen=True)
class CqcHeader:
    """The header of one list: which list it is, and where our fields stand."""

    file: str
    sheet: str
    table: str
    columns: Mapping[str, int]

    def text(self, row: SheetRow, field: str) -> str:
        """A cell as text, blanks made single; empty where the row or the file has no such column, and for `-`."""
        at = self.columns.get(field, -1)
        text = as_text(row.cells[at]) if 0 <= at < len(row.cells) else ""
        return "" if text == "-" else text

    def day(self, row: SheetRow, field: str) -> date | None:
        """A cell as a day. Raises LayoutChanged."""
        text = self.text(row, field)
        try:
            return day(text)
        except ValueError:
            raise self.changed("a day such as 01/09/2026", row, field, text) from None

    def number(self, row: SheetRow, field: str, low: float, high: float) -> float | None:
        """A cell as a number within limits. Raises LayoutChanged."""
        text = self.text(row, field)
        if not text:
            return None
        number = as_number(text)
        if number is None or not low <= number <= high:
            raise self.changed(f"a number from {low:g} to {high:g}", row, field, text)
        return number

    def changed(self, expected: str, row: SheetRow, field: str, found: str) -> LayoutChanged:
        """The error for one cell that does not hold what it should."""
        where = f"{found[:60]!r} in row {row.number}, column {column_letters(self.columns.get(field, 0))}"
        return LayoutChanged(self.file, expected, where, self.sheet or None)


def layout(cells: Sequence[str]) -> Row | None:
    """The row of `columns/layouts.csv` for the list that these headings open; None if they open none.

    A list has every heading of its `signs` and none of `never`, so that a list which lost the column that tells it from
    another is refused for that column and never taken for the other. `location *` is any heading that begins so.
    """
    headings = [label(cell) for cell in cells]
    if sum(map(bool, headings)) <= FOOTNOTE:
        return None
    for row in rows("layouts"):
        there, never = (
            [fnmatch.filter(headings, sign) for sign in row[name].split("|") if sign] for name in ("signs", "never")
        )
        if all(there) and not any(never):
            return row
    return None


def list_rows(source: Iterable[SheetRow], file: str, layout_id: str) -> Iterator[tuple[CqcHeader, SheetRow]]:
    """Every row of every list of this layout in a file, with its header. Raises LayoutChanged for a missing column."""
    sheet, header, first = None, None, 0
    for row in source:
        if row.sheet != sheet:
            sheet, header, first = row.sheet, None, row.number
        if header is None:
            opened = layout(row.cells) if row.number - first < WITHIN else None
            if opened and opened["layout"] == layout_id:
                header = _header(row, file, opened["table"])
        elif len([cell for cell in row.cells if cell]) > FOOTNOTE:
            yield header, row


def _header(row: SheetRow, file: str, table: str) -> CqcHeader | None:
    headings = [label(cell) for cell in row.cells]
    columns: dict[str, int] = {}
    for field, needed, names in _fields(table):
        found = [at for at, heading in enumerate(headings) if heading in names]
        if needed and not found and TWICE in label(row.sheet):
            return None
        if len(found) > 1 or (needed and not found):
            expected = f"one column {' or '.join(names)!r} in a list of {table}"
            raise LayoutChanged(file, expected, f"{len(found)}", row.sheet or None)
        if found:
            columns[field] = found[0]
    return CqcHeader(file, row.sheet, table, columns)


@cache
def _fields(table: str) -> tuple[tuple[str, bool, tuple[str, ...]], ...]:
    return tuple(
        (row["field"], row["needed"] == "yes", tuple(row["headings"].split("|")))
        for row in rows("columns")
        if row["table"] == table
    )
