"""Writes workbooks in the OpenDocument layout (.ods) fast: the cells as text into one XML file, in a zip of five.

As in the published files, every row ends in one empty cell repeated to the edge of the sheet, and every sheet in one empty
row repeated to its foot.
"""

from __future__ import annotations

import math
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

Cell = str | float | int | None

WIDTH, LENGTH = 16_384, 1_048_576
"""Columns and rows of a sheet."""

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("table", "table"), ("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"))
)  # fmt: skip
_HEAD = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<office:document-content {_NAMESPACES} office:version="1.3"><office:automatic-styles/><office:body><office:spreadsheet>'
_FOOT = "</office:spreadsheet></office:body></office:document-content>"
_PARTS = {
    "styles.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-styles {_NAMESPACES} office:version="1.3"/>',
    "meta.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta {_NAMESPACES} office:version="1.3"/>',
    "META-INF/manifest.xml": '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
}
_THEN = (1980, 1, 1, 0, 0, 0)
"""The day in the zip, always the same, so that the same figures give the same bytes."""

_MANY = 512


def write(path: Path, sheets: Iterable[tuple[str, Iterable[Sequence[Cell]]]]) -> None:
    """Write a workbook: each sheet a name and its rows. None and nan are empty cells, texts texts, the rest numbers."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(
            zipfile.ZipInfo("mimetype", _THEN), "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED
        )
        for name, text in _PARTS.items():
            archive.writestr(_entry(name), text)
        with archive.open(_entry("content.xml"), "w") as stream:
            for piece in _content(sheets):
                stream.write(piece.encode())


def write_long(path: Path, rows: int = 100_000, columns: int = 10) -> None:
    """Write a workbook of one long sheet, `Long`: a header and so many rows of an invented code and numbers."""
    header = ["Code", *(f"Column {number}" for number in range(1, columns))]
    body = ([f"Z{row:05d}", *((row * column % 997) / 10 for column in range(1, columns))] for row in range(rows))
    write(path, [("Long", chain([header], body))])


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _THEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _content(sheets: Iterable[tuple[str, Iterable[Sequence[Cell]]]]) -> Iterator[str]:
    """The XML of all sheets, some hundred rows at a time."""
    yield _HEAD
    for name, rows in sheets:
        yield f'<table:table table:name={quoteattr(name)}><table:table-column table:number-columns-repeated="{WIDTH}"/>'
        written, waiting = 0, []
        for row in rows:
            waiting.append(_row(row))
            written += 1
            if len(waiting) == _MANY:
                yield "".join(waiting)
                waiting = []
        yield "".join(waiting)
        rest = f'<table:table-row table:number-rows-repeated="{LENGTH - written}">{_empty(WIDTH)}</table:table-row>'
        yield f"{rest}</table:table>"
    yield _FOOT


def _row(cells: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(map(_cell, cells))}{_empty(WIDTH - len(cells))}</table:table-row>"


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        text = escape(cell)
        return (
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            if text
            else "<table:table-cell/>"
        )
    if cell is None or math.isnan(cell):
        return "<table:table-cell/>"
    shown = f"{cell:.15g}"
    return f'<table:table-cell office:value-type="float" office:value="{shown}"><text:p>{shown}</text:p></table:table-cell>'


def _empty(times: int) -> str:
    return f'<table:table-cell table:number-columns-repeated="{times}"/>' if times else ""
