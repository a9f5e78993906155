"""What can happen to a published file, as a table of mutators. Each says what it did, or None where it could do nothing."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.loaders.mutations.documents import Cell, Document, Grid, Row, cells_of


@dataclass(frozen=True)
class Done:
    """What a mutator did, and to which column (its heading), if to one."""

    what: str
    column: str = ""


Mutator = Callable[[Document, Random], Done | None]

_CODE = re.compile(r"(?=.*[A-Z])(?=.*\d)[A-Z0-9]{3,6}|[A-Z]\d{8}|1-\d+")


def _column(document: Document, chance: Random) -> tuple[Grid, int] | None:
    """Any column, wide grids more often than narrow ones."""
    grids = [grid for grid in document.grids if grid.width > 1 and grid.body]
    if not grids:
        return None
    grid = chance.choices(grids, [grid.width for grid in grids])[0]
    return grid, chance.randrange(grid.width)


def _on_column(change: Callable[[Grid, int, Random], str | None], *, headed: bool = False) -> Mutator:
    def mutator(document: Document, chance: Random) -> Done | None:
        found = _column(document, chance)
        if found is None or (headed and found[0].head is None):
            return None
        grid, column = found
        heading = grid.heading(column)
        told = change(grid, column, chance)
        return None if told is None else Done(f"{grid.name}: {told}", heading)

    return mutator


def _rename(grid: Grid, column: int, chance: Random) -> str | None:
    assert grid.head is not None
    cells = grid.rows[grid.head].cells
    if column >= len(cells) or not isinstance(cells[column], str):
        return None
    was = cells[column]
    cells[column] = chance.choice(
        [f"{was} (new)", "Another", was[:-1], f"x{was}", re.sub(r"\d", lambda n: str((int(n[0]) + 1) % 10), was)]
    )
    return None if cells[column] == was else f"heading {was!r} became {cells[column]!r}"


def _take(row: Row, column: int) -> Cell:
    return row.cells.pop(column) if column < len(row.cells) else None


def _drop(grid: Grid, column: int, chance: Random) -> str | None:
    for row in grid.rows:
        _take(row, column)
    return "a column was dropped"


def _double(grid: Grid, column: int, chance: Random) -> str | None:
    for row in grid.rows:
        if column < len(row.cells):
            row.cells.insert(column, row.cells[column])
    return "a column stands twice"


def _move(grid: Grid, column: int, chance: Random) -> str | None:
    to = chance.choice([0, grid.width - 1, column + 1])
    if to == column or to >= grid.width:
        return None
    width = grid.width
    for row in grid.rows:
        row.cells += [None] * (width - len(row.cells))
        row.cells.insert(to, row.cells.pop(column))
    return f"a column moved to {to}"


def _exchange_headings(document: Document, chance: Random) -> Done | None:
    """Two columns of one grid under each other's headings."""
    found = _column(document, chance)
    if found is None or (head := found[0].head) is None:
        return None
    grid, column = found
    cells = grid.rows[head].cells
    other = chance.randrange(len(cells))
    if column >= len(cells) or not all(isinstance(cells[each], str) for each in (column, other)) or other == column:
        return None
    cells[column], cells[other] = cells[other], cells[column]
    return Done(f"{grid.name}: headings {cells[other]!r} and {cells[column]!r} exchanged", str(cells[other]))


def _on_rows(change: Callable[[Grid, list[Row], Random], str | None]) -> Mutator:
    def mutator(document: Document, chance: Random) -> Done | None:
        grids = [grid for grid in document.grids if len(grid.body) > 1]
        if not grids:
            return None
        grid = chance.choices(grids, [len(grid.body) for grid in grids])[0]
        told = change(grid, grid.body, chance)
        return None if told is None else Done(f"{grid.name}: {told}")

    return mutator


def _remove(grid: Grid, gone: list[Row]) -> None:
    grid.rows = [row for row in grid.rows if not any(row is each for each in gone)]


def _cut_tail(grid: Grid, body: list[Row], chance: Random) -> str:
    gone = body[-max(1, len(body) // 3) :]
    _remove(grid, gone)
    return f"the last {len(gone)} of {len(body)} rows were cut"


def _cut_one(grid: Grid, body: list[Row], chance: Random) -> str:
    row = chance.choice(body)
    _remove(grid, [row])
    return f"row {row.cells[:3]} was cut"


def _repeat_row(grid: Grid, body: list[Row], chance: Random) -> str:
    row = chance.choice(body)
    grid.rows.append(row.again())
    return f"row {row.cells[:3]} stands twice"


def _repeat_changed(grid: Grid, body: list[Row], chance: Random) -> str | None:
    """One organisation twice, with different figures."""
    row, other = chance.sample(body, 2)
    again = row.again()
    places = [at for at, cell in enumerate(again.cells) if at and at < len(other.cells) and other.cells[at] != cell]
    if not places:
        return None
    for at in places:
        if _number(again.cells[at]) is not None:
            again.cells[at] = other.cells[at]
    if again.cells == row.cells:
        return None
    grid.rows.append(again)
    return f"row {row.cells[:3]} stands twice with other figures"


def _on_cell(change: Callable[[Cell, Random], Cell], fits: Callable[[Cell], bool]) -> Mutator:
    def mutator(document: Document, chance: Random) -> Done | None:
        cells = [each for each in cells_of(document) if fits(each[1].cells[each[2]])]
        if not cells:
            return None
        grid, row, column = chance.choice(cells)
        was = row.cells[column]
        now = change(was, chance)
        if now == was:
            return None
        row.cells[column] = str(now) if isinstance(was, str) and now is not None else now
        return Done(f"{grid.name}, row {row.cells[:1]}: {was!r} became {row.cells[column]!r}", grid.heading(column))

    return mutator


def _number(cell: Cell) -> float | None:
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return None
    try:
        return float(cell)
    except ValueError:
        return None


def _is_number(cell: Cell) -> bool:
    return _number(cell) is not None


def _scaled(cell: Cell, chance: Random) -> Cell:
    number = _number(cell) or 0.0
    by = chance.choice([100, 0.01, 10, 1000, 1e300])
    return float(f"{number * by:.12g}")


def _negated(cell: Cell, chance: Random) -> Cell:
    return -(_number(cell) or 1.0)


def _as_other_type(cell: Cell, chance: Random) -> Cell:
    return chance.choice(["n/a", None, "TRUE", "<b>", "2025-01-01", f"{cell} approx.", "１２", "-", "*"])


def _halved(cell: Cell, chance: Random) -> Cell:
    """A fraction where whole numbers stand."""
    return (_number(cell) or 0.0) + 0.5


def _is_code(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_CODE.fullmatch(cell))


def _other_code(cell: Cell, chance: Random) -> Cell:
    """A code that is malformed, or well formed and nobody's."""
    at = chance.randrange(len(cell))
    return chance.choice([cell[:-1], f"{cell}9", cell[:at] + "Q" + cell[at + 1 :], "X99ZZ"])


def _code_of_another(document: Document, chance: Random) -> Done | None:
    """The code of one row written over that of another."""
    cells = [each for each in cells_of(document) if _is_code(each[1].cells[each[2]])]
    if not cells:
        return None
    grid, row, column = chance.choice(cells)
    others = [each[1].cells[column] for each in cells if each[0] is grid and each[2] == column and each[1] is not row]
    was = row.cells[column]
    if not (others := [other for other in others if other != was]):
        return None
    row.cells[column] = chance.choice(others)
    return Done(f"{grid.name}: code {was!r} became {row.cells[column]!r} of another row", grid.heading(column))


def _without_sheet(document: Document, chance: Random) -> Done | None:
    if not document.has_sheets:
        return None
    grid = chance.choice(document.grids)
    document.grids.remove(grid)
    return Done(f"sheet {grid.name} was dropped")


def _renamed_sheet(document: Document, chance: Random) -> Done | None:
    if not document.has_sheets:
        return None
    grid = chance.choice(document.grids)
    was, grid.name = grid.name, chance.choice([f"{grid.name} 2", f"Copy of {grid.name}"[:31], "Sheet1"])
    return Done(f"sheet {was} became {grid.name}")


MUTATORS: Mapping[str, Mutator] = {
    "rename a column": _on_column(_rename, headed=True),
    "move a column": _on_column(_move),
    "double a column": _on_column(_double),
    "drop a column": _on_column(_drop),
    "cut the last third": _on_rows(_cut_tail),
    "cut a row": _on_rows(_cut_one),
    "repeat a row": _on_rows(_repeat_row),
    "repeat a row changed": _on_rows(_repeat_changed),
    "another type": _on_cell(_as_other_type, _is_number),
    "another sign": _on_cell(_negated, _is_number),
    "another scale": _on_cell(_scaled, _is_number),
    "a fraction": _on_cell(_halved, _is_number),
    "another code": _on_cell(_other_code, _is_code),
    "the code of another": _code_of_another,
    "drop a sheet": _without_sheet,
    "rename a sheet": _renamed_sheet,
}
"""What is done to the cells of a file, by name."""


def cut_bytes(file: Path, chance: Random) -> Done:
    """The end of the file is missing, as after a download that broke off."""
    whole = file.read_bytes()
    kept = chance.randrange(1, len(whole))
    file.write_bytes(whole[:kept])
    return Done(f"{len(whole) - kept} of {len(whole)} bytes were cut")


def flip_bytes(file: Path, chance: Random) -> Done:
    """Some bytes are others, as on a bad disk."""
    body = bytearray(file.read_bytes())
    for _ in range(chance.choice((1, 1, 4))):
        body[chance.randrange(len(body))] = chance.randrange(256)
    file.write_bytes(body)
    return Done("bytes were flipped")


def spoil_inside(file: Path, chance: Random) -> Done | None:
    """The text of a workbook's sheet cut, doubled or misspelt inside a sound zip."""
    if not zipfile.is_zipfile(file):
        return None
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name in parts if name == "content.xml" or "worksheets/" in name])
    text = parts[name]
    first = chance.randrange(len(text))
    last = min(len(text), first + chance.randrange(400))
    piece = chance.choice((b"", text[first:last] * 2, b"<", b"&", b"\xff", b'repeated="99999999"'))
    parts[name] = text[:first] + piece + text[last:]
    with zipfile.ZipFile(file, "w") as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return Done(f"{name}: {last - first} bytes became {piece[:20]!r}")


EXCHANGE: Mapping[str, Mutator] = {"exchange two headings": _exchange_headings}
"""Tried apart, on a source whose columns are mostly parts of wholes, so that any two may stand for each other."""


BYTE_MUTATORS: Mapping[str, Callable[[Path, Random], Done | None]] = {
    "cut bytes": cut_bytes,
    "flip bytes": flip_bytes,
    "spoil inside": spoil_inside,
}
"""What is done to the bytes of a file, by name."""
