"""Adult Inpatient Survey: 570 spoilt workbooks each end in the facts that stand in them or in an error with a name."""

from __future__ import annotations

import math
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from demo.ods_workbook import Cell
from loaders.errors import LoadingError
from loaders.source import Raw
from tests.loaders.built_in import LISTS
from tests.loaders.sources.families import inpatient
from tests.loaders.sources.inpatient_files import FILE, Sheets, facts, workbook, written
from tests.loaders.sources.published_files import raw_file

NAMES = {"q46": "overall", "q45": "respect_dignity"}
CELLS: tuple[Cell, ...] = (
    None, 0, -1, 1, 4, 7, 8, 9.99, 10, 10.5, 29, 30, 1e9, -1e-9, 1e308, 2021.5, "*", "-", "n/a", "7.5", "RZ1", "R0A", "<b>", "TRUE",
)  # fmt: skip


def _told(sheets: Sheets) -> dict[tuple[str, str], float | None]:
    """The slow twin: each trust's means, found by looking for headings that read mean and a question."""
    rows = next(rows for name, rows in sheets.items() if "score" in name.lower())
    start = next(at for at, row in enumerate(rows) if any(str(cell).lower() == "trustcode" for cell in row))
    heading = [str(cell).strip().lower() for cell in rows[start]]
    found: dict[tuple[str, str], float | None] = {}
    for row in rows[start + 1 :]:
        code = str([*row, *heading][heading.index("trustcode")]).strip()
        for at, name in enumerate(heading):
            if (key := re.fullmatch(r"mean([qs][0-9_]+)", name)) and re.fullmatch(r"R[A-Z0-9]{2}", code):
                cell = row[at] if at < len(row) else None
                found[f"inpatient.{NAMES.get(key[1], 'y2022_' + key[1])}", code] = (
                    cell if isinstance(cell, int | float) else None
                )
    return found


def _check(raw: Raw, told: dict[tuple[str, str], float | None] | None) -> bool:
    """Load; compare with the twin where there is one. False where the file was refused by name."""
    try:
        if told is None and inpatient.recognise(raw, LISTS) is None:
            return False
        found = facts(raw)
    except LoadingError as error:
        assert str(error)
        return False
    if told is not None:
        now = found.query("year == 2022")["value"]
        for (measure, org), value in told.items():
            stands = now.get((measure, org, 2022))
            assert stands is not None, (measure, org)
            assert math.isnan(stands) if value is None else stands == float(f"{value:.15g}"), (measure, org, value)
    return True


@pytest.mark.parametrize("seed", range(4))
def test_spoilt_cells_rows_and_sheets(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    loaded = 0
    for _ in range(80):
        sheets = workbook()
        for _ in range(chance.randint(1, 2)):
            _spoil(sheets, chance)
        if "Trust_Scores" not in sheets:
            continue
        try:
            told = _told(sheets)
        except (StopIteration, ValueError):
            told = None
        loaded += _check(written(tmp_path, sheets), told)
    assert 10 < loaded < 80


def test_spoilt_bytes(tmp_path: Path) -> None:
    chance = random.Random(5)
    whole = FILE.read_bytes()
    path = tmp_path / "aip22.ods"
    for _ in range(150):
        body = bytearray(whole)
        for _ in range(chance.choice((1, 1, 4))):
            body[chance.randrange(len(body))] = chance.randrange(256)
        path.write_bytes(bytes(body[: chance.choice((len(body), len(body), chance.randrange(len(body)))) or 1]))
        _check(raw_file(path), None)


def test_spoilt_xml(tmp_path: Path) -> None:
    """The text of the sheets cut, doubled or misspelt inside a sound zip."""
    chance = random.Random(6)
    with zipfile.ZipFile(FILE) as source:
        content = source.read("content.xml")
    path = tmp_path / "aip22.ods"
    for _ in range(100):
        first, last = sorted(chance.sample(range(len(content)), 2))
        last = min(last, first + 400)
        piece = chance.choice((b"", content[first:last] * 2, b"<", b"&", b"\xff", b'repeated="99999999"'))
        with zipfile.ZipFile(path, "w") as target:
            target.writestr("content.xml", content[:first] + piece + content[last:])
        _check(raw_file(path), None)


def _spoil(sheets: Sheets, chance: random.Random) -> None:
    name = chance.choice(list(sheets))
    rows = sheets[name]
    kind = chance.choice(("cell", "cell", "cell", "cell", "row", "row", "column", "sheet"))
    if kind == "sheet" or not rows:
        other = chance.choice((None, name.lower(), f"{name} 2", "Trust_Scores2"))
        moved = sheets.pop(name)
        if other:
            sheets[other] = moved
        return
    row = chance.randrange(len(rows))
    if kind == "cell" and rows[row]:
        rows[row] = list(rows[row])
        rows[row][chance.randrange(len(rows[row]))] = chance.choice(CELLS)
    elif kind == "row" or not rows[row]:
        changes: tuple[Callable[[], object], ...] = (
            lambda: rows.pop(row),
            lambda: rows.insert(row, list(rows[row])),
            lambda: rows.insert(row, []),
            lambda: rows.append(rows.pop(row)),
        )
        chance.choice(changes)()
    else:
        column = chance.randrange(max(1, len(rows[0])))
        for each in rows:
            if column < len(each):
                each.pop(column)
