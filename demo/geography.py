"""The real areas of England the invented organisations live in: footprints by vintage, their regions and their parts."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
REFERENCE = Path(__file__).resolve().parent.parent / "loaders" / "reference"
OWN = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Footprint:
    """One footprint of one vintage, with the ONS codes it has carried, oldest first."""

    code: str
    name: str
    short_name: str
    ons_codes: tuple[str, ...]
    region: str


@dataclass(frozen=True)
class CommissioningArea:
    """One clinical commissioning group or sub-ICB location; a code or name it never had is empty."""

    code: str
    ccg_name: str
    ons_2021: str
    ons_2023: str


def rows(path: Path) -> list[dict[str, str]]:
    """One dictionary per line of a CSV with a header."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def records(kind: type[Record], path: Path, **called: str) -> tuple[Record, ...]:
    """One object of a data class per line, whose fields stand in columns of their names, or those they are `called`.

    A cell is read as its field declares; several things in one stand apart by `|`, a month is its first day.
    """
    fields = get_type_hints(kind)
    return tuple(
        kind(**{name: _read(of, row[called.get(name, name)]) for name, of in fields.items()}) for row in rows(path)
    )


def _read(of: Any, text: str) -> Any:
    if get_origin(of) is tuple:
        return tuple(_read(get_args(of)[0], each) for each in text.split("|")) if text else ()
    if of is date:
        return date.fromisoformat(f"{text}-01")
    return text == "yes" if of is bool else of(text or 0) if of is int else of(text)


@cache
def vintages() -> dict[str, tuple[date, date]]:
    """First day of each vintage and the first day it no longer holds."""
    return {
        row["id"]: (date.fromisoformat(row["start"]), date.fromisoformat(row["end"]) if row["end"] else date.max)
        for row in rows(REFERENCE / "vintages.csv")
        if row["start"]
    }


def vintage_on(day: date) -> str:
    """The vintage of footprints in force on a day. Raises LookupError before the first."""
    for vintage, (start, end) in vintages().items():
        if start <= day < end:
            return vintage
    raise LookupError(f"no footprints on {day}")


@cache
def footprints(vintage: str) -> dict[str, Footprint]:
    """The footprints of one vintage by ODS code."""
    return {
        row["code"]: Footprint(
            row["code"], row["name"], row["short_name"], tuple(row["ons_codes"].split(";")), row["region"]
        )
        for row in rows(REFERENCE / "footprints.csv")
        if row["vintage"] == vintage
    }


@cache
def parents(vintage: str) -> dict[str, str]:
    """The footprint of each CCG or sub-ICB location, in one vintage."""
    return {row["code"]: row["parent"] for row in rows(REFERENCE / "areas.csv") if row["vintage"] == vintage}


@cache
def regions() -> dict[str, tuple[str, str]]:
    """Newest ONS code and name of each NHS region by ODS code."""
    return {row["code"]: (row["ons_codes"].split(";")[-1], row["name"]) for row in rows(REFERENCE / "regions.csv")}


@cache
def areas() -> dict[str, CommissioningArea]:
    """CCGs since 2017 and sub-ICB locations by ODS code."""
    return {row["code"]: CommissioningArea(**row) for row in rows(OWN / "areas.csv")}
