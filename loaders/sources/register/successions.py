"""Who followed whom when practices, trusts and commissioners merged, split or took a new code (ODS `succ` and `succarc`).

Five columns and no header. `succ` holds the changes since the last financial year began, `succarc` all before; the layout is
one, and what both say adds up.
"""

from __future__ import annotations

import re

import pandas as pd

from loaders.errors import LayoutChanged
from loaders.read.plain_tables import Rows, without_header
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables

COLUMNS = {1: "org", 2: "successor", 4: "day"}
"""The publisher's column number, from 1 -> our name. 3 is a reason: F new code, O new kind, R merger or split; 5 a mark."""

_CODE = re.compile(r"[A-Z0-9]{3,12}")
_DAY = re.compile(r"(?:19|20)\d{6}")
_LETTER = re.compile(r"[A-Z]?")
_ROW = (_CODE, _CODE, _LETTER, _DAY, _LETTER)


def fits(rows: Rows) -> bool:
    """Whether rows without a header are successions: code, code, letter, day, letter; one cut short does not unmake them."""
    width = len(_ROW)
    like = [len(row) >= width and all(map(re.Pattern.fullmatch, _ROW, row)) and not any(row[width:]) for row in rows]
    return any(like) and sum(like) * 2 > len(like)


def identify(raw: Raw, reference: Reference) -> Release:
    """One release per span of years: a newer report of the same years takes the place of the older, the archive's stays."""
    days = _read(raw)["day"]
    oldest, newest = days.min(), days.max()
    return Release(
        id=f"register.successions.{oldest:%Y}-{newest:%Y}",
        title=f"ODS successor organisations, {oldest:%B %Y} to {newest:%B %Y}",
        start=newest.date(),
        end=(newest + pd.Timedelta(days=1)).date(),
    )


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One row per organisation and one that followed it; of two days the first, when it began to."""
    rows = _read(raw).sort_values("day").drop_duplicates(["org", "successor"])
    return {"successions": rows[rows["org"] != rows["successor"]].reset_index(drop=True)}


def _read(raw: Raw) -> pd.DataFrame:
    """Every row. Raises LayoutChanged for one that is none: a file cut short would silently lose whom it does not name."""
    rows = without_header(raw, COLUMNS).fillna("")
    fit = rows["org"].str.fullmatch(_CODE) & rows["successor"].str.fullmatch(_CODE) & rows["day"].str.fullmatch(_DAY)
    day = pd.to_datetime(rows["day"], format="%Y%m%d", errors="coerce")
    odd = rows.index[~fit | day.isna()]
    if len(odd):
        found = ", ".join(str(cell) for cell in rows.loc[odd[0]])
        raise LayoutChanged(raw.name, "two codes and a day such as 20260401", f"{found[:60]!r} in line {odd[0] + 1}")
    return rows.assign(day=day)
