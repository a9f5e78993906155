"""What is written down by hand about the publishers' files, with its evidence: how they drift, and addresses seen once."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from insight.model import Break, Measure, Unit
from insight.traits import Service, Theme, ThemeMeasure

Record = TypeVar("Record")
Row = dict[str, str]
"""One row of a table kept by hand, by heading; every cell is text."""

SOURCES = Path(__file__).parent / "sources"
REFERENCE = Path(__file__).parent / "reference"


@cache
def columns(source: str, table: str) -> tuple[Row, ...]:
    """The rows of `loaders/sources/<source>/columns/<table>.csv`: what one source calls things, release by release."""
    return _rows(SOURCES / source / "columns" / f"{table}.csv")


def records(kind: type[Record], rows: Iterable[Row], **called: str) -> tuple[Record, ...]:
    """One object of a data class per row, whose fields stand in columns of their names, or those they are `called`.

    Cells are read as the fields declare: a number, a day or month, a word of an enumeration, `yes` for what holds; where a field takes
    several, they stand apart by `|`, or by blanks where there is no `|`.
    """
    fields = get_type_hints(kind)
    return tuple(
        kind(**{name: _read(type_, row[called.get(name, name)]) for name, type_ in fields.items()}) for row in rows
    )


def _read(type_: Any, text: str) -> Any:
    if get_origin(type_) is tuple:
        return tuple(_read(get_args(type_)[0], each) for each in (text.split("|") if "|" in text else text.split()))
    if NoneType in get_args(type_):
        return _read(get_args(type_)[0], text) if text else None
    if type_ is date:
        return date.fromisoformat(text if text.count("-") > 1 else f"{text}-01")
    return text == "yes" if type_ is bool else type_(text)


def breaks(rows: Iterable[Row], measures: Callable[[Row], Iterable[str]]) -> tuple[Break, ...]:
    """One per measure and date across which figures may not be compared; `measures` tells the ids a row is about."""
    return tuple(
        Break(id, date.fromisoformat(row["date"]), row["reason"], row["citation"])
        for row in rows
        for id in measures(row)
    )


def measure(id: str, row: Row, **more: Any) -> Measure:
    """One measure, called as its row says: title, question, unit, caveat and short name; `more` says how it is to be treated."""
    told = {name: row[name] for name in ("title", "question", "caveat", "short")}
    return Measure(**{"id": id, "source": id.partition(".")[0], "unit": Unit(row["unit"]), **told, **more})


def themes(source: str, rows: Iterable[Row]) -> tuple[ThemeMeasure, ...]:
    """The themes that measures of a source speak of, one per row (theme, measure without the source's id, service)."""
    return tuple(
        ThemeMeasure(Theme(row["theme"]), f"{source}.{row['measure']}", Service(row["service"])) for row in rows
    )


@cache
def addresses(source: str) -> tuple[Row, ...]:
    """The rows of `loaders/sources/<source>/addresses.csv`: where its files were once seen; none where none was seen."""
    path = SOURCES / source / "addresses.csv"
    return _rows(path) if path.exists() else ()


@cache
def of_every_source(table: str) -> tuple[Row, ...]:
    """The rows of every source's `columns/<table>.csv`: `complete`, how many organisations a whole publication names at the
    least; `due`, what each of its files says; `agree`, which of its levels are parts of which; `between`, which of its measures are made of which;
    `rates`, which measures are shares of a whole number of people asked."""
    return tuple(row for path in sorted(SOURCES.glob(f"*/columns/{table}.csv")) for row in _rows(path))


@cache
def fits(text: str, patterns: str) -> bool:
    """Whether a name is one of those that a row of such a table is about; several patterns stand apart by `|`."""
    return any(fnmatchcase(text, each) for each in patterns.split("|"))


def is_backup(url: str) -> bool:
    """Whether an address was only ever seen once, so that its publisher may take it away at any time."""
    return url.endswith(_seen_once())


@cache
def _seen_once() -> tuple[str, ...]:
    rows = [row for path in sorted(SOURCES.glob("*/addresses.csv")) for row in _rows(path)]
    return tuple(row.get("url") or f"/{row['path']}" for row in rows)


def _rows(path: Path) -> tuple[Row, ...]:
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))
