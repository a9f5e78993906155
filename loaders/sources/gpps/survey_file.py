"""Reading a survey CSV of up to 97 MB: the 150 columns that are wanted out of 1,100, block by block, and none of the rest."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from loaders.errors import LayoutChanged
from loaders.source import Raw

BLOCK = 1 << 20
"""Bytes read at a time: more than the widest header, so little that memory holds the wanted columns and not the file."""

MISSING = ["", "/"]
"""What stands where the publisher has nothing to say; `/` is read as missing by public code for some years."""


def read_columns(raw: Raw, texts: Sequence[str], numbers: Sequence[str]) -> pa.Table:
    """One row per row of the file: `texts` as tidied strings, `numbers` as doubles; missing cells are null.

    Raises LayoutChanged where a row is too short or too long, the file ends inside a line, or a number is not one.
    """
    _refuse_cut_end(raw)
    types = {**dict.fromkeys(texts, pa.binary()), **dict.fromkeys(numbers, pa.float64())}
    options = pacsv.ConvertOptions(
        include_columns=list(types), column_types=types, null_values=MISSING, strings_can_be_null=True
    )
    # One thread: several hold so many half-read blocks that they take three times the memory, for next to no time.
    reading = pacsv.ReadOptions(block_size=BLOCK, use_threads=False)
    try:
        table = pacsv.read_csv(raw.path, reading, convert_options=options)
    except pa.ArrowInvalid as error:
        raise _explained(raw, numbers, str(error)) from error
    if not all(np.isfinite(table[name].drop_null().to_numpy()).all() for name in numbers):
        raise _explained(raw, numbers, "a cell that is not a number")
    for position, name in enumerate(texts):
        table = table.set_column(position, name, _texts(table[name]))
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


def _refuse_cut_end(raw: Raw) -> None:
    with raw.path.open("rb") as stream:
        stream.seek(max(0, raw.size - 1))
        if stream.read(1) != b"\n":
            raise LayoutChanged(
                raw.name,
                "a line break after the last row",
                "none, as in a file that was cut short: fetch it again, and if it comes whole and ends like this, "
                "add an empty line",
            )


def _explained(raw: Raw, numbers: Sequence[str], reason: str) -> LayoutChanged:
    """The first cell or row that cannot be read, found by reading the file slowly once more."""
    with raw.path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        lines = csv.reader(stream)
        header = next(lines)
        wanted = [(header.index(name), name) for name in numbers]
        for number, row in enumerate(lines, start=2):
            if row and len(row) != len(header):
                return LayoutChanged(
                    raw.name,
                    f"{len(header)} columns in every row",
                    f"{len(row)} in line {number}: the file may have been cut short, fetch it again",
                )
            for position, name in wanted if row else ():
                if row[position] not in MISSING and not is_number(row[position]):
                    return LayoutChanged(raw.name, f"a number in column {name!r}, line {number}", f"{row[position]!r}")
    return LayoutChanged(raw.name, "a table of comma-separated values", reason)


def is_number(text: str) -> bool:
    """Whether a cell reads as a number, with or without a leading zero; `nan` and `inf` are none."""
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
