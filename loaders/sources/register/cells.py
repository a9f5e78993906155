"""What the cells of a register may hold, and how those of one row must agree: `columns/cells.csv` says it by layout and column.

Registers without headings are read by place alone, so a column left out or exchanged shows in its cells or not at all.
"""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from loaders.declared import columns
from loaders.errors import LayoutChanged
from loaders.read.cells import refuse
from loaders.read.slips import contradicts
from loaders.source import Raw

_FEW = 0.01
"""The share of the cells of a long list that somebody may have written otherwise, where the table says that a `few` may be."""


def check_cells(rows: pd.DataFrame, layout: str, file: str) -> None:
    """Raise LayoutChanged by line for a cell that its column cannot hold; columns that a file lacks are passed over."""
    for row in columns("register", "cells"):
        if row["layout"] == layout and row["column"] in rows:
            cells = rows[row["column"]]
            odd = ~cells.str.fullmatch(row["pattern"], flags=re.ASCII)
            if not row["few"] or odd.mean() > _FEW:
                refuse(cells, odd, f"{row['expected']} as {row['column']}", file)


ANNOUNCED = pd.DateOffset(years=2)
"""How far ahead a day may lie."""


def check_days(first: pd.Series, last: pd.Series, raw: Raw) -> None:
    """Raise LayoutChanged by line for a last day before its first, or a day later than anybody announces one.

    The ODS announces openings and closings ahead, so a report may name days after it was fetched.
    """
    known = pd.Timestamp(raw.retrieved or date.today()).tz_localize(None) + ANNOUNCED
    for days in (first, last):
        refuse(days.dt.strftime("%Y%m%d"), days > known, f"no day after {known:%d %B %Y}", raw.name)
    refuse(last.dt.strftime("%Y%m%d"), last < first, "a last day on or after the first", raw.name)


def at_once(rows: pd.DataFrame, key: str, first: str, last: str) -> str:
    """The first code of which a row begins before another of it has ended, as a sentence; '' where there is none.

    None does of 16,773 practices in a history of 2019, and no code stands twice in reports of 2021; the same row twice is one.
    """
    ranked = rows.drop_duplicates().sort_values([key, first], kind="stable", na_position="first")
    ended = ranked[last].shift()
    odd = ranked.index[ranked[key].eq(ranked[key].shift()) & ~(ended <= ranked[first])]
    if odd.empty:
        return ""
    code = str(ranked[key][odd[0]])
    others = " and ".join(str(line) for line in sorted(ranked.index[ranked[key].eq(code)][:2]))
    return contradicts(f"{code} stands in lines {others} for the same days")


def check_one_each(rows: pd.DataFrame, code: str, fact: str, file: str) -> None:
    """Raise LayoutChanged, naming both lines, where a code stands beside one fact here and another there."""
    pairs = rows.loc[(rows[code] != "") & (rows[fact] != ""), [code, fact]].drop_duplicates()
    twice = pairs[pairs.duplicated(code, keep=False)].sort_values(code, kind="stable")
    if len(twice):
        (first, one), (second, other) = list(twice[fact].items())[:2]
        found = f"{one!r} in line {first} and {other!r} in line {second}"
        raise LayoutChanged(file, f"one {fact} of {twice[code].iloc[0]}", found)
