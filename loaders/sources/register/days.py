"""The dates of register files: in its cells, or in the file's name."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from loaders.months import MONTHS, named_month
from loaders.read.cells import refuse
from loaders.source import Raw

_MONTH_IN_NAME = re.compile(rf"(?<![a-z])({'|'.join(MONTHS)})[ _-]?(20\d\d)(?!\d)", re.IGNORECASE)
_DAY_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_]?(0[1-9]|1[0-2])(?:[-_]?(0[1-9]|[12]\d|3[01]))?(?!\d)")


def stated_day(raw: Raw) -> date | None:
    """The day a file without a date was fetched from its publisher, else the day or month in its name."""
    if raw.retrieved:
        return raw.retrieved
    if found := _MONTH_IN_NAME.search(raw.name):
        return named_month(found[1], found[2])
    if found := _DAY_IN_NAME.search(raw.name):
        try:
            return date(int(found[1]), int(found[2]), int(found[3] or 1))
        except ValueError:
            return None
    return None


def days_of(cells: pd.Series, file: str, form: str = "%Y%m%d") -> pd.Series:
    """Cells such as 20260401 as days; an empty cell is none. Raises LayoutChanged by line for anything else."""
    days = pd.to_datetime(cells, format=form, errors="coerce")
    example = f"{date(2026, 4, 1):{form}}"
    # The reader of days takes 2026041 for 20260401.
    odd = (days.isna() | (cells.str.len() != len(example))) & (cells != "")
    refuse(cells, odd, f"a day such as {example}", file)
    return days
