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

from insight.model import Better, Bounds, Break, Measure, Unit
from insight.traits import (
    Band,
    Cadence,
    Comparability,
    Counts,
    DesignEffect,
    Method,
    PrintedIntervals,
    Role,
    Serves,
    Service,
    Theme,
    ThemeMeasure,
    Traits,
    Weighting,
)

Record = TypeVar("Record")
Row = dict[str, str]
"""One row of a table kept by hand, by heading; every cell is text."""

SOURCES = Path(__file__).parent / "sources"
REFERENCE = Path(__file__).parent / "reference"
_YES = {"yes": True, "no": False}
"""A cell that says neither is refused."""


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


def breaks(source: str, named: Callable[[Row], Iterable[str]] | None = None) -> tuple[Break, ...]:
    """One per measure and date across which figures may not be compared, from `columns/breaks.csv`.

    A row names its measures, without the source's id; where it says it otherwise, `named` tells their ids.
    """
    ids = named or (lambda row: (f"{source}.{name}" for name in row["measures"].split()))
    return tuple(
        Break(id, date.fromisoformat(row["date"]), row["reason"], row["citation"])
        for row in columns(source, "breaks")
        for id in ids(row)
    )


@cache
def traits(source: str) -> dict[str, Traits]:
    """How figures of a source are to be treated, by kind of figure: `columns/traits.csv`, with its evidence. No cell is assumed."""
    return {row["traits"]: _traits(row, source) for row in columns(source, "traits")}


def _traits(row: Row, source: str) -> Traits:
    effects = (each.partition("=") for each in row["design_effects"].split())
    words = columns(source, "bands") if _YES[row["bands"]] else ()
    return Traits(
        counts=Counts(row["counts"]),
        weighting=Weighting(_YES[row["weighted"]], tuple(DesignEffect(at, float(by)) for at, _, by in effects)),
        limits=PrintedIntervals(Method(row["limits"]), tuple(row["limits_mislead_at"].split())),
        hidden_under=None if row["hidden_under"] == "none" else int(row["hidden_under"]),
        low_base_under=int(row["low_base_under"]),
        reliable_from=int(row["reliable_from"]),
        comparability=Comparability(_YES[row["comparable"]], row["not_comparable_why"], row["not_comparable_who"]),
        cadence=Cadence(row["cadence"]),
        serves=Serves(row["serves"]),
        bands=tuple(Band(each["words"], each["short"], each["verdict"]) for each in words),
    )


def measures(source: str) -> tuple[Measure, ...]:
    """The measures of a source, one per row of its `columns/measures.csv`."""
    return tuple(measure(source, row) for row in columns(source, "measures"))


def measure(source: str, row: Row, /, **otherwise: Any) -> Measure:
    """One such row; `traits` names the row of `columns/traits.csv` that holds for it, and `otherwise` goes before what it says."""
    told: dict[str, Any] = {name: row[name] for name in ("title", "question", "caveat", "short")}
    told |= {
        "id": f"{source}.{row['id']}",
        "source": source,
        "unit": Unit(row["unit"]),
        "better": Better(row["better"]),
        "additive": _YES[row["additive"]],
        "decimals": int(row["decimals"]),
        "bounds": Bounds(float(row["low"]), float(row["high"])) if row["high"] else None,
        "traits": traits(source)[row["traits"]],
        "roles": tuple(Role(word) for word in row["roles"].split("|") if word),
    }
    return Measure(**(told | otherwise))


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
