"""The lines of a table, and refusals by line: what stands in a cell that its column cannot hold."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

import pandas as pd

from insight.bounds import MOST
from loaders.errors import LayoutChanged
from loaders.read.plain_tables import HEADINGS, required, with_header
from loaders.read.sheets import as_number
from loaders.source import Raw

_DAYS = ("%Y%m%d", "%d%b%Y", "%d-%b-%y", "%d-%b-%Y", "%d/%m/%Y", "%Y-%m-%d")
"""`20220101`, `01Jan2022`, `01JAN2021`, `01-Sep-20`, ..."""


def by_line(raw: Raw, names: dict[str, str]) -> pd.DataFrame:
    """The columns of a table of names (ours -> the publisher's), every cell a text; the index counts lines from 1."""
    return lines_of(with_header(raw), names, raw.name)


def lines_of(frame: pd.DataFrame, names: dict[str, str], file: str) -> pd.DataFrame:
    """The same of a frame that is read already."""
    return numbered(required(frame, names, file), headings=1)


def numbered(rows: pd.DataFrame, headings: int = 0) -> pd.DataFrame:
    """The same rows of a table whose index counts from 0, with an index that counts lines from 1."""
    return rows.set_axis(rows.index + headings + 1, axis="index")


def refuse(cells: pd.Series, odd: pd.Series, expected: str, file: str) -> None:
    """Raise LayoutChanged for the first odd cell, by line and, where its frame knows it, the heading of its column."""
    if odd.any():
        line, (found, *_) = cells.index[odd][0], cells[odd].tolist()  # numbers as Python's, which print as numbers
        heading = cells.attrs.get(HEADINGS, {}).get(cells.name)
        column = f", column {heading}" if heading else ""
        raise LayoutChanged(file, expected, f"{found!r} in line {line}{column}")


def one_day(cells: pd.Series, file: str) -> date:
    """The one day a file was extracted on, written differently from year to year. Raises LayoutChanged for none, several or one to come.

    With strokes the day stands first, as in England. Extracts are mostly of the first of a month: what would be so with the month first is refused.
    """
    texts = sorted(set(cells))
    for form in _DAYS if len(texts) == 1 else ():
        with suppress(ValueError):
            day = datetime.strptime(texts[0], form).date()
            if "/" in form and day.day != 1 and day.day <= 12 and day.day != day.month:
                found = f"{texts[0]} (day or month first?)"
                raise LayoutChanged(file, "an extract date that can be read in one way", found)
            if day > date.today():
                raise LayoutChanged(file, "an extract date up to today", f"{texts[0]}")
            return day
    raise LayoutChanged(file, "one extract date such as 01Jan2022", f"{texts[:3]}")


def numbers(cells: pd.Series, file: str, expected: str = "a number") -> pd.Series:
    """Cells as numbers. Raises LayoutChanged by line for any that is none."""
    found = cells.map(as_number).astype(float)
    refuse(cells, found.isna(), expected, file)
    return found


def counts(cells: pd.Series, file: str, what: str) -> pd.Series:
    """Cells as whole numbers of people. Raises LayoutChanged by line for any that is none."""
    found = numbers(cells, file, f"a number of {what}")
    refuse(cells, (found < 0) | (found % 1 != 0), f"a whole number of {what}", file)
    refuse(cells, found > MOST, f"no more than {MOST:,.0f} {what}", file)
    return found


def numbers_or_nothing(cells: pd.Series, file: str) -> pd.Series:
    """Cells as numbers, missing where they are empty. Raises LayoutChanged by line for anything else."""
    found = cells.map(as_number).astype(float)
    refuse(cells, found.isna() & (cells != ""), "a number or nothing", file)
    return found
