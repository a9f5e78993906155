"""Who a dental workbook is about: England, its regions, and the groups or systems of its year, one per row of a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from insight.model import ENGLAND, Level
from loaders.read.sheets import MARKS, Sheet, data_rows, label
from loaders.reference import Reference
from loaders.sources.gpps.belonging import CODE, known_codes

_REGION = re.compile(r"Y\d\d")

WHOLE = 0.999
"""The part of England's forms that its regions, or its groups, have together: all, but for 19 forms in 2017."""


@dataclass(frozen=True)
class DentalArea:
    """One row of a sheet: the org it is about, and the region it says it lies in, where the sheet says."""

    row: int
    code: str
    level: Level
    name: str
    ons_code: str = ""
    region: str = ""


def areas(sheet: Sheet, header: int, identity: int, level: str) -> Iterator[DentalArea]:
    """One area per row: England, regions, and areas of that level; areas of a level we have no word for are left out.

    The first `identity` columns are ONS code, code, in some sheets the region's name, and the name. Raises LayoutChanged
    where a code is missing, is none, or stands twice.
    """
    seen: set[str] = set()
    for row in data_rows(sheet, header, least=identity + 3):
        area = _area(sheet, row, identity, level)
        if area is None:
            continue
        if area.code in seen:
            raise sheet.changed("one row per code", f"several rows for {area.code} ({area.name!r})")
        seen.add(area.code)
        yield area


def _area(sheet: Sheet, row: int, identity: int, level: str) -> DentalArea | None:
    ons_code, code, name = sheet.text(row, 0), sheet.text(row, 1), sheet.text(row, identity - 1)
    if not code and "england" in label(name):
        return DentalArea(row, ENGLAND, Level.ENGLAND, name)
    if _REGION.fullmatch(code):
        return DentalArea(row, code, Level.REGION, name)
    if not level:
        return None
    if not CODE.fullmatch(code):
        found = repr(code) if code else "none"
        raise sheet.changed("a code in every row but England's", f"{found} in row {row + 1} ({name!r})")
    return DentalArea(row, code, Level(level), name, ons_code, sheet.text(row, 2) if identity > 3 else "")


def refuse_cut(sheet: Sheet, forms: int, named: Sequence[DentalArea], parts: Sequence[str]) -> None:
    """Raise Incomplete where England's row is missing, or where the areas of a level do not add up to it.

    `forms` is the column of forms distributed, beside that of forms received; `parts` are the levels that make up England,
    of which a workbook may have the first alone.
    """
    england = next((area for area in named if area.level is Level.ENGLAND), None)
    if england is None:
        raise sheet.cut("a row for England", "none")
    for column in (forms, forms + 1):
        whole = sheet.number(england.row, column, {}).value or 0.0
        for level in parts:
            readings = [sheet.number(area.row, column, MARKS).value or 0.0 for area in named if area.level == level]
            if not readings and level != parts[0]:
                continue
            if not whole * WHOLE <= sum(readings) <= whole / WHOLE:
                what = f"{whole:,.0f} forms in the rows of each {level.replace('_', ' ')}, as in England's"
                raise sheet.cut(what, f"{sum(readings):,.0f} in {len(readings)}")
        _refuse_slipped(sheet, column, named)


def _refuse_slipped(sheet: Sheet, column: int, named: Sequence[DentalArea]) -> None:
    """Raise LayoutChanged where the areas that say they lie in a region do not add up to it: figures and names have come apart."""
    regions = [area for area in named if area.level is Level.REGION]
    if {area.region for area in named if area.region} != {region.name for region in regions}:
        return  # written in another way than the regions themselves
    for region in regions:
        inside = [sheet.number(area.row, column, MARKS).value or 0.0 for area in named if area.region == region.name]
        whole, found = sheet.number(region.row, column, {}).value or 0.0, sum(inside)
        if inside and not whole * WHOLE <= found <= whole / WHOLE:
            expected = f"{whole:,.0f} forms in the areas of {region.name}, as in its own row"
            raise sheet.changed(expected, f"{found:,.0f} in {len(inside)}")


def refuse_unknown(sheet: Sheet, named: Sequence[DentalArea], vintage: str, reference: Reference) -> None:
    """Raise LayoutChanged for an area whose code is in no code list; of years without a vintage only regions are held to one."""
    for area in named:
        known = known_codes(area.level, vintage, reference)
        if known and area.code not in known:
            where = f"{area.code!r} in row {area.row + 1} ({area.name!r})"
            raise sheet.changed(f"the code of a {area.level.replace('_', ' ')} that the code lists have", where)


def refuse_missing(sheet: Sheet, found: Sequence[DentalArea], named: Sequence[DentalArea]) -> None:
    """Raise Incomplete where a table of groups of patients lacks an area that the sheet of all answers has."""
    codes = {area.code for area in found}
    if missing := [area for area in named if area.code not in codes]:
        found_of = f"none for {missing[0].name!r} ({len(missing)} missing)"
        raise sheet.cut(f"a row for each of {len(named)} areas", found_of)


def orgs(named: Sequence[DentalArea]) -> pd.DataFrame:
    """One row per region and group. Regions come without an ONS code: the workbook of 2018 has two of them exchanged."""
    rows = [
        {"code": area.code, "level": str(area.level), "name": area.name, "ons_code": area.ons_code or None}
        for area in named
        if area.level in (Level.REGION, Level.SUB_ICB)
    ]
    return pd.DataFrame(rows, columns=["code", "level", "name", "ons_code"], dtype="str")


def membership(named: Sequence[DentalArea], vintage: str, basis: str) -> pd.DataFrame:
    """One row per area and the region it lies in, matched by name: the workbook gives no region code beside an area."""
    regions = {area.name: area.code for area in named if area.level is Level.REGION}
    rows = [
        {"child": area.code, "parent": regions[area.region], "vintage": vintage, "basis": basis}
        for area in named
        if vintage and area.region in regions
    ]
    return pd.DataFrame(rows, columns=["child", "parent", "vintage", "basis"], dtype="str")
