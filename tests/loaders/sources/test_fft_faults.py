"""Spoilt workbooks, many hundred ways: each ends in figures that stand in it, or in a sentence; never in a wrong number.

Every figure that is loaded is looked up again in the cells as they were written, by the slow road: the row that bears the
code, the column that bears the heading.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from insight.schema import TABLES, conform
from loaders.errors import LoadingError
from loaders.sources import fft
from tests.loaders.built_in import LISTS
from tests.loaders.mutations.documents import take_apart
from tests.loaders.sources.fft_workbooks import KEY, SIX, SIX_ROLES, Grid, a_and_e, facts, write
from tests.loaders.sources.published_files import GOLDEN, raw_file

STATUS = {"*": "suppressed", "-": "not_available", "na": "not_available", "n/a": "not_available", "": "not_available"}
NAMES = {"ICB": ("footprint", "icb code"), "Trusts": ("trust", "trust code"), "Sites": ("site", "site code")}
HEADINGS = {
    "fft.ae_positive|all": "percentage positive",
    "fft.ae_negative|all": "percentage negative",
    "fft.ae_responses|all": "total responses",
    "fft.ae_eligible|all": "total eligible",
    "fft.ae_responses|mode=sms": "mode sms",
    "fft.ae_responses|mode=online": "mode online",
    **{f"fft.ae_responses|answer={role}": text.lower() for role, text in zip(SIX_ROLES, SIX, strict=True)},
}
STRANGE = [
    None, "", "*", "-", "NA", "n/a", 0, 1, 5, -1, 3, 100, 160, 220, 0.5, 0.8, 1.0, 80, 1e9, 1e308, float("1e-9"), "12", "ZZ1",
    "QE1", "QXX", "IS1", "England", "Selection (excluding suppressed data)", "Trust Code", "Total Responses", "Very Good",
    "Mode Fax", "see note 3", date(2025, 7, 1), "\u00a0", "x" * 300, "<&>", "Percentage Positive",
]  # fmt: skip

Grids = dict[str, Grid]
Spoil = Callable[[Grids, random.Random], None]


def some_row(grids: Grids, chance: random.Random) -> tuple[Grid, int]:
    grid = grids[chance.choice([name for name in grids if grids[name]])]
    return grid, chance.randrange(len(grid))


def change_cells(grids: Grids, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 1, 1, 2, 5])):
        grid, row = some_row(grids, chance)
        if grid[row]:
            grid[row][chance.randrange(len(grid[row]))] = chance.choice(STRANGE)  # type: ignore[assignment]


def swap_cells(grids: Grids, chance: random.Random) -> None:
    grid, row = some_row(grids, chance)
    other = chance.randrange(len(grid))
    if grid[row] and grid[other]:
        a, b = chance.randrange(len(grid[row])), chance.randrange(len(grid[other]))
        grid[row][a], grid[other][b] = grid[other][b], grid[row][a]


def drop_row(grids: Grids, chance: random.Random) -> None:
    grid, row = some_row(grids, chance)
    del grid[row]


def repeat_row(grids: Grids, chance: random.Random) -> None:
    grid, row = some_row(grids, chance)
    grid.insert(chance.randrange(len(grid) + 1), list(grid[row]))


def move_row(grids: Grids, chance: random.Random) -> None:
    grid, row = some_row(grids, chance)
    line = grid.pop(row)
    grid.insert(chance.randrange(len(grid) + 1), line)


def blank_rows(grids: Grids, chance: random.Random) -> None:
    grid, row = some_row(grids, chance)
    for _ in range(chance.choice([1, 3, 60])):
        grid.insert(row, [])


def insert_column(grids: Grids, chance: random.Random) -> None:
    grid, _ = some_row(grids, chance)
    place = chance.randrange(12)
    for line in grid:
        if len(line) >= place:
            line.insert(place, chance.choice(["", 7, "note"]))


def drop_column(grids: Grids, chance: random.Random) -> None:
    grid, _ = some_row(grids, chance)
    place = chance.randrange(15)
    for line in grid:
        del line[place : place + 1]


def swap_columns(grids: Grids, chance: random.Random) -> None:
    grid, _ = some_row(grids, chance)
    a, b = chance.randrange(12), chance.randrange(12)
    for line in grid:
        line.extend([""] * (12 - len(line)))
        line[a], line[b] = line[b], line[a]


def shift_body(grids: Grids, chance: random.Random) -> None:
    """The header stays, the figures slip sideways: the worst that a spreadsheet can do."""
    grid = grids[chance.choice(["ICB", "Trusts", "Sites"])]
    place = chance.randrange(2, 9)
    for line in grid[4:]:
        line.insert(place, line[place] if len(line) > place else "")


def change_share(grids: Grids, chance: random.Random) -> None:
    """Another believable percentage beside the same answers."""
    line = chance.choice(
        [line for name in ("ICB", "Trusts", "Sites") for line in grids.get(name, [])[4:] if len(line) > 9]
    )
    places = [n for n, cell in enumerate(line) if isinstance(cell, float)]
    if places:
        line[chance.choice(places)] = round(chance.random(), 3)


def drop_sheet(grids: Grids, chance: random.Random) -> None:
    del grids[chance.choice(list(grids))]


def rename_sheet(grids: Grids, chance: random.Random) -> None:
    name = chance.choice(list(grids))
    grids[f"{name} copy"] = grids.pop(name)


def repeat_sheet(grids: Grids, chance: random.Random) -> None:
    name = chance.choice(list(grids))
    grids[f"{name} (2)"] = copy.deepcopy(grids[name])


SPOILS: list[Spoil] = [
    change_cells, change_cells, change_cells, change_cells, swap_cells, drop_row, repeat_row, move_row, blank_rows,
    insert_column, drop_column, swap_columns, shift_body, change_share, change_share, drop_sheet, rename_sheet, repeat_sheet,
]  # fmt: skip


def load(path: Path) -> pd.DataFrame | None:
    """The facts of a file, None where it is not recognised or a sentence says why not."""
    raw = raw_file(path)
    try:
        release = fft.recognise(raw, LISTS)
        if release is None:
            return None
        found = {
            name: conform(table, TABLES[name]).to_pandas() for name, table in fft.tidy(raw, release, LISTS).items()
        }
    except LoadingError as error:
        assert path.name in str(error) and len(str(error)) > 30
        return None
    return found["facts"]


def plain(cell: object) -> str:
    return " ".join(str("" if cell is None else cell).split()).casefold()


def cells_of(grids: Grids, fact: pd.Series) -> list[object]:
    """Every cell that could be the source of a fact: the row with its code, under its heading, on a sheet of its level."""
    heading = HEADINGS[f"{fact['measure']}|{fact['segment']}"]
    found: list[object] = []
    for name, grid in grids.items():
        kind = NAMES.get(name.split()[0])
        if kind is None or (fact["level"] != "england" and kind[0] != fact["level"]):
            continue
        tops = [number for number, line in enumerate(grid) if kind[1] in [plain(cell) for cell in line]]
        for top in tops:
            for header in (grid[top], grid[top + 1] if top + 1 < len(grid) else []):
                for place in (n for n, cell in enumerate(header) if plain(cell) == heading):
                    code = [plain(cell) for cell in grid[top]].index(kind[1])
                    found += [
                        line[place] if place < len(line) else ""
                        for line in grid
                        if (
                            plain(line[code] if code < len(line) else "") == fact["org"].casefold()
                            or (fact["level"] == "england" and any(plain(cell).startswith("england") for cell in line))
                        )
                    ]
    return found


def says(cell: object, fact: pd.Series) -> bool:
    """Whether a cell says what a fact says."""
    if fact["status"] != "ok":
        words = isinstance(cell, str) and fact["measure"].endswith("eligible") and not any(c.isdigit() for c in cell)
        zero_of_nobody = cell in (0, 0.0) and fact["status"] == "not_available"
        return STATUS.get(plain(cell)) == fact["status"] or words or zero_of_nobody
    if not isinstance(cell, int | float):
        return False
    times = (100, 1) if fact["measure"].endswith(("positive", "negative")) else (1,)
    return any(fact["value"] == pytest.approx(cell * scale, rel=1e-12) for scale in times)


def check(grids: Grids, found: pd.DataFrame) -> None:
    assert set(found["level"]) <= {"england", "footprint", "trust", "site"}
    for _, fact in found.iterrows():
        assert any(says(cell, fact) for cell in cells_of(grids, fact)), (fact.to_dict(), cells_of(grids, fact))
    shares = found[
        found["measure"].str.endswith(("positive", "negative")) & (found["denominator"] > 0) & (found["status"] == "ok")
    ]
    ours = 100 * shares["numerator"] / shares["denominator"]
    assert (abs(shares["value"] - ours) < 0.6).all()


@pytest.mark.parametrize("seed", range(10))
def test_whatever_is_loaded_stands_in_the_workbook(seed: int, tmp_path: Path) -> None:
    chance = random.Random(f"FFT {seed}")
    loaded = 0
    for number in range(33):
        grids = copy.deepcopy(a_and_e())
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            chance.choice(SPOILS)(grids, chance)
        found = load(write(tmp_path / f"spoilt {number}.xlsm", grids).path) if grids else None
        if found is not None:
            check(grids, found)
            loaded += 1
    assert loaded, "a mutation that always fails tests nothing"


@pytest.mark.parametrize("name", sorted(path.name for path in (GOLDEN / "fft").glob("*.xlsm")))
def test_damaged_bytes_never_change_a_figure(name: str, tmp_path: Path) -> None:
    whole = (GOLDEN / "fft" / name).read_bytes()
    sound = facts(raw_file(GOLDEN / "fft" / name))
    chance = random.Random(name)
    path = tmp_path / name
    for _ in range(60):
        content = bytearray(whole)
        kind = chance.randrange(3)
        if kind == 0:
            for _ in range(chance.choice([1, 4, 30])):
                content[chance.randrange(len(content))] = chance.randrange(256)
        elif kind == 1:
            del content[chance.randrange(len(content)) :]
        else:
            start = chance.randrange(len(content))
            del content[start : start + chance.randrange(1, 200)]
        path.write_bytes(content)
        found = load(path)
        if found is not None:
            pd.testing.assert_frame_equal(found.set_index(KEY).sort_index(), sound)


@pytest.mark.parametrize(
    "content", [b"<!doctype html><html>Not found</html>", b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + b"\0" * 600]
)
def test_what_is_no_workbook_is_nobodys(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "FFT_IP_MacroWebfile_Jul-25.xlsm"
    path.write_bytes(content)
    assert load(path) is None


def test_a_response_rate_apart_from_responses_and_eligible_people_is_refused(tmp_path: Path) -> None:
    name = "INVENTED FFT Inpatient June 2015.xls"
    document = take_apart(GOLDEN / "fft" / name)
    row = next(cells for cells in document.grids[1].cells if cells[0] == "ZZ1")
    row[4] = 0.3  # of 200 answers and 1,000 eligible people
    document.write(tmp_path / name)
    with pytest.raises(LoadingError, match=r"response rates that agree .* found 30 in row 8, column E \(ZZ1\)"):
        facts(raw_file(tmp_path / name))


def test_a_row_with_the_code_of_one_footprint_and_the_name_of_another_is_refused(tmp_path: Path) -> None:
    grids = copy.deepcopy(a_and_e())
    first, second = (
        row for grid in grids.values() for row in grid if str(row[1:2]).endswith("ICB']") and row[0] in ("QE1", "QF7")
    )
    first[0], second[0] = second[0], first[0]
    with pytest.raises(LoadingError, match="the name of QF7, found 'LANCASHIRE AND SOUTH CUMBRIA ICB', which is QE1"):
        facts(write(tmp_path / "INVENTED.xlsx", grids))


def test_a_trust_that_lies_in_one_footprint_by_code_and_in_another_by_name_is_refused(tmp_path: Path) -> None:
    grids = a_and_e()
    names = {"QE1": "LANCASHIRE AND SOUTH CUMBRIA ICB", "QF7": "SOUTH YORKSHIRE ICB"}
    for row in grids["Trusts"]:
        if row:
            row.insert(1, "ICB Name" if row[0] == "ICB Code" else names.get(str(row[0]), ""))
    assert len(facts(write(tmp_path / "whole.xlsm", grids)))
    wrong = next(row for row in grids["Trusts"] if row and row[0] == "QF7")
    wrong[1] = names["QE1"]
    with pytest.raises(
        LoadingError, match="the name of QF7, found 'LANCASHIRE AND SOUTH CUMBRIA ICB', which is QE1, in row"
    ):
        facts(write(tmp_path / "wrong.xlsm", grids))


@pytest.mark.parametrize("heading", ["Percentage Positive", "Percentage Negative"])
def test_a_blank_percentage_beside_answers_that_are_shown_is_refused(heading: str, tmp_path: Path) -> None:
    grids = a_and_e()
    top = next(row for row in grids["Trusts"] if row and row[0] == "ICB Code")
    row = next(row for row in grids["Trusts"] if len(row) > 1 and row[1] == "ZZ5")
    row[top.index(heading)] = None
    with pytest.raises(LoadingError, match=r"or a mark, beside answers that are shown, found none in row .* \(ZZ5\)"):
        facts(write(tmp_path / "blank.xlsm", grids))


def test_a_percentage_that_is_marked_as_missing_beside_answers_is_missing(tmp_path: Path) -> None:
    grids = a_and_e()
    row = next(row for row in grids["Trusts"] if len(row) > 1 and row[1] == "ZZ5")
    row[5] = "NA"
    found = facts(write(tmp_path / "marked.xlsm", grids)).loc[("fft.ae_positive", "ZZ5", "trust", "all")]
    assert found["status"] == "not_available"


def test_lists_of_the_publisher_that_another_program_shows_are_passed_over(tmp_path: Path) -> None:
    grids = {**a_and_e(), "BS": [["", "Sort", "ICB Code", "ICB Name"], ["Trusts", 1, "-", "Trust code"]]}
    whole = facts(write(tmp_path / "whole.xlsm", grids))
    pd.testing.assert_frame_equal(facts(write(tmp_path / "shown.xlsm", grids, hidden=())), whole)
