"""Which footprints each vintage has and under which codes: the built-in lists of `loaders/reference`, ready to look things up in.

Sources use them to tell which vintage a publisher's file is about: by the set of codes it holds, never by a name or year.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

from insight.model import Vintage

FOLDER = Path(__file__).with_name("reference")


@cache
def table(name: str) -> pd.DataFrame:
    """One of the built-in lists (`footprints`, `areas`, ...), every cell as text, an empty cell as ''. Read-only."""
    return pd.read_csv(FOLDER / f"{name}.csv", dtype=str, keep_default_na=False)


@cache
def vintages() -> tuple[Vintage, ...]:
    """Every vintage of the code lists, oldest first."""
    rows = table("vintages").itertuples(index=False)
    known = (
        Vintage(str(row.id), str(row.title), date.fromisoformat(str(row.start)), _day(str(row.end))) for row in rows
    )
    return tuple(sorted(known, key=lambda vintage: vintage.start))


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
