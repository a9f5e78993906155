"""Who a dental workbook is about: England, its regions, and the groups or systems of its year, one per row of a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from insight.model import ENGLAND, Level
from loaders.sheets import Sheet, data_rows, label

_REGION = re.compile(r"Y\d\d")


@dataclass(frozen=True)
class Area:
    """One row of a sheet: the org it is about, and the region it says it lies in, where the sheet says."""

    row: int
    code: str
    level: Level
    name: str
    ons_code: str = ""
    region: str = ""


def areas(sheet: Sheet, header: int, identity: int, level: str) -> Iterator[Area]:
    """One area per row: England, regions, and areas of that level; areas of a level we have no word for are left out.

    The first `identity` columns are ONS code, code, in some sheets the region's name, and the name.
    """
    for row in data_rows(sheet, header, least=identity + 3):
        ons_code, code, name = sheet.text(row, 0), sheet.text(row, 1), sheet.text(row, identity - 1)
        region = sheet.text(row, 2) if identity > 3 else ""
        if not code and "england" in label(name):
            yield Area(row, ENGLAND, Level.ENGLAND, name)
        elif _REGION.fullmatch(code):
            yield Area(row, code, Level.REGION, name)
        elif code and level:
            yield Area(row, code, Level(level), name, ons_code, region)
        elif level:
            raise sheet.changed("a code in every row but England's", f"none in row {row + 1} ({name!r})")


def orgs(named: Sequence[Area]) -> pd.DataFrame:
    """One row per region and group. Regions come without an ONS code: the workbook of 2018 has two of them exchanged."""
    rows = [
        {"code": area.code, "level": str(area.level), "name": area.name, "ons_code": area.ons_code or None}
        for area in named
        if area.level in (Level.REGION, Level.SUB_ICB)
    ]
    return pd.DataFrame(rows, columns=["code", "level", "name", "ons_code"], dtype="str")


def membership(named: Sequence[Area], vintage: str, basis: str) -> pd.DataFrame:
    """One row per area and the region it lies in, matched by name: the workbook gives no region code beside an area."""
    regions = {area.name: area.code for area in named if area.level is Level.REGION}
    rows = [
        {"child": area.code, "parent": regions[area.region], "vintage": vintage, "basis": basis}
        for area in named
        if vintage and area.region in regions
    ]
    return pd.DataFrame(rows, columns=["child", "parent", "vintage", "basis"], dtype="str")
