"""Reads the code lists: those of `loaders/reference` and those loaded since, a newer row in the place of an older."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from loaders.declared import REFERENCE, Row
from loaders.reference import Reference

HEADERS: Mapping[tuple[str, ...], str] = MappingProxyType(
    {
        ("id", "title", "start", "end"): "vintages",
        ("vintage", "code", "name", "short_name", "ons_codes", "region"): "footprints",
        ("code", "ons_codes", "name", "opened", "closed"): "regions",
        ("earlier_vintage", "earlier", "later_vintage", "later", "same_area"): "lineage",
        ("vintage", "code", "parent"): "areas",
    }
)
"""The first row of a code list -> its name. A file with such a header is one, whatever it is called."""

KEYS = {
    "vintages": ["id"],
    "footprints": ["vintage", "code"],
    "regions": ["code"],
    "lineage": ["earlier_vintage", "earlier", "later_vintage", "later"],
    "areas": ["vintage", "code"],
}
_LARGEST = 4 << 20
"""Bytes. The longest list there could be, of every area of every vintage, is a fraction of this."""


def list_name(path: Path) -> str | None:
    """Which code list a file is, by its header; None if it is none."""
    try:
        if path.stat().st_size > _LARGEST:
            return None
        with path.open(encoding="utf-8-sig", newline="") as stream:
            header = next(csv.reader(stream), [])
    except (OSError, UnicodeDecodeError, csv.Error):
        return None
    return HEADERS.get(tuple(cell.strip().lower() for cell in header))


def load(more: Sequence[Path] = ()) -> Reference:
    """The built-in lists and `more`, oldest first: a row under the same key takes the place of the one before it."""
    read = {name: _read(REFERENCE / f"{name}.csv") for name in HEADERS.values()}
    for path in more:
        if name := list_name(path):
            read[name] += _read(path)
    return Reference({name: _newest(rows, name) for name, rows in read.items()}, _mark(more))


def _newest(rows: Iterable[Row], name: str) -> pd.DataFrame:
    found: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(row[column] for column in KEYS[name])
        found.pop(key, None)
        found[key] = row
    return pd.DataFrame(list(found.values()), dtype=str)


def _mark(more: Sequence[Path]) -> str:
    parts = [path.read_bytes() for path in more]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:8] if parts else ""


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = ([cell.strip() for cell in row] for row in csv.reader(stream) if row)
    return [dict(zip([name.lower() for name in header], row, strict=False)) for row in rows]
