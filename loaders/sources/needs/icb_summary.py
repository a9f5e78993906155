"""File 13 of the Indices of Deprivation: how deprived the residents of each integrated care board are, as the publisher sums it up."""

from __future__ import annotations

import re

import pandas as pd

from insight.model import Level
from loaders.read.fact_rows import fact_rows
from loaders.read.sheets import Sheet, columns, data_rows, find_header, label, open_book
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.needs.declared import calendar_year, measure_id

_SHEET = "IMD"
_CODE = re.compile(r"integrated care board code \((20\d\d)\)")
_NAME = re.compile(r"integrated care board name \(20\d\d\)")
_INDEX_OF = {"2024": 2025}
"""Year of the ICB codes -> year of the index."""
_SCORE, _RANK = "imd - average score", "imd - rank of average score"


def fits(raw: Raw) -> bool:
    """Whether a workbook has the sheet of the index with a column of ICB codes."""
    book = open_book(raw)
    return _SHEET in book.names and bool(_codes(book.sheet(_SHEET)))


def identify(raw: Raw, reference: Reference) -> Release:
    """One release per index. Raises LayoutChanged for codes of a year that no index we know has."""
    sheet = open_book(raw).sheet(_SHEET)
    year = _INDEX_OF.get(_codes(sheet)[-5:-1])
    if year is None:
        raise sheet.changed("integrated care boards of 2024, as in the index of 2025", _codes(sheet))
    years = calendar_year(year)
    return Release(
        id=f"needs.imd.{year}.icbs",
        title=f"Indices of Deprivation {year}, summaries of integrated care boards (File 13)",
        start=years.start,
        end=years.end,
    )


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One fact per ICB. Raises LayoutChanged where the codes are not those of one set, or scores and ranks contradict."""
    sheet = open_book(raw).sheet(_SHEET)
    header = find_header(sheet, _codes(sheet), _SCORE, _RANK)
    places = {name: columns(sheet, header)[name] for name in (_codes(sheet), _SCORE, _RANK)}
    if twice := [name for name, at in places.items() if len(at) > 1]:
        raise sheet.changed("every column once", f"{', '.join(twice)} more than once")
    code, score, rank = (at[0] for at in places.values())
    rows = list(data_rows(sheet, header))
    table = pd.DataFrame(
        {
            "ons": [sheet.text(row, code) for row in rows],
            "value": [sheet.number(row, score, {}).value for row in rows],
            "rank": [sheet.number(row, rank, {}).value for row in rows],
        }
    )
    vintage = reference.vintage_of_ons_codes(table["ons"])
    if vintage is None or len(set(table["ons"])) != len(table):
        raise sheet.changed("every integrated care board of one set, each once", f"{len(table)} rows")
    if not table["value"].rank(ascending=False, method="min").eq(table["rank"]).all():
        raise sheet.changed("scores in the order of their ranks", "another order")
    org = table["ons"].map(reference.footprints_by_ons_code(vintage))
    names = [name for heading, found in columns(sheet, header).items() if _NAME.fullmatch(heading) for name in found]
    for name in names:
        for row, code in zip(rows, org, strict=True):
            theirs = reference.footprint_named(vintage, sheet.text(row, name))
            if theirs and theirs != code:
                found = f"{sheet.text(row, name)!r}, which is {theirs}, in row {row + 1}"
                raise sheet.changed(f"the name of {code} beside its code", found)
    told = {"measure": measure_id("imd_score"), "org": org, "level": str(Level.FOOTPRINT), "value": table["value"]}
    return {"facts": fact_rows(release, **told)}


def _codes(sheet: Sheet) -> str:
    """The heading of the ICB codes; empty where there is none among the first rows."""
    cells = (label(cell) for row in sheet.rows[:12] for cell in row)
    return next((cell for cell in cells if _CODE.fullmatch(cell)), "")
