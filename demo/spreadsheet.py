"""Writes small workbooks quickly: plain cells, no styles but one for dates, the same bytes for the same cells."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

Value = str | int | float | date | None
"""An empty text and None leave a cell out."""

_MACRO_ENABLED = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = date(1899, 12, 30).toordinal()
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/>'
    '<xf numFmtId="17" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
"""Number format 17 shows a month and a year; style 1 uses it."""


@dataclass(frozen=True)
class SheetRows:
    """One sheet: `rows` begin with row 1, a row with column A."""

    rows: Sequence[Sequence[Value]]
    hidden: bool = False


def write_workbook(path: Path, sheets: Mapping[str, SheetRows]) -> None:
    """Write a workbook with these sheets; a name that ends in `.xlsm` says that it has macros, which it has not."""
    main = _MACRO_ENABLED if path.suffix == ".xlsm" else _PLAIN
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}"/>'
        + _override("styles.xml", "styles")
        + "".join(_override(f"worksheets/sheet{number}.xml", "worksheet") for number in numbers)
        + "</Types>",
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/_rels/workbook.xml.rels": _relations(
            [*(("worksheet", f"worksheets/sheet{number}.xml") for number in numbers), ("styles", "styles.xml")]
        ),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        + "".join(_entry(number, name, sheet) for number, (name, sheet) in enumerate(sheets.items(), start=1))
        + "</sheets></workbook>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), _HEAD + content, zipfile.ZIP_DEFLATED, 1)
        archive.writestr(zipfile.ZipInfo("xl/styles.xml"), _STYLES, zipfile.ZIP_DEFLATED, 1)
        for number, sheet in enumerate(sheets.values(), start=1):
            name = zipfile.ZipInfo(f"xl/worksheets/sheet{number}.xml")
            archive.writestr(name, _worksheet(sheet), zipfile.ZIP_DEFLATED, 1)


def letters(column: int) -> str:
    """A column counted from 0 in the letters a spreadsheet shows."""
    first, last = divmod(column, 26)
    return (letters(first - 1) if first else "") + chr(ord("A") + last)


_LETTERS = [letters(column) for column in range(200)]


def _worksheet(sheet: SheetRows) -> str:
    lines = "".join(
        f'<row r="{number}">{"".join(map(_cell, _LETTERS, [number] * len(row), row))}</row>'
        for number, row in enumerate(sheet.rows, start=1)
        if row
    )
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _cell(column: str, row: int, value: Value) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return f'<c r="{column}{row}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    if isinstance(value, date):
        return f'<c r="{column}{row}" s="1"><v>{value.toordinal() - _EPOCH}</v></c>'
    return f'<c r="{column}{row}"><v>{value}</v></c>'


def _entry(number: int, name: str, sheet: SheetRows) -> str:
    state = ' state="hidden"' if sheet.hidden else ""
    return f'<sheet name="{escape(name)}" sheetId="{number}"{state} r:id="rId{number}"/>'


def _override(part: str, kind: str) -> str:
    content = f"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"
    return f'<Override PartName="/xl/{part}" ContentType="{content}"/>'


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'
