"""Read lists of organisations as text: CSV in UTF-8 or the ODS's older Windows encoding; and workbooks, because people save such
lists again with a spreadsheet program.

A file is complete when every row is as wide as the first and the last line is whole.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd

from loaders.errors import Incomplete, LayoutChanged, LoadingError, Unended
from loaders.read.damage import plainly
from loaders.read.packed import is_workbook
from loaders.read.sheets import Cell, as_text, open_book
from loaders.source import Raw

Rows = list[list[str]]
HEADINGS = "headings"
"""Where a frame keeps what its columns are called in the file."""
_CELLS = 3
"""Filled in several rows of a table; notes have fewer."""


def opening(raw: Raw, lines: int = 40) -> Rows:
    """The first rows of a file that are not empty, cells trimmed; no rows if it is empty, or neither a text nor a workbook."""
    if is_workbook(raw):
        try:
            return _grid(raw)[:lines]
        except LoadingError:
            return []  # a damaged workbook is nobody's
    head = raw.head()
    if not head or b"\x00" in head:
        return []
    whole_lines = _decoded(head).splitlines()[: lines + 1]
    if len(whole_lines) > 1:
        whole_lines = whole_lines[:lines]
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(whole_lines)]
    except csv.Error:
        return []
    return [row for row in rows if any(row)]


def header_of(rows: Rows) -> tuple[str, ...]:
    """The first row as column names to compare by: lower case."""
    return tuple(cell.lower() for cell in rows[0]) if rows else ()


def with_header(raw: Raw) -> pd.DataFrame:
    """One row per row of a file with a header: names in lower case, every cell a trimmed text, an empty one ''."""
    return under_header(_frame(raw), raw.name)


def under_header(rows: pd.DataFrame, file: str) -> pd.DataFrame:
    """The same of rows that are read already."""
    names = list(rows.iloc[0].str.lower())
    refuse_twice(names, file)
    named = rows.iloc[1:].set_axis(names, axis="columns").reset_index(drop=True)
    return named.loc[:, [name != "" for name in names]]


def refuse_twice(names: Sequence[str], file: str, what: str = "column") -> None:
    """Raise LayoutChanged for names of which one stands twice."""
    if twice := sorted({name for name, times in Counter(names).items() if times > 1 and name}):
        raise LayoutChanged(file, f"every {what} once", f"{', '.join(twice)} more than once")


def without_header(raw: Raw, names: dict[int, str]) -> pd.DataFrame:
    """One row per row of a file without a header, only the columns named, counted from 1 as the publisher counts them.

    The index counts rows from 0. Columns beyond the last are empty: spreadsheet programs do not save empty ones.
    """
    frame = _frame(raw)
    frame = frame.reindex(columns=range(max(frame.shape[1], *names)), fill_value="")
    ours = frame[[number - 1 for number in names]].set_axis(list(names.values()), axis="columns")
    ours.attrs[HEADINGS] = {name: str(number) for number, name in names.items()}
    return ours


def required(frame: pd.DataFrame, names: dict[str, str], file: str) -> pd.DataFrame:
    """The columns of a table of names (ours -> the publisher's), under our names; the frame keeps the publisher's for refusals.

    Raises LayoutChanged for what is missing.
    """
    missing = [theirs for theirs in names.values() if theirs not in frame.columns]
    if missing:
        raise LayoutChanged(file, f"the columns {', '.join(missing)}", f"the columns {', '.join(frame.columns)}")
    ours = frame[list(names.values())].set_axis(list(names), axis="columns")
    ours.attrs[HEADINGS] = names
    return ours


def _frame(raw: Raw) -> pd.DataFrame:
    """Every row of a file, the first one too, each cell a trimmed text. Raises Incomplete for a file that breaks off."""
    if is_workbook(raw):
        rows = _grid(raw)
        if not rows:
            raise LayoutChanged(raw.name, "a table on the first sheet", "an empty sheet")
        return pd.DataFrame(rows, dtype=str)
    text = _decoded(raw.read())
    try:
        frame = pd.read_csv(io.StringIO(text), header=None, dtype=str, keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        if "EOF inside string" in str(error):
            raise Incomplete(raw.name, "a closing quotation mark", "none before the end") from error
        raise LayoutChanged(raw.name, "a table of comma-separated values", plainly(error)) from error
    _check_whole(frame, text, raw.name)
    frame = frame.apply(lambda column: column.str.strip())
    return frame[(frame != "").any(axis="columns")]


def _check_whole(frame: pd.DataFrame, text: str, file: str) -> None:
    """Raises Incomplete where the last line is shorter than the others, or may have lost its end; LayoutChanged where it is prose."""
    width = frame.shape[1]
    cells = next(csv.reader([text.replace("\r", "\n").rstrip("\n").rpartition("\n")[2]]), [])
    if len(cells) == 1 < width and " " in cells[0]:
        note = f"{cells[0][:60]!r}: remove it if it is a note, else fetch the file again"
        raise LayoutChanged(file, "nothing below the table", note)
    if len(cells) < width:
        raise Incomplete(file, f"{width} cells in every line", f"{len(cells)} in the last")
    end = cells[-1]
    # Some publishers leave out the last line break: then a last cell like those above it is whole; a number may not be,
    # unless it is the same in every line.
    above = set(frame.iloc[1:-1, -1])
    known = end in above and (not end.isdecimal() or len(above) == 1)
    if not (known or text.endswith(("\n", "\r", '"'))):
        raise Unended(file)


def sheets_alike(raw: Raw) -> dict[str, Rows]:
    """The sheet of a workbook that is read as its table, and all others that hold one with most of its column names, by name.

    None of what is no workbook. Raises SourceUnavailable.
    """
    sheets = dict(_sheets(raw)) if is_workbook(raw) else {}
    heads = {name: set(next((row for row in rows if _is_filled(row)), [])) for name, rows in sheets.items()}
    first = next(iter(heads.values()), set())
    return {
        name: sheets[name] for name, head in heads.items() if head is first or 2 * len(head & first) > len(head | first)
    }


def _grid(raw: Raw) -> Rows:
    """The sheet of a workbook that is read as its table. Raises SourceUnavailable."""
    return next((rows for _, rows in _sheets(raw)), [])


def _sheets(raw: Raw) -> Iterator[tuple[str, Rows]]:
    """Each sheet with a table that a reader is shown, else the first with anything in it: its name, and its rows without empty ones.

    A day is 20260401. Raises SourceUnavailable.
    """
    book, others, tables = open_book(raw), dict[str, Rows](), 0
    for name in book.visible:
        rows = [cells for row in book.sheet(name).rows if any(cells := [_cell(cell) for cell in row])]
        if sum(map(_is_filled, rows)) > 1:
            tables += 1
            yield name, rows
        elif rows:
            others[name] = rows
    yield from [*others.items()][: not tables]


def _is_filled(row: Sequence[str]) -> bool:
    return sum(map(bool, row)) >= _CELLS


def _cell(cell: Cell) -> str:
    return f"{cell:%Y%m%d}" if isinstance(cell, date) else as_text(cell)


def _decoded(content: bytes) -> str:
    """UTF-8 with or without its mark; a character cut in two at the end of a head does not make a file Windows-encoded."""
    for cut in range(4):
        try:
            return content[: len(content) - cut].decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", errors="replace")
