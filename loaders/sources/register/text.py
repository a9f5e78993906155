"""Read the register's CSV files as text: plain, gzipped, or alone in a zip; in UTF-8 or in the ODS's older Windows encoding."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib

import pandas as pd

from loaders.errors import LayoutChanged
from loaders.source import Raw

Rows = list[list[str]]

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_ANY_WRAPPER = zlib.MAX_WBITS | 32


def opening(raw: Raw, lines: int = 40) -> Rows:
    """The first rows of a file, cells trimmed; no rows if it is empty or not a text."""
    head = _head(raw)
    if not head or b"\x00" in head:
        return []
    whole_lines = _decoded(head).splitlines()[: lines + 1]
    if len(whole_lines) > 1:
        whole_lines = whole_lines[:lines]
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(whole_lines)]
    except csv.Error:
        return []


def header_of(rows: Rows) -> tuple[str, ...]:
    """The first row as column names to compare by: lower case."""
    return tuple(cell.lower() for cell in rows[0]) if rows else ()


def with_header(raw: Raw) -> pd.DataFrame:
    """One row per row of a file with a header: names in lower case, every cell a trimmed text, an empty one ''."""
    frame = _frame(raw, header=0)
    return frame.rename(columns=lambda name: str(name).strip().lower())


def without_header(raw: Raw, names: dict[int, str]) -> pd.DataFrame:
    """One row per row of a file without a header, only the columns named, counted from 1 as the publisher counts them."""
    frame = _frame(raw, header=None)
    if frame.shape[1] < max(names):
        raise LayoutChanged(raw.name, f"at least {max(names)} columns", f"{frame.shape[1]}")
    return frame[[number - 1 for number in names]].set_axis(list(names.values()), axis="columns")


def required(frame: pd.DataFrame, names: dict[str, str], file: str) -> pd.DataFrame:
    """The columns of a table of names (ours -> the publisher's), under our names. Raises LayoutChanged for what is missing."""
    missing = [theirs for theirs in names.values() if theirs not in frame.columns]
    if missing:
        raise LayoutChanged(file, f"the columns {', '.join(missing)}", f"the columns {', '.join(frame.columns)}")
    return frame[list(names.values())].set_axis(list(names), axis="columns")


def _frame(raw: Raw, header: int | None) -> pd.DataFrame:
    try:
        frame = pd.read_csv(io.StringIO(_decoded(_content(raw))), header=header, dtype=str, keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise LayoutChanged(raw.name, "a table of comma-separated values", str(error)) from error
    return frame.apply(lambda column: column.str.strip())


def _head(raw: Raw) -> bytes:
    head = raw.head()
    if head.startswith(_GZIP):
        try:
            return zlib.decompressobj(_ANY_WRAPPER).decompress(head, 1 << 16)
        except zlib.error:
            return b""
    return _content(raw)[: 1 << 16] if head.startswith(_ZIP) else head


def _content(raw: Raw) -> bytes:
    head = raw.head(4)
    if head.startswith(_GZIP):
        try:
            return zlib.decompress(raw.read(), _ANY_WRAPPER)
        except zlib.error as error:
            raise LayoutChanged(raw.name, "a complete gzip file", str(error)) from error
    if head.startswith(_ZIP):
        return _only_csv(raw)
    return raw.read()


def _only_csv(raw: Raw) -> bytes:
    try:
        with zipfile.ZipFile(raw.path) as archive:
            # A Mac puts a shadow of each file beside it.
            members = [
                name
                for name in archive.namelist()
                if name.lower().endswith(".csv") and not name.startswith("__MACOSX/")
            ]
            return archive.read(members[0]) if len(members) == 1 else b""
    except zipfile.BadZipFile:
        return b""


def _decoded(content: bytes) -> str:
    """UTF-8 with or without its mark; a character cut in two at the end of a head does not make a file Windows-encoded."""
    for cut in range(4):
        try:
            return content[: len(content) - cut].decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", errors="replace")
