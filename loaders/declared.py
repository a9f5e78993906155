"""What is written down by hand about the publishers' files, with its evidence: how they drift, and addresses seen once."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

Row = dict[str, str]
"""One row of a table kept by hand, by heading; every cell is text."""

_LOADERS = Path(__file__).parent


@cache
def drift(source: str, table: str) -> tuple[Row, ...]:
    """The rows of `loaders/drift/<source>_<table>.csv`: what one source calls things, release by release."""
    return _rows(_LOADERS / "drift" / f"{source}_{table}.csv")


@cache
def addresses(source: str) -> tuple[Row, ...]:
    """The rows of `loaders/catalogue/<source>.csv`: where its files were once seen; none where none was ever seen."""
    path = _LOADERS / "catalogue" / f"{source}.csv"
    return _rows(path) if path.exists() else ()


def _rows(path: Path) -> tuple[Row, ...]:
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))
