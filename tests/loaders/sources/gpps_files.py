"""What the tests of the GP Patient Survey share: the invented files, ways to spoil them, and the road from bytes to facts."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from insight.schema import FACTS, TABLES, conform
from loaders.source import Raw
from loaders.sources import gpps
from tests.loaders.built_in import lists_of
from tests.loaders.sources.published_files import GOLDEN, raw_file

FOLDER = GOLDEN / "gpps"
FILES = sorted(FOLDER.glob("INVENTED*.csv"))
LISTS = lists_of("gpps")
"""With the footprints, regions and groups that the invented files name."""

Rows = list[list[str]]


def invented(year: int, level: str) -> Path:
    """One of the invented files."""
    return FOLDER / f"INVENTED GPPS {year} {level} data (weighted).csv"


def tables(raw: Raw) -> dict[str, pd.DataFrame]:
    """Every table of a file, each through the door of the tidy shape."""
    release = gpps.recognise(raw, LISTS)
    assert release is not None
    return {name: conform(table, TABLES[name]).to_pandas() for name, table in gpps.tidy(raw, release, LISTS).items()}


def facts(raw: Raw) -> pd.DataFrame:
    """The facts of a file, keyed by measure and org."""
    return tables(raw)["facts"].set_index(["measure", "org"]).sort_index()


def read_rows(path: Path) -> Rows:
    """A file as its rows, the header first."""
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def written(path: Path, rows: Rows) -> Raw:
    """Rows as a file that has been fetched."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
    return raw_file(path)


def spoilt(folder: Path, source: Path, spoil: Callable[[Rows], object], name: str = "") -> Raw:
    """A copy of an invented file after something happened to its rows, under the same name unless told."""
    rows = read_rows(source)
    spoil(rows)
    return written(folder / (name or source.name), rows)


def cell(rows: Rows, column: str, text: str, row: int = 1) -> None:
    """Write one cell, found by the name of its column."""
    rows[row][[name.casefold() for name in rows[0]].index(column.casefold())] = text


def without(rows: Rows, *columns: str) -> None:
    """Take columns away."""
    kept = [position for position, name in enumerate(rows[0]) if name not in columns]
    rows[:] = [[row[position] for position in kept] for row in rows]


def expected() -> pd.DataFrame:
    """What the invented files must become."""
    frame = pd.read_csv(FOLDER / "expected_facts.csv")
    return conform(
        frame.assign(start=pd.to_datetime(frame["start"]).dt.date, end=pd.to_datetime(frame["end"]).dt.date), FACTS
    ).to_pandas()
