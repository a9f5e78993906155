"""OpenDocument workbooks: how far the cells reach is told from the text, as a reader that makes them all would tell."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.ods_workbook import write_long
from loaders.errors import SourceUnavailable
from loaders.read.extents import absurdity
from loaders.read.ods_extents import repeated_cells
from loaders.read.sheets import Book


def _xml(rows: list[tuple[int, list[tuple[bool, int]]]]) -> bytes:
    def cell(filled: bool, times: int) -> str:
        repeated = f' table:number-columns-repeated="{times}"' if times > 1 else ""
        value = ' office:value-type="float"' if filled else ""
        return f"<table:table-cell{value}{repeated}" + ("><text:p>1</text:p></table:table-cell>" if filled else "/>")

    body = "".join(
        f'<table:table-row table:number-rows-repeated="{times}">{"".join(cell(*each) for each in cells)}</table:table-row>'
        for times, cells in rows
    )
    return f'<table:table table:name="x"><table:table-column/>{body}</table:table>'.encode()


def _twin(rows: list[tuple[int, list[tuple[bool, int]]]]) -> int:
    """Make every cell, cut away empty rows and columns at the end, and measure the rectangle."""
    grid = [[filled for filled, many in cells for _ in range(many)] for times, cells in rows for _ in range(times)]
    height = max((at + 1 for at, line in enumerate(grid) if any(line)), default=0)
    width = max((at + 1 for line in grid for at, filled in enumerate(line) if filled), default=0)
    return height * width


SHEET = st.lists(
    st.tuples(st.integers(1, 6), st.lists(st.tuples(st.booleans(), st.integers(1, 6)), max_size=4)), max_size=5
)


@given(st.lists(SHEET, min_size=1, max_size=3))
def test_the_rectangle_is_that_of_the_slow_twin(sheets: list[list[tuple[int, list[tuple[bool, int]]]]]) -> None:
    assert repeated_cells(b"".join(map(_xml, sheets))) == max(map(_twin, sheets))


def test_a_long_workbook_is_no_absurdity(tmp_path: Path) -> None:
    path = tmp_path / "long.ods"
    write_long(path, rows=2_000)

    assert absurdity(path.read_bytes()) is None
    assert Book(path.name, path.read_bytes()).names == ["Long"]


def test_every_book_is_measured_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "far.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", _xml([(1_048_576, [(True, 16_384)])]))

    with pytest.raises(SourceUnavailable, match=r"far\.ods is not a spreadsheet as published: it has a sheet of 17,1"):
        _ = Book(path.name, path.read_bytes()).names


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"<html>"])
def test_what_is_no_workbook_has_no_cells(content: bytes) -> None:
    assert repeated_cells(content) == 0
