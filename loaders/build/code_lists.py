"""Which footprints each vintage has and under which codes: the lists of `loaders/reference` and those loaded since.

Sources use them to tell which vintage a publisher's file is about: by the set of codes it holds, never by a name or year.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from insight.model import Vintage
from loaders.declared import REFERENCE

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

_KEYS = {
    "vintages": ["id"],
    "footprints": ["vintage", "code"],
    "regions": ["code"],
    "lineage": ["earlier_vintage", "earlier", "later_vintage", "later"],
    "areas": ["vintage", "code"],
}
_LARGEST = 4 << 20
"""Bytes. The longest list there could be, of every area of every vintage, is a fraction of this."""

_more: list[Path] = []
"""Lists loaded from files, oldest first; set by `use`."""


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


def use(paths: Sequence[Path]) -> None:
    """Take these code lists, oldest first, beside the built-in ones: a row under the same key takes its place."""
    if list(paths) != _more:
        _more[:] = paths
        for remembered in _REMEMBERED:
            remembered.cache_clear()


@cache
def mark() -> str:
    """Short text that changes with the lists in use; nothing while only the built-in ones are."""
    parts = [path.read_bytes() for path in _more]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:8] if parts else ""


@cache
def table(name: str) -> pd.DataFrame:
    """One of the lists (`footprints`, `areas`, ...), every cell as text, an empty cell as ''. Read-only."""
    built_in = _read(REFERENCE / f"{name}.csv")
    later = [_read(path) for path in _more if list_name(path) == name]
    return pd.concat([built_in, *later]).drop_duplicates(_KEYS[name], keep="last") if later else built_in


def _read(path: Path) -> pd.DataFrame:
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return frame.rename(columns=lambda column: str(column).strip().lower()).apply(lambda column: column.str.strip())


@cache
def vintages() -> tuple[Vintage, ...]:
    """Every vintage of the code lists, oldest first. One ends at the latest when the next begins."""
    rows = table("vintages").sort_values("start").to_dict("records")
    starts = [date.fromisoformat(str(row["start"])) for row in rows]
    nexts = [*starts[1:], None]
    ends = [
        min(filter(None, (_day(str(row["end"])), after)), default=None) for row, after in zip(rows, nexts, strict=True)
    ]
    return tuple(
        Vintage(str(row["id"]), str(row["title"]), start, end)
        for row, start, end in zip(rows, starts, ends, strict=True)
    )


def vintage_in_force(day: date) -> str | None:
    """The vintage whose footprints planned together on that day; None before the first."""
    return next((vintage.id for vintage in vintages() if vintage.in_force(day)), None)


@cache
def footprint_names(vintage: str) -> dict[str, str]:
    """ODS code -> full name of every footprint of a vintage."""
    return _pairs(_of_vintage("footprints", vintage), "code", "name")


@cache
def footprints_by_ons_code(vintage: str) -> dict[str, str]:
    """Every ONS code a footprint of the vintage ever had -> its ODS code."""
    lists = _of_vintage("footprints", vintage)
    return {
        ons: code for code, codes in zip(lists["code"], lists["ons_codes"], strict=True) for ons in codes.split(";")
    }


@cache
def footprint_of_area(vintage: str) -> dict[str, str]:
    """ODS code of every CCG or sub-ICB location of a vintage -> ODS code of its footprint."""
    return _pairs(_of_vintage("areas", vintage), "code", "parent")


@cache
def region_names() -> dict[str, str]:
    """ODS code -> name of every NHS region that has not closed."""
    regions = table("regions")
    return _pairs(regions[regions["closed"] == ""], "code", "name")


@cache
def regions_by_ons_code() -> dict[str, str]:
    """Every ONS code an NHS region ever had, closed regions too -> its ODS code."""
    regions = table("regions")
    return {
        ons: code for code, codes in zip(regions["code"], regions["ons_codes"], strict=True) for ons in codes.split(";")
    }


def vintage_of_ons_codes(codes: Iterable[str]) -> str | None:
    """The newest vintage of which these are all footprints, each once; None when they are of no vintage, or only a part."""
    found = set(codes)
    for vintage in reversed(vintages()):
        known = footprints_by_ons_code(vintage.id)
        reached = [known.get(code) for code in found]
        if len(reached) == len(set(reached)) and set(reached) == set(footprint_names(vintage.id)):
            return vintage.id
    return None


def vintage_of_ods_codes(codes: Iterable[str]) -> str | None:
    """The newest vintage whose footprints carry exactly these ODS codes. Letters outlive areas: ask for a date as well."""
    found = set(codes)
    return next((each.id for each in reversed(vintages()) if set(footprint_names(each.id)) == found), None)


def _of_vintage(name: str, vintage: str) -> pd.DataFrame:
    rows = table(name)
    return rows[rows["vintage"] == vintage]


def _pairs(rows: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    return dict(zip(rows[key], rows[value], strict=True))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


_REMEMBERED = (
    mark, table, vintages, footprint_names, footprints_by_ons_code, footprint_of_area, region_names, regions_by_ons_code,
)  # fmt: skip
