"""Spreadsheets: headers are found by what they say, marks are statuses, and a fault names file, sheet and cell."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.model import Status
from loaders.errors import LayoutChanged, SourceUnavailable
from loaders.read.sheets import (
    Cell,
    Sheet,
    as_number,
    as_text,
    column_letters,
    columns,
    data_rows,
    find_header,
    label,
    open_book,
)
from loaders.source import Raw

MARKS = {"*": Status.SUPPRESSED, "": Status.NOT_AVAILABLE}

SHEET = Sheet(
    "invented.xlsx",
    "Trusts",
    (
        ("Title",),
        (),
        ("Trust\u00a0Code", "Trust  Name ", "Replies", "Replies"),
        ("ZZ1", "Invented Trust", 12.0, "*"),
        ("", "", "", ""),
        ("ZZ2", "Other Trust", 7, True),
        ("* suppressed", "", "", ""),
    ),
)


def test_a_header_is_found_whatever_its_case_blanks_and_row() -> None:
    assert find_header(SHEET, "trust code", "TRUST NAME") == 2
    assert columns(SHEET, 2) == {"trust code": [0], "trust name": [1], "replies": [2, 3]}


def test_a_missing_heading_is_named() -> None:
    with pytest.raises(LayoutChanged, match=r"invented\.xlsx, sheet 'Trusts': .*nearest row lacks ward name"):
        find_header(SHEET, "Trust Code", "Ward Name")
    with pytest.raises(LayoutChanged, match="in the first 2 rows"):
        find_header(SHEET, "Trust Code", within=2)


def test_blank_rows_and_footnotes_are_no_data() -> None:
    assert list(data_rows(SHEET, 2)) == [3, 5]


def test_numbers_marks_and_nonsense_are_told_apart() -> None:
    assert SHEET.number(3, 2, MARKS) == (12.0, Status.OK)
    assert SHEET.number(3, 3, MARKS) == (None, Status.SUPPRESSED)
    assert SHEET.number(99, 99, MARKS) == (None, Status.NOT_AVAILABLE)
    with pytest.raises(LayoutChanged, match="'Invented Trust' in row 4, column B"):
        SHEET.number(3, 1, MARKS)
    with pytest.raises(LayoutChanged, match="True"):
        SHEET.number(5, 3, MARKS)
    with pytest.raises(LayoutChanged, match=r"'\*'"):
        SHEET.number(3, 3, {})


@pytest.mark.parametrize(
    ("cell", "text"), [(7.0, "7"), (7.5, "7.5"), ("  a\u00a0 b\n", "a b"), ("", ""), ("007", "007"), (12, "12")]
)
def test_codes_and_names_are_text(cell: float | str, text: str) -> None:
    assert as_text(cell) == text


def test_labels_agree_on_quotation_marks() -> None:
    assert label("Can’t  Remember") == label("can't remember")


@given(st.integers(min_value=0, max_value=20_000))
def test_column_letters_count_as_spreadsheets_do(column: int) -> None:
    back = 0
    for letter in column_letters(column):
        back = back * 26 + ord(letter) - ord("A") + 1
    assert back - 1 == column


def test_a_workbook_gives_its_sheets_by_name(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    book.create_sheet("Question Responses ").append(["", "a", 1])
    book.save(path)
    found = open_book(Raw(path, path.name, ""))

    assert found.names == ["Sheet", "Question Responses "]
    assert found.sheet("question responses").rows == (("", "a", 1.0),)
    with pytest.raises(LayoutChanged, match="a sheet 'Trusts', found the sheets Sheet, Question Responses"):
        found.sheet("Trusts")


def test_what_is_no_spreadsheet_is_to_be_fetched_again(tmp_path: Path) -> None:
    path = tmp_path / "page.xlsx"
    path.write_bytes(b"<html>blocked</html>")

    with pytest.raises(SourceUnavailable, match=r"page\.xlsx is not a spreadsheet.*fetch it again"):
        _ = open_book(Raw(path, path.name, "")).names


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (220, 220.0), (1.5, 1.5), ("220", 220.0), (" 1,204 ", 1204.0), ("1,234,567.5", 1234567.5), ("-3.5", -3.5),
        (".25", 0.25), ("1.5E-05", 1.5e-5), ("7.", 7.0),
        ("", None), ("*", None), ("12,04", None), ("1,2345", None), ("0,847", None), ("01,204", None), ("٢٢٠", None), ("２２０", None), ("95%", None),
        ("1 204", None), ("1_204", None), ("0x1F", None), ("nan", None), ("inf", None), ("1e999", None),
        (float("inf"), None), (float("nan"), None), (True, None),
    ],
)  # fmt: skip
def test_numbers_are_what_plainly_is_one(cell: Cell, number: float | None) -> None:
    assert as_number(cell) == number
