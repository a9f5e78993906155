"""Which year, and which quarters of it, a return is about: its rows say so, its name helps and must not contradict."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from loaders.errors import LayoutChanged, NotUsable
from loaders.sources.complaints.declared import Form, rows

QUARTERS = 4
_YEAR = re.compile(r"(20[0-4]\d)\s*[-/_–]?\s*(?:20)?(\d\d)")
_IN_NAME = re.compile(r"(?<!\d)(20[0-4]\d)[-_–/ ](?:20)?(\d\d)(?!\d)(?![-_]\d\d)")
_QUARTER = re.compile(r"(?:q|qtr|quarter)[ _.-]*([1-4])(?!\d)")


@dataclass(frozen=True)
class Year:
    """One financial year, from 1 April."""

    start: int

    def __str__(self) -> str:
        return f"{self.start}-{(self.start + 1) % 100:02}"

    def span(self, quarter: int | None = None) -> tuple[date, date]:
        """First day, and the day after the last, of the year or of one of its quarters."""
        if quarter is None:
            return date(self.start, 4, 1), date(self.start + 1, 4, 1)
        return self._first_of(quarter), self._first_of(quarter + 1)

    def _first_of(self, quarter: int) -> date:
        month = 3 * quarter + 1
        return date(self.start + (month > 12), (month - 1) % 12 + 1, 1)


def year_of(cell: str) -> Year | None:
    """The year of `2024-25`, `2024/25`, `2024-2025` or `202425`; None for anything else."""
    found = _YEAR.fullmatch(cell.strip())
    return _year(found) if found else None


def confirm_name(file: str, year: Year) -> None:
    """Raise LayoutChanged where the one year that a name has is another than the rows'."""
    named = {each for each in map(_year, _IN_NAME.finditer(file)) if each}
    if len(named) == 1 and year not in named:
        found = f"rows of {year}: fetch it again or, if its rows are right, correct its name"
        raise LayoutChanged(file, f"rows of {named.pop()}, as its name says", found)


def quarter_of(cell: str) -> int | None:
    """The quarter that a cell of a column of periods names; None for the whole year. Raises ValueError for other words."""
    text = cell.casefold().strip()
    found = _QUARTER.search(text) or re.fullmatch(r"([1-4])", text)
    if found:
        return int(found[1])
    if text in ("", "annual", "year", "full year", "all", "12 months") or _YEAR.fullmatch(text):
        return None
    raise ValueError(cell)


def named_quarter(file: str) -> int | None:
    """The quarter a file's name speaks of. Raises NotUsable where it speaks of several, which its rows do not tell apart."""
    found = {int(each) for each in _QUARTER.findall(file.casefold())}
    if len(found) > 1:
        raise NotUsable(f"{file}: the name speaks of several quarters, and no column tells which row is of which.")
    return next(iter(found), None)


def era_of(file: str, form: Form, year: Year) -> str:
    """The column of names for a year. Raises NotUsable for years that are not loaded, with the reason."""
    for row in rows("eras"):
        if row["form"] == form.id and int(row["first"][:4] or 0) <= year.start <= int(row["last"][:4] or year.start):
            if row["columns"]:
                return row["columns"]
            told = f"written complaints of {year} ({form.title}) are not loaded, because {row['why']}"
            raise NotUsable(f"{file}: {told}.")
    raise LayoutChanged(file, "a year that loaders/sources/complaints/columns/eras.csv knows", str(year))


def _year(found: re.Match[str]) -> Year | None:
    start = int(found[1])
    return Year(start) if (start + 1) % 100 == int(found[2]) else None
