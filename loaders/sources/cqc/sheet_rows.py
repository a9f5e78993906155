"""The rows of a CQC file one by one, whatever it was saved as: OpenDocument, Excel workbook or CSV."""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO

from loaders.errors import LayoutChanged, SourceUnavailable
from loaders.read.damage import DAMAGED, plainly
from loaders.read.opendocument import CONTENT, SheetRow, is_opendocument, stream_rows
from loaders.read.packed import OLD_WORKBOOK, is_zip, names_in
from loaders.read.sheets import as_text, open_book
from loaders.source import Raw

_OURS = (b"location id", b"provider id", b"cqc location")
"""What stands in the header of every CQC list."""
_PIECE = 1 << 20
_LOOKED_AT = 16 << 20
"""Bytes of an unpacked workbook that are searched for a heading: headers stand at the top."""


def is_ours(raw: Raw) -> bool:
    """Whether the headings of a CQC list occur in a file at all: quick, so that other publishers' files cost little."""
    if not is_zip(raw):
        return _says_ours(raw.head()) and not raw.head(4).startswith(OLD_WORKBOOK)
    names = names_in(raw)
    telling = [name for name in names if name in (CONTENT, "xl/sharedStrings.xml")]
    telling = telling or [name for name in names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name, re.I)]
    try:
        with zipfile.ZipFile(raw.path) as archive:
            return any(_occurs(archive, name) for name in telling[:4])
    except DAMAGED:
        return False


def read_rows(raw: Raw) -> Iterator[SheetRow]:
    """Every row that holds anything, sheet after sheet, cells as text. A CSV is one sheet without a name.

    Raises SourceUnavailable for damaged files, LayoutChanged for a CSV that is none or was cut short.
    """
    if not is_zip(raw):
        with raw.path.open("rb") as stream:
            yield from _csv(stream, _encoding(raw), raw.name)
    elif is_opendocument(raw.path):
        yield from stream_rows(raw.path, raw.name)
    else:
        yield from _workbook(raw)


def _says_ours(text: bytes) -> bool:
    lower = text.lower()  # many times quicker than a search for either case
    return any(words in lower for words in _OURS)


def _occurs(archive: zipfile.ZipFile, name: str) -> bool:
    with archive.open(name) as part:
        return _says_ours(part.read(_LOOKED_AT))


def _csv(stream: IO[bytes], encoding: str, file: str) -> Iterator[SheetRow]:
    """Rows must be as wide as the header, the first row of more than two cells: a shorter one was cut off."""
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    width = 0
    try:
        for number, cells in enumerate(csv.reader(text, strict=True), start=1):
            if not any(cells):
                continue
            if not width and len([cell for cell in cells if cell]) > 2:
                width = len(cells)
            elif width and len(cells) != width:
                found = f"{len(cells)} in line {number}; fetch it again"
                raise LayoutChanged(file, f"{width} columns in every row", found)
            yield SheetRow("", number, cells)
    except csv.Error as error:
        raise LayoutChanged(file, "comma-separated values", f"{plainly(error)}; fetch it again") from error
    except DAMAGED as error:
        raise SourceUnavailable(f"{file} was damaged on its way ({plainly(error)}): fetch it again") from error


def _encoding(raw: Raw) -> str:
    """UTF-8 if the whole file is, else the older Windows encoding that CQC's directory has been seen in."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with raw.path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _workbook(raw: Raw) -> Iterator[SheetRow]:
    book = open_book(raw)
    for name in book.names:
        for number, row in enumerate(book.rows(name), start=1):
            cells = [as_text(cell) for cell in row]
            if any(cells):
                yield SheetRow(name, number, cells)
