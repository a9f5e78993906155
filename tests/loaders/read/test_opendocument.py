"""Rows of OpenDocument sheets one by one: the same as the reader of whole workbooks, and no harm from hostile ones."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from loaders.errors import SourceUnavailable
from loaders.read.opendocument import MIMETYPE, is_opendocument, stream_rows
from loaders.read.sheets import as_text
from tests.loaders.sources.published_files import published

_NAMES = " ".join(
    f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in ("table", "office", "text")
)


def _written(folder: Path, rows: str, before: str = "") -> Path:
    path = folder / "a.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIMETYPE)
        archive.writestr("content.xml", f'<?xml version="1.0"?>{before}<office:document-content {_NAMES}><office:body>'
        f'<office:spreadsheet><table:table table:name="One">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>")  # fmt: skip
    return path


def _row(cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


def _cell(text: str, **more: str) -> str:
    attributes = "".join(f' {name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in more.items())
    return f"<table:table-cell{attributes}><text:p>{text}</text:p></table:table-cell>"


def _rows(path: Path) -> list[tuple[str, int, list[str]]]:
    return [tuple(row) for row in stream_rows(path, "a.ods")]  # type: ignore[misc]


@pytest.mark.parametrize(
    "name", ["cqc/HSCA_Active_Locations_header_2021.ods", "inpatient/Adult-Inpatient-Survey-2022.ods"]
)
def test_real_workbooks_read_the_same_as_by_the_reader_of_whole_ones(name: str) -> None:
    raw = published(name)
    book = CalamineWorkbook.from_path(raw.path)
    streamed: dict[str, dict[int, list[str]]] = {}
    for row in stream_rows(raw.path, raw.name):
        streamed.setdefault(row.sheet, {})[row.number] = row.cells
    for sheet in book.sheet_names:
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        whole = {
            number: [as_text(cell) for cell in row]
            for number, row in enumerate(rows, start=1)
            if any(as_text(cell) for cell in row)
        }
        assert streamed.get(sheet, {}).keys() == whole.keys()
        for number, cells in whole.items():
            for ours, theirs in zip(streamed[sheet][number], cells, strict=False):
                assert _same(ours, theirs), (sheet, number, ours, theirs)


def _same(ours: str, theirs: str) -> bool:
    ours = " ".join(ours.split())
    if ours == theirs or ours.removesuffix("T00:00:00") == theirs.removesuffix(" 00:00:00"):
        return True
    try:
        return float(ours) == float(theirs)
    except ValueError:
        return False


def test_blank_cells_keep_their_place_and_repeated_ones_their_number(tmp_path: Path) -> None:
    cells = '<table:table-cell table:number-columns-repeated="2"/>' + _cell("x", table__number_columns_repeated="2")
    path = _written(
        tmp_path, _row("", 3) + _row(cells, 2) + _row("<table:table-cell/>", 1_000_000) + _row(_cell("end"))
    )

    assert _rows(path) == [("One", 4, ["", "", "x", "x"]), ("One", 5, ["", "", "x", "x"]), ("One", 1_000_006, ["end"])]


def test_a_cell_is_its_value_before_its_text_and_notes_are_not_in_it(tmp_path: Path) -> None:
    note = "<office:annotation><text:p>a note</text:p></office:annotation>"
    cells = (
        _cell("11,111", office__value="11111")
        + _cell("1 Sep", office__date_value="2026-09-01")
        + f"<table:table-cell>{note}<text:p>Go<text:span>od</text:span></text:p><text:p>day</text:p></table:table-cell>"
    )

    assert _rows(_written(tmp_path, _row(cells))) == [("One", 1, ["11111", "2026-09-01", "Good day"])]


@pytest.mark.parametrize(
    ("rows", "before", "sentence"),
    [
        (_row(_cell("x", table__number_columns_repeated="16384")), "", "a row of more than 2,000 columns"),
        (_row(_cell("x"), 1_048_576), "", "a filled row repeated 1,048,576 times"),
        (_row(_cell("x", table__number_columns_repeated="-5")), "", "a repetition of '-5'"),
        (_row(_cell("&a;")), '<!DOCTYPE x [<!ENTITY a "aaaa">]>', "definitions of its own"),
        ("<table:table-row>", "", r"can be opened \(it cannot be read from line 1"),
    ],
)
def test_hostile_or_damaged_workbooks_are_named(tmp_path: Path, rows: str, before: str, sentence: str) -> None:
    with pytest.raises(SourceUnavailable, match=sentence):
        _rows(_written(tmp_path, rows, before))


def test_other_files_are_no_opendocument(tmp_path: Path) -> None:
    path = tmp_path / "x"
    for content in (b"", b"PK\x03\x04", b"text"):
        path.write_bytes(content)
        assert not is_opendocument(path)
