"""The rows of the ODS's reports in every era: practices (`epraccur`), trusts (`etr`) and their sites (`ets`).

One layout of 27 columns, as a rule without a header. Only codes, names, dates and postcodes are read: telephone numbers and
street addresses never leave the file. Column meanings: ODS reference data catalogue, epraccur, etr and ets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

import pandas as pd

from loaders.declared import columns
from loaders.errors import LayoutChanged
from loaders.read.cells import numbered, refuse
from loaders.read.plain_tables import Rows, without_header
from loaders.source import Raw
from loaders.sources.register.cells import check_cells, check_days
from loaders.sources.register.days import days_of

COLUMNS = {
    1: "code", 2: "name", 3: "region", 4: "footprint", 10: "postcode", 11: "opened", 12: "closed", 13: "status",
    14: "kind", 15: "area", 26: "setting",
}  # fmt: skip
"""The publisher's column number, from 1 -> our name. 15 is the parent: a practice's commissioner, a site's trust."""

LEAST, WIDTH = 12, 27
"""Columns: a report saved again by a spreadsheet program lacks those that are empty at its right edge."""

_SIGNS = {
    "practices": re.compile(r"[A-Z]\d{5}"),
    "trusts": re.compile(r"[RT][A-Z0-9]{2}"),
    "sites": re.compile(r"[RT][A-Z0-9]{4}"),
}
"""What most codes of a report look like, which tells the reports apart. What one row is, its report says, not its code."""

_REGION = re.compile(r"[A-Z]\d\d|")
_DAY = re.compile(r"(?:19|20)\d{6}|")

T = TypeVar("T")


def kind(rows: Rows) -> str | None:
    """Whether rows are practices, trusts or sites of the ODS: region, day of opening, and most of the codes say so."""
    body = rows[1:] if rows and len(rows[0]) >= LEAST and _is_heading(rows[0][0], rows[0][10]) else rows
    if not _most(body, _fits):
        return None
    codes = [row[0] for row in body]
    return next((name for name, code in _SIGNS.items() if _most(codes, code.fullmatch)), None)


def read_rows(raw: Raw) -> pd.DataFrame:
    """One row per organisation on record, days as days; the index counts lines from 1.

    Rows that are dormant or proposed are left out. Raises LayoutChanged by line for a cell, a day or a status that cannot be.
    """
    rows = numbered(without_header(raw, COLUMNS))
    if _is_heading(rows["code"].iloc[0], rows["opened"].iloc[0]):
        rows = rows.iloc[1:]  # a heading that somebody has put above
    meanings = _meanings("status")
    standing = rows["status"].str.upper().map(meanings)
    refuse(rows["status"], standing.isna(), f"a status among {', '.join(filter(None, meanings))}", raw.name)
    rows = rows[standing == "standing"]
    check_cells(rows, "ods", raw.name)
    closes = rows["status"].str.upper().map(_meanings("status", "closed"))
    refuse(rows["closed"], (rows["closed"] == "") & (closes == "always"), "the day it closed", raw.name)
    rows = rows.assign(**{column: days_of(rows[column], raw.name) for column in ("opened", "closed")})
    check_days(rows["opened"], rows["closed"], raw)
    return rows


def are_practices(rows: pd.DataFrame) -> pd.Series:
    """Whether each row's settings, or roles, include that of a GP practice; others are walk-in centres, hospices, prisons."""
    wanted = {word for word, meaning in _meanings("setting").items() if meaning == "practice"}
    return pd.Series([not wanted.isdisjoint(str(cell).split("|")) for cell in rows["setting"]], rows.index, dtype=bool)


def one_each(rows: pd.DataFrame, file: str) -> pd.DataFrame:
    """One row per code: the open one, or the one that closed last. Raises LayoutChanged for two that stand alike."""
    ranked = rows.sort_values("closed", na_position="last", kind="stable")
    stands = ranked.drop_duplicates("code", keep="last").sort_index()
    last = ranked["code"].map(stands.set_index("code")["closed"])
    alike = ranked[ranked["closed"].eq(last) | (ranked["closed"].isna() & last.isna())]
    alike = alike.drop_duplicates(["code", "name", "area", "footprint"])
    twice = alike[alike.duplicated("code", keep=False)]
    if len(twice):
        code = twice["code"].iloc[0]
        lines = " and ".join(str(line) for line in sorted(twice.index[twice["code"] == code]))
        raise LayoutChanged(file, "each code once, or once open", f"{code} in lines {lines}, which stand alike")
    return stands


def _meanings(column: str, said: str = "meaning") -> dict[str, str]:
    return {row["word"]: row[said] for row in columns("register", "ods_words") if row["column"] == column}


def _most(items: Sequence[T], test: Callable[[T], object]) -> bool:
    return sum(bool(test(item)) for item in items) * 2 > len(items)


def _is_heading(code: str, opened: str) -> bool:
    """Whether a first row is words: one with a code and an impossible day is an organisation with a spoilt day."""
    return not _DAY.fullmatch(opened) and not any(sign.fullmatch(code) for sign in _SIGNS.values())


def _fits(row: list[str]) -> bool:
    return bool(len(row) >= LEAST and not any(row[WIDTH:]) and _REGION.fullmatch(row[2]) and _DAY.fullmatch(row[10]))
