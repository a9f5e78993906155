"""Reading a survey CSV of up to 97 MB: the 150 columns that are wanted out of 1,100, block by block, and none of the rest."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from loaders.errors import Incomplete, LayoutChanged, LoadingError, Unended
from loaders.read.damage import plainly
from loaders.read.sheets import MARKS, as_number
from loaders.source import Raw

BLOCK = 1 << 20
"""Bytes read at a time: more than the widest header, so little that memory holds the wanted columns and not the file."""

_ALLOCATOR = (pa.jemalloc_memory_pool if "jemalloc" in pa.supported_memory_backends() else pa.default_memory_pool)()
"""Figures are kept between the blocks that they were read from, and the system's allocator then uses no block's room again."""

_CELLS_OF_A_NOTE = range(1, 5)
"""As many as its commas make of it; a row that is cut there begins with a code, which has no blank in it."""

MISSING = [*MARKS, *map(str.upper, MARKS)]
"""What stands where the publisher has nothing to say; `/` is read as missing by public code for some years."""


def read_columns(raw: Raw, texts: Sequence[str], numbers: Sequence[str]) -> pa.Table:
    """One row per row of the file: `texts` as tidied strings, `numbers` as doubles; missing cells are null.

    Raises LayoutChanged where a row is too short or too long or a number is none, Incomplete where the file ends inside a
    line.
    """
    _refuse_cut_end(raw)
    try:
        table = _read(raw, {**dict.fromkeys(texts, pa.binary()), **dict.fromkeys(numbers, pa.float64())})
    except pa.ArrowInvalid:
        table = _read_slowly(raw, texts, numbers)
    if not all(np.isfinite(table[name].drop_null().to_numpy()).all() for name in numbers):
        raise _explained(raw, numbers, "a cell that is not a number")
    for position, name in enumerate(texts):
        table = table.set_column(position, name, _texts(table[name]))
    return _without_empty_ends(table)


def _refuse_cut_end(raw: Raw) -> None:
    """Raise Unended for a file whose last byte is no line break. One that is cut at the end of a row cannot be told."""
    with raw.path.open("rb") as stream:
        stream.seek(max(0, raw.size - 1))
        if stream.read(1) != b"\n":
            raise Unended(raw.name)


def _without_empty_ends(table: pa.Table) -> pa.Table:
    """The same without rows at the end that hold nothing: spreadsheet programs save rows of commas where something stood once."""
    rows = table.num_rows
    if rows and all(not column[-1].is_valid for column in table.columns):
        filled = [np.flatnonzero(column.is_valid().to_numpy()) for column in table.columns]
        rows = max((int(each[-1]) + 1 for each in filled if len(each)), default=0)
    return table.slice(0, rows)


def _read(raw: Raw, types: Mapping[str, pa.DataType]) -> pa.Table:
    options = pacsv.ConvertOptions(
        include_columns=list(types), column_types=types, null_values=MISSING, strings_can_be_null=True
    )
    # One thread: several hold so many half-read blocks that they take three times the memory, for next to no time.
    reading = pacsv.ReadOptions(block_size=BLOCK, use_threads=False)
    # Arrow opens no path whose name is not UTF-8.
    with raw.path.open("rb") as stream:
        return pacsv.read_csv(stream, reading, convert_options=options, memory_pool=_ALLOCATOR).combine_chunks()


def _read_slowly(raw: Raw, texts: Sequence[str], numbers: Sequence[str]) -> pa.Table:
    """The same where a number may be written as text (`"1,204"`), one by one. Raises LayoutChanged for what is none."""
    try:
        table = _read(raw, dict.fromkeys([*texts, *numbers], pa.binary()))
    except pa.ArrowInvalid as error:
        raise _explained(raw, numbers, plainly(error)) from error
    for position, name in enumerate(numbers, start=len(texts)):
        cells = [
            None if cell is None else as_number(cell.decode("utf-8", "replace")) for cell in table[name].to_pylist()
        ]
        if cells.count(None) > table[name].null_count:
            raise _explained(raw, numbers, "a cell that is not a number")
        table = table.set_column(position, name, pa.array(cells, pa.float64()))
    return table


def _texts(cells: pa.ChunkedArray) -> pa.Array:
    """Every cell tidied; each different one only once, because most name the region or footprint of many rows."""
    different = cells.combine_chunks().dictionary_encode()
    return pa.array([_decoded(cell) for cell in different.dictionary.to_pylist()], pa.string()).take(different.indices)


def _decoded(cell: bytes | None) -> str | None:
    """Names with single blanks; files before 2024 were also written by programs that know no UTF-8."""
    if cell is None:
        return None
    try:
        text = cell.decode("utf-8")
    except UnicodeDecodeError:
        text = cell.decode("cp1252", errors="replace")
    return " ".join(text.split()) or None


def _explained(raw: Raw, numbers: Sequence[str], reason: str) -> LoadingError:
    """The first cell or row that cannot be read, found by reading the file slowly once more."""
    with raw.path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        lines = csv.reader(stream)
        header = next(lines)
        wanted = [(header.index(name), name) for name in numbers]
        for number, row in enumerate(lines, start=2):
            if len(row) in _CELLS_OF_A_NOTE and " " in row[0].strip():
                note = f"a note in line {number} ({row[0].strip()[:60]!r}): delete it"
                return LayoutChanged(raw.name, "a row of figures in every line", note)
            if row and len(row) != len(header):
                return Incomplete(raw.name, f"{len(header)} columns in every row", f"{len(row)} in line {number}")
            for position, name in wanted if row else ():
                if row[position] not in MISSING and as_number(row[position]) is None:
                    return LayoutChanged(raw.name, f"a number in column {name!r}, line {number}", f"{row[position]!r}")
    return LayoutChanged(raw.name, "a table of comma-separated values", reason)
