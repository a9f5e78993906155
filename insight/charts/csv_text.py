"""A chart's numbers as a CSV that opens well in Excel and cannot carry a formula in."""

from __future__ import annotations

import csv
import io
from numbers import Real

import pandas as pd

_DANGEROUS = (*"=+-@", *"\uff1d\uff0b\uff0d\uff20", "\t", "\r", "\n", "\0")
"""First characters that make a spreadsheet run a cell instead of showing it (OWASP ASVS 1.2.10, CWE-1236); some take their
full-width forms alike."""


def csv_text(table: pd.DataFrame) -> bytes:
    """One header row and one row per row of the table: UTF-8 with byte-order mark, text quoted and made harmless.

    Missing values are empty cells; numbers stay numbers, so a genuine -3.2 is untouched, and whole ones have no decimals.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(_cell(title) for title in table.columns)
    columns = (table.iloc[:, at] for at in range(table.shape[1]))
    writer.writerows(zip(*([_cell(value) for value in column.tolist()] for column in columns), strict=True))
    return "\ufeff".encode() + out.getvalue().encode()


def _cell(value: object) -> object:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_DANGEROUS) else value
    if pd.isna(value):  # type: ignore[arg-type]  # cells are scalars
        return None
    if isinstance(value, Real) and not isinstance(value, bool):
        number = float(value)
        return int(number) if number.is_integer() else value
    return _cell(str(value))
