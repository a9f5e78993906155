"""Published files as grids of cells that can be spoilt and written again: CSV, XLSX, ODS and JSON, all in one shape.

A JSON object is a row, its keys are the headings, and the objects at one place of the document (`features[].properties`) are
one grid; what is nested in a cell is a grid of its own.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from demo import ods_workbook, spreadsheet
from tests.loaders.read.old_workbooks import old_workbook

Cell = Any
"""Text, a number, a day, None where empty; in JSON anything."""

_MARK = "﻿"


@dataclass(eq=False)
class Row:
    """The cells of one row, and where in a JSON document it belongs."""

    cells: list[Cell]
    home: list[Any] | None = None

    def again(self) -> Row:
        return Row(list(self.cells), self.home)


@dataclass
class Grid:
    """One sheet: its rows, and which of them is the heading (None where columns have only places)."""

    name: str
    rows: list[Row]
    head: int | None
    hidden: bool = False

    @property
    def cells(self) -> list[list[Cell]]:
        return [row.cells for row in self.rows]

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)

    @property
    def body(self) -> list[Row]:
        """The rows below the heading that hold anything."""
        first = 0 if self.head is None else self.head + 1
        return [row for row in self.rows[first:] if any(cell not in (None, "") for cell in row.cells)]

    def heading(self, column: int) -> str:
        """What a column is called, or its letter where it is called nothing."""
        told = None
        if self.head is not None and column < len(self.rows[self.head].cells):
            told = self.rows[self.head].cells[column]
        return str(told) if told not in (None, "") else spreadsheet.letters(column + 1)


@dataclass
class Document:
    """A file taken apart; `write` puts it together again as it stands now."""

    grids: list[Grid]
    write: Callable[[Path], None] = field(repr=False)
    has_sheets: bool = False


def take_apart(path: Path) -> Document:
    """The grids of a file, by its ending."""
    match path.suffix:
        case ".csv":
            return _csv(path)
        case ".ods" | ".xlsx" | ".xlsm" | ".xls":
            return _workbook(path)
        case _:
            return _json(path)


def _csv(path: Path) -> Document:
    text = path.read_text("utf-8")
    rows = [Row(list(cells)) for cells in csv.reader(io.StringIO(text.removeprefix(_MARK)))]
    grid = Grid(path.stem, rows, _head(rows))

    def write(target: Path) -> None:
        out = io.StringIO()
        csv.writer(out).writerows(["" if cell is None else cell for cell in row.cells] for row in grid.rows)
        target.write_text((_MARK if text.startswith(_MARK) else "") + out.getvalue(), "utf-8", newline="")

    return Document([grid], write)


def _workbook(path: Path) -> Document:
    book = CalamineWorkbook.from_path(str(path))
    grids = []
    for sheet in book.sheets_metadata:
        filled = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        rows = [Row([None if cell == "" else cell for cell in cells]) for cells in filled]
        grids.append(Grid(sheet.name, rows, _head(rows), sheet.visible != SheetVisibleEnum.Visible))
    document = Document(grids, lambda target: None, has_sheets=True)

    def write(target: Path) -> None:
        if path.suffix == ".ods":
            ods_workbook.write(target, ((grid.name, grid.cells) for grid in document.grids))
        elif path.suffix == ".xls":
            target.write_bytes(old_workbook({grid.name: grid.cells for grid in document.grids}))
        else:
            sheets = {grid.name: spreadsheet.SheetRows(grid.cells, grid.hidden) for grid in document.grids}
            spreadsheet.write_workbook(target, sheets)

    document.write = write
    return document


def _head(rows: list[Row]) -> int | None:
    """The first row that looks like headings: most of the width filled, with different words and no number."""
    width = max((len(row.cells) for row in rows), default=0)
    for number, row in enumerate(rows):
        filled = [cell for cell in row.cells if cell not in (None, "")]
        words = [cell for cell in filled if isinstance(cell, str) and not re.fullmatch(r"[\d.,%-]+", cell)]
        if len(filled) > width * 0.6 and len(words) == len(filled) and len(set(words)) > len(words) * 0.6:
            return number
    return None


@dataclass
class _Objects:
    """The objects of one place in a JSON document: their keys, and for each its row."""

    keys: list[str] = field(default_factory=list)
    found: list[tuple[dict[str, Any], Row]] = field(default_factory=list)


def _json(path: Path) -> Document:
    whole = json.loads(path.read_text("utf-8"))
    places: dict[str, _Objects] = {}
    _collect(whole, "", None, places)
    grids = []
    for name, objects in places.items():
        rows = [Row(list(objects.keys)), *(row for _, row in objects.found)]
        for value, row in objects.found:
            row.cells = [value.get(key, _Absent) for key in objects.keys]
        grids.append(Grid(name, rows, 0))

    def write(target: Path) -> None:
        for grid, objects in zip(grids, places.values(), strict=True):
            _put_back(grid, objects)
        target.write_text(json.dumps(whole, ensure_ascii=False), "utf-8")

    return Document(list(grids), write)


class _Absent:
    """What stands in a cell of an object that lacks the key."""


def _collect(value: Any, place: str, home: list[Any] | None, places: dict[str, _Objects]) -> None:
    if isinstance(value, list):
        for each in value:
            if isinstance(each, dict):
                _collect(each, f"{place}[]", value, places)
    elif isinstance(value, dict):
        objects = places.setdefault(place, _Objects())
        objects.found.append((value, Row([], home)))
        objects.keys += [key for key in value if key not in objects.keys]
        for key, each in value.items():
            _collect(each, f"{place}.{key}".lstrip("."), None, places)


def _put_back(grid: Grid, objects: _Objects) -> None:
    """Write the rows of a grid into the objects they came from; a row twice is an object twice, one gone is gone."""
    value_of = {id(row): value for value, row in objects.found}
    homes = {id(row.home): row.home for _, row in objects.found if row.home is not None}
    keys = [str(key) for key in grid.rows[0].cells] if grid.rows else []
    kept: dict[int, list[Any]] = {home: [] for home in homes}
    for row in grid.rows[1:]:
        value = value_of.get(id(row), {})
        value.clear()
        value.update({key: cell for key, cell in zip(keys, row.cells, strict=False) if cell is not _Absent})
        if row.home is not None:
            kept[id(row.home)].append(value)
    for home, values in kept.items():
        homes[home][:] = [*values, *(each for each in homes[home] if not isinstance(each, dict))]


def cells_of(document: Document) -> Iterator[tuple[Grid, Row, int]]:
    """Every filled cell below a heading."""
    for grid in document.grids:
        for row in grid.body:
            for column, cell in enumerate(row.cells):
                if cell not in (None, "") and cell is not _Absent and not isinstance(cell, dict | list):
                    yield grid, row, column
