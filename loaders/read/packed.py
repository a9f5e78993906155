"""What is packed as a whole: a gzip, or a zip with one CSV in it, is read like the bytes inside. And how packed files and workbooks begin."""

from __future__ import annotations

import gzip
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from loaders.read.damage import DAMAGED
from loaders.source import Raw

ZIP, GZIP, OLD_WORKBOOK = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"
_SHADOW = re.compile(r"__MACOSX/|(?:.*/)?\._[^/]*$")


def is_zip(raw: Raw) -> bool:
    """Whether a file begins as a zip does, and so as workbooks do but for the oldest."""
    return raw.head(4) == ZIP


def names_in(raw: Raw) -> list[str]:
    """What the parts of a zip are called, without the shadows that a Mac puts beside them; none of what is no zip or a damaged one."""
    return names_within(raw.path) if is_zip(raw) else []


def names_within(file: Path | IO[bytes]) -> list[str]:
    """The same of bytes that begin as a zip does."""
    try:
        with zipfile.ZipFile(file) as archive:
            return [name for name in archive.namelist() if not _SHADOW.match(name)]
    except DAMAGED:
        return []


def may_be_workbook(raw: Raw) -> bool:
    """Whether a file begins as workbooks do (.xlsx, .xlsm, .ods and .xls), and as every zip."""
    return raw.head(4) in (ZIP, OLD_WORKBOOK)


def is_workbook(raw: Raw) -> bool:
    """Whether a file is a workbook, by its parts."""
    return raw.head(4) == OLD_WORKBOOK or not {"xl/workbook.xml", "content.xml"}.isdisjoint(names_in(raw))


def is_gzip(raw: Raw) -> bool:
    """Whether a file is packed as nobody publishes one, whatever is in it."""
    return raw.head(2) == GZIP


def only_csv(raw: Raw) -> str | None:
    """The one CSV in a zip; None where there is none or several."""
    found = [name for name in names_in(raw) if name.lower().endswith(".csv")]
    return found[0] if len(found) == 1 else None


@contextmanager
def unpacked(raw: Raw) -> Iterator[IO[bytes]]:
    """The bytes of a file; of a gzip, or a zip with one CSV in it, those inside."""
    if is_gzip(raw):
        with gzip.open(raw.path) as stream:
            yield cast(IO[bytes], stream)
    elif inside := only_csv(raw):
        with zipfile.ZipFile(raw.path) as archive, archive.open(inside) as stream:
            yield stream
    else:
        with raw.path.open("rb") as stream:
            yield stream
