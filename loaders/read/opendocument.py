"""Reads an OpenDocument spreadsheet row by row, so that a national list of 300,000 ratings needs no more memory than a village's.

Readers that open the whole workbook need 1.3 GB for CQC's monthly ratings; this one needs 20 MB. It is the reader to use for
such lists, and gives every cell as text; for workbooks of results use `loaders.read.sheets.Book`, which gives numbers as numbers.
It makes no rectangle of cells, so it has bounds of its own in place of those of `loaders.read.extents`.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from loaders.errors import SourceUnavailable
from loaders.read.damage import DAMAGED, plainly

MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
CONTENT = "content.xml"

MOST_UNPACKED = 2 << 30
"""Bytes. CQC's largest sheet is some 450 MB of XML; four times that is not a publisher's file."""
WIDEST = 2_000
"""Columns that may be filled; publishers fill 122."""
MOST_ALIKE = 10_000
"""Filled rows that may be written as one row repeated; blank rows may be repeated as often as a sheet is long."""

_PIECE = 1 << 18
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_GAPS = frozenset({"text:p", "text:s", "text:tab", "text:line-break"})
VALUE, DAY = "office:value", "office:date-value"
"""What a cell truly holds, where it is a number or a day; its text is how that happens to be shown."""
ROWS, COLUMNS = "table:number-rows-repeated", "table:number-columns-repeated"


class SheetRow(NamedTuple):
    """One row that holds anything: the sheet it stands in, its number from 1, its cells as text up to the last filled one."""

    sheet: str
    number: int
    cells: list[str]


class _Absurd(Exception):
    """Something no published spreadsheet has."""


class _Sheets:
    """What the parser has seen so far; rows completed wait in `ready`."""

    def __init__(self) -> None:
        self.ready: list[SheetRow] = []
        self._sheet = ""
        self._number = 0
        self._cells: list[str] = []
        self._text: list[str] = []
        self._value = ""
        self._blanks = 0
        self._alike, self._wide = 1, 1
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.ordered_attributes = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse_entities

    def _start(self, tag: str, attributes: list[str]) -> None:
        if tag in _CELLS:
            self._text = text = []
            self._value = _of(attributes, VALUE) if VALUE in attributes else _of(attributes, DAY)
            self._wide = _count(_of(attributes, COLUMNS))
            self.parser.CharacterDataHandler = text.append
        elif tag in _GAPS:
            if self._text:
                self._text.append(" ")
        elif tag == "table:table-row":
            self._cells, self._blanks = [], 0
            self._alike = _count(_of(attributes, ROWS))
        elif tag == "table:table":
            self._sheet, self._number = _of(attributes, "table:name"), 0
        elif tag == "office:annotation":
            self.parser.CharacterDataHandler = None

    def _end(self, tag: str) -> None:
        if tag in _CELLS:
            self.parser.CharacterDataHandler = None
            if self._value or self._text:
                self._add(self._value or "".join(self._text).strip())
            else:
                self._blanks += self._wide
        elif tag == "table:table-row":
            self._finish_row()
        elif tag == "office:annotation":
            self.parser.CharacterDataHandler = self._text.append

    def _add(self, text: str) -> None:
        if not text:
            self._blanks += self._wide
            return
        if len(self._cells) + self._blanks + self._wide > WIDEST:
            raise _Absurd(f"a row of more than {WIDEST:,} columns")
        self._cells += [""] * self._blanks + [text] * self._wide
        self._blanks = 0

    def _finish_row(self) -> None:
        self._number += 1
        if self._cells:
            if self._alike > MOST_ALIKE:
                raise _Absurd(f"a filled row repeated {self._alike:,} times")
            self.ready += [SheetRow(self._sheet, self._number + copy, self._cells) for copy in range(self._alike)]
        self._number += self._alike - 1

    def _refuse_entities(self, *_: object) -> None:
        raise _Absurd("definitions of its own")


def is_opendocument(path: Path) -> bool:
    """Whether a file is a spreadsheet of this kind, by what it says of itself."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.read("mimetype").strip() == MIMETYPE
    except (KeyError, *DAMAGED):
        return False


def stream_rows(path: Path, file: str) -> Iterator[SheetRow]:
    """Every row that holds anything, sheet after sheet. `file` names it in errors.

    Raises SourceUnavailable for a damaged file and for one whose size is beyond any published spreadsheet.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(CONTENT).file_size > MOST_UNPACKED:
                raise _Absurd(f"more than {MOST_UNPACKED >> 20:,} MB of cells")
            with archive.open(CONTENT) as content:
                sheets = _Sheets()
                while piece := content.read(_PIECE):
                    sheets.parser.Parse(piece)
                    yield from sheets.ready
                    sheets.ready.clear()
                sheets.parser.Parse(b"", True)
    except _Absurd as error:
        raise SourceUnavailable(f"{file} is not a spreadsheet as published: it has {error}. Fetch it again") from error
    except (expat.ExpatError, KeyError, *DAMAGED) as error:
        said = f"is not a spreadsheet that can be opened ({plainly(error)}): fetch it again"
        raise SourceUnavailable(f"{file} {said}") from error


def _of(attributes: list[str], name: str) -> str:
    return attributes[attributes.index(name) + 1] if name in attributes else ""


def _count(text: str) -> int:
    """How often a row or cell is repeated: once, where nothing is said."""
    if not text:
        return 1
    if not text.isdecimal() or len(text) > 9:
        raise _Absurd(f"a repetition of {text[:20]!r}")
    return max(1, int(text))
