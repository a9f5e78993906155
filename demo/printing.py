"""How the publishers print numbers: so many significant digits, with or without the nought before the point."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from demo.places import Reals

INVENTED = "DEMONSTRATION DATA"
"""Stands in every file, so that a copy of it in another folder says what it is."""


@dataclass(frozen=True)
class Style:
    """The look of one publisher's CSV in one year."""

    digits: int = 10
    decimals: int = 9
    leading_zero: bool = True
    byte_order_mark: bool = False


def significant(values: Reals, style: Style) -> Reals:
    """Round to the significant digits and decimals of the style, as if printed and read back."""
    with np.errstate(divide="ignore"):
        magnitude = np.floor(np.log10(np.abs(values)))
    places = np.clip(style.digits - 1 - np.where(np.isfinite(magnitude), magnitude, 0), 0, style.decimals)
    scale = 10.0**places
    return np.round(values * scale) / scale


def write_lines(path: Path, lines: Iterable[Sequence[object]], end: str = "\n", *, quoted: bool = False) -> None:
    """Write a CSV line by line; `end` ends each, and every cell is `quoted` or none that need not be."""
    with path.open("w", encoding="utf-8", newline="") as file:
        quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
        csv.writer(file, lineterminator=end, quoting=quoting).writerows(lines)


def write(path: Path, text: dict[str, Sequence[str]], headers: Sequence[str], values: Reals, style: Style) -> None:
    """Write one CSV: the text columns first, then one numeric column per header, and an empty one whose heading says what it is.

    `values` has one row per organisation and one column per header. Lines end in CR LF and nothing is quoted that need
    not be, as in the published files.
    """
    rounded = significant(values, style)
    arrays = [pa.array(list(column), pa.string()) for column in text.values()]
    arrays += [pa.array(column) for column in np.ascontiguousarray(rounded.T)]
    arrays.append(pa.nulls(len(rounded), pa.string()))
    names = [*text, *headers, INVENTED]
    table = pa.Table.from_arrays(arrays, names=names)
    body = io.BytesIO()
    pacsv.write_csv(table, body, pacsv.WriteOptions(include_header=False, quoting_style="needed"))
    lines = body.getvalue().replace(b"\n", b"\r\n")
    if not style.leading_zero:
        lines = lines.replace(b",0.", b",.")
    mark = b"\xef\xbb\xbf" if style.byte_order_mark else b""
    path.write_bytes(mark + ",".join(names).encode() + b"\r\n" + lines)
