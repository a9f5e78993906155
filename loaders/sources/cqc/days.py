"""The days CQC writes: in the cells of its files, and in their names, which alone say what month a file is of."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from loaders.months import MONTHS, month_after

_FORMS = ("%d/%m/%Y", "%Y-%m-%d", "%d/%m/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")
_NAMED = re.compile(rf"(?<!\d)(?:(\d{{1,2}})[ _-]*)?({'|'.join(MONTHS)})[ _-]*(20\d\d)(?!\d)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?<!\d)(20\d\d)-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?![\d])")


@lru_cache(maxsize=100_000)
def day(text: str) -> date | None:
    """The day a cell holds; None for a blank one. Raises ValueError for anything that is no day."""
    if not text or text == "-":
        return None
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValueError(f"{text!r} is not a day")


def days_in(text: str) -> set[date]:
    """The days (a month alone: its first) named in a text: `01_September_2026`, `September 2026`, `2026-09`, `2026-09-01`."""
    named = ((year, MONTHS.index(month.lower()) + 1, number) for number, month, year in _NAMED.findall(text))
    numbered = ((year, int(month), number) for year, month, number in _NUMBERED.findall(text))
    return {found for each in (*named, *numbered) if (found := _day(*each)) is not None}


def month_of(when: date) -> tuple[date, date]:
    """The month a day lies in, half-open."""
    start = when.replace(day=1)
    return start, month_after(start)


def _day(year: str, month: int, number: str) -> date | None:
    try:
        return date(int(year), month, int(number or 1))
    except ValueError:
        return None
