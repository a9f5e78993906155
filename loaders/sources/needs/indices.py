"""The Indices of Deprivation by LSOA: rank and decile (File 1), with scores and residents (File 7), of 2015, 2019 or 2025.

Rank 1 and decile 1 are the most deprived; a score is the higher, the more deprived. Columns are found by their words, because
the year of their codes stands behind them in brackets.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from loaders.errors import LayoutChanged
from loaders.read.cells import counts, lines_of, numbers, refuse
from loaders.read.packed import is_zip
from loaders.read.plain_tables import Rows, header_of, under_header, with_header
from loaders.read.sheets import as_text, open_book
from loaders.read.small_area_names import misnamed
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.needs.declared import calendar_year
from loaders.sources.needs.small_areas import english, shares

_WORST = r"(?: \(where 1 is most deprived.*\))?"
"""What may follow: where another number is the most deprived, the file counts the other way round."""
_WORDS = {
    "area": r"lsoa code \(20\d\d\)",
    "rank": rf"index of multiple deprivation \(imd\) rank{_WORST}",
    "decile": rf"index of multiple deprivation \(imd\) decile{_WORST}",
    "score": r"index of multiple deprivation \(imd\) score",
    "people": r"total population: mid.*",
}
_SHEET = "IMD"
"""How the name of the sheet begins; notes are on others."""
_ALWAYS = ("area", "rank", "decile")
_INDEX_OF = {("2011", "2013"): 2015, ("2011", "2019"): 2019, ("2021", "2024"): 2025}
"""Years of the codes of LSOAs and of districts -> year of the index that has both."""
_AREAS = {32_844: (2015, 2019), 33_755: (2025,)}
"""Areas of England in a whole index -> its years."""
_NAMED = re.compile(r"(?<![a-z])I(?:MD|oD|D)[ _-]*(?:20)?(15|19|25)(?!\d)", re.IGNORECASE)
"""Of which index a file says that it is."""
_DECILES, _FIFTH = 10, 2
"""Deciles 1 and 2 are the most deprived fifth."""


def fits(header: tuple[str, ...]) -> bool:
    """Whether a header is of the index by LSOA."""
    found = _names(header)
    return "area" in found and ("rank" in found or "decile" in found)


def identify(raw: Raw, reference: Reference) -> Release:
    """One release per index and kind of file. Raises LayoutChanged where the columns do not say of which index."""
    frame = _frame(raw)
    names, year = _columns(tuple(frame.columns), raw.name)
    if any(int(named) != year % 100 for named in _NAMED.findall(raw.name)):
        raise LayoutChanged(raw.name, "the index that its name says", f"columns of that of {year}")
    years = calendar_year(year)
    kind = "residents" if {"score", "people"} & names.keys() else "deciles"
    return Release(
        id=f"needs.imd.{year}.{kind}",
        title=f"Index of Multiple Deprivation {year} by LSOA",
        start=years.start,
        end=years.end,
        details={"doubt": misnamed(frame, names["area"])},
    )


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One row per LSOA: all of its residents live in the most deprived fifth, or none. Raises LayoutChanged by line."""
    table = ranked(raw)
    people = table.get("people")
    return {"small_areas": shares(table, "imd_most_deprived_20", release, table["decile"] <= _FIFTH, people)}


def ranked(raw: Raw) -> pd.DataFrame:
    """One row per LSOA: area, rank, decile, and score and people where the file has them.

    Raises LayoutChanged by line where ranks are not 1 to n, deciles not tenths of them, or scores not in their order.
    """
    frame = _frame(raw)
    names, year = _columns(tuple(frame.columns), raw.name)
    table = english(lines_of(frame, names, raw.name), raw.name)
    others = _AREAS.get(len(table), (year,))
    if year not in others:
        found = f"{len(table):,}, as many as that of {others[-1]} has"
        raise LayoutChanged(raw.name, f"areas of the index of {year}, as its columns say", found)
    rank = counts(table["rank"], raw.name, "a rank")
    odd = rank != rank.rank(method="min")
    refuse(table["rank"], odd, f"ranks 1 to {len(table):,} without a gap", raw.name)
    decile = counts(table["decile"], raw.name, "a decile")
    tenth = len(table) / _DECILES  # which tenth an area is in that lies in two, its publisher says
    within = (rank > np.floor((decile - 1) * tenth)) & (rank <= np.ceil(decile * tenth))
    refuse(table["decile"], ~within, "the tenth of its rank", raw.name)
    table = table.assign(rank=rank, decile=decile)
    if "score" in table:
        table = table.assign(score=numbers(table["score"], raw.name))
        rises = table.sort_values("rank")["score"].diff().reindex(table.index) > 0
        refuse(table["score"], rises, "no higher score than that of the rank before", raw.name)
    if "people" in table:
        table = table.assign(people=counts(table["people"], raw.name, "residents"))
    return table


def _names(header: tuple[str, ...]) -> dict[str, str]:
    """The publisher's heading of each of our columns, of those the header has."""
    found = {ours: [name for name in header if re.fullmatch(words, name)] for ours, words in _WORDS.items()}
    return {ours: names[0] for ours, names in found.items() if names}


def _columns(header: tuple[str, ...], file: str) -> tuple[dict[str, str], int]:
    """The publisher's names by ours, and the year of the index. Raises LayoutChanged."""
    names = _names(header)
    # The file of scores is the file of residents too.
    missing = [ours for ours in (*_ALWAYS, *(["people"] if "score" in names else [])) if ours not in names]
    districts = next((name for name in header if name.startswith("local authority district code")), "")
    year = _INDEX_OF.get((names.get("area", "")[-5:-1], districts[-5:-1]))
    if missing or year is None:
        expected = (
            "LSOA code, district code, rank and decile of the index of 2015, 2019 or 2025, and residents beside scores"
        )
        raise LayoutChanged(file, expected, f"the columns {', '.join(header[:6])}")
    return names, year


def _frame(raw: Raw) -> pd.DataFrame:
    """The table of the index: a CSV, or the sheet of a workbook that has it; names in lower case, every cell a text."""
    rows = sheet_of(raw)
    return with_header(raw) if rows is None else under_header(pd.DataFrame(rows, dtype=str), raw.name)


def sheet_of(raw: Raw) -> Rows | None:
    """The filled rows of the sheet of the index (`IMD2019`, `IMD25`), as texts; None where the file is no workbook that has one."""
    if not is_zip(raw):
        return None
    book = open_book(raw)
    for name in book.visible:
        if name.startswith(_SHEET):
            rows = [cells for row in book.sheet(name).rows if any(cells := [as_text(cell) for cell in row])]
            if rows and fits(header_of(rows)):
                return rows
    return None
