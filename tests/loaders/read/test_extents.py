"""A workbook whose cells reach absurdly far is refused before anything makes room for them."""

from __future__ import annotations

import io
import zipfile

import pytest

from loaders.errors import SourceUnavailable
from loaders.read.extents import absurdity
from loaders.read.sheets import Book
from tests.loaders.read.old_workbooks import old_workbook

CELL = '<c r="{}"><v>1</v></c>'


def workbook(*cells: str, sheet: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A zip with one sheet; each cell as XML."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(sheet, f"<worksheet><sheetData><row>{''.join(cells)}</row></sheetData></worksheet>")
    return content.getvalue()


@pytest.mark.parametrize(
    "cell",
    [
        CELL.format("XFD1048576"),
        CELL.format("xfd1048576"),
        "<c\n\tr = 'XFD1048576'><v>1</v></c>",
        CELL.format("ZZ99999"),
        CELL.format("AAA99999"),
    ],
)
@pytest.mark.parametrize("sheet", ["xl/worksheets/sheet1.xml", "elsewhere/hidden.bin"])
def test_one_stray_cell_far_out_is_refused(cell: str, sheet: str) -> None:
    content = workbook(CELL.format("A1"), cell, sheet=sheet)
    assert "cells" in str(absurdity(content))
    with pytest.raises(SourceUnavailable, match="not a spreadsheet as published: it has a sheet of"):
        _ = Book("stray.xlsx", content).names


@pytest.mark.parametrize("cell", ["BFE57", "A1048576", "XFD300", "AX99999", "ZZ9999"])
def test_a_cell_far_out_in_a_short_or_narrow_sheet_is_not(cell: str) -> None:
    assert absurdity(workbook(CELL.format("A1"), CELL.format(cell))) is None


def test_a_part_longer_than_it_declares_is_refused() -> None:
    content = workbook(CELL.format("A1") * 1000)
    entry = content.index(b"PK\x01\x02") + 24
    shorter = content[:entry] + (100).to_bytes(4, "little") + content[entry + 4 :]
    assert "cannot be unpacked" in str(absurdity(shorter))


def test_cells_beyond_what_memory_should_hold_are_refused() -> None:
    content = workbook()
    entry = content.index(b"PK\x01\x02") + 24
    swollen = content[:entry] + (3 << 30).to_bytes(4, "little") + content[entry + 4 :]
    assert "MB of cells" in str(absurdity(swollen))


def test_what_is_not_zipped_is_left_to_its_reader() -> None:
    whole = old_workbook({"Notes": [["INVENTED"]], "Trusts": [["ZZ1", number] for number in range(400)]})
    assert absurdity(whole) is None
    assert len(Book("old.xls", whole).sheet("Trusts").rows) == 400


@pytest.mark.parametrize("kept", [7, 600, 5000, -1, -700])
def test_an_old_workbook_whose_end_is_missing_is_refused(kept: int) -> None:
    """The reader gives the rows it finds, and no word of the others."""
    whole = old_workbook({"Notes": [["INVENTED"]], "Trusts": [["ZZ1", number] for number in range(400)]})
    with pytest.raises(SourceUnavailable, match="cut short"):
        Book("old.xls", whole[:kept]).sheet("Trusts")


@pytest.mark.parametrize("text", [b"<row><c/>", b"</row></row>", b"a < b", b"a & b", b"\xff", b"<c x='1' x='2'/>"])
@pytest.mark.parametrize("sheet", ["content.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_a_sheet_that_is_no_xml_inside_a_sound_zip_is_damaged(sheet: str, text: bytes) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(sheet, b"<cells><row>" + text + b"</row></cells>")
    with pytest.raises(SourceUnavailable, match=r"^a\.ods is not .*: it has a damaged sheet \(.*\)\. Fetch it again$"):
        _ = Book("a.ods", content.getvalue()).names


def test_what_holds_no_cells_may_be_no_xml() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/drawings/vmlDrawing1.vml", "<br>")
        archive.writestr("content.xml", "<cells/>")
    assert absurdity(content.getvalue()) is None
