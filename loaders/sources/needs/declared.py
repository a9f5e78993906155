"""The measures of needs, the dates they may not be compared across, and who published which of them: tables read, nothing decided."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import NamedTuple

from loaders import declared
from loaders.declared import columns

SOURCE_ID = "needs"


class Years(NamedTuple):
    """A period that a release is named after: its words, first day and the day after its last."""

    words: str
    start: date
    end: date


rows = partial(columns, SOURCE_ID)
"""The rows of a table of `columns/` by its name, every cell as text."""


MEASURES = declared.measures(SOURCE_ID)
"""None has a good direction: who lives in a place is neither its merit nor its fault."""


def measure_id(name: str) -> str:
    """`needs.smoking`."""
    return f"{SOURCE_ID}.{name}"


def attribution(publisher: str) -> str:
    """How a publisher of `columns/publishers.csv` asks to be named."""
    name = next(row["name"] for row in rows("publishers") if row["id"] == publisher)
    return f"{name}. Contains public sector information licensed under the Open Government Licence v3.0."


def calendar_year(year: int) -> Years:
    """`2025`."""
    return Years(str(year), date(year, 1, 1), date(year + 1, 1, 1))


def financial_year(first: int) -> Years:
    """`2020/21`, from 1 April to 1 April."""
    return Years(f"{first}/{(first + 1) % 100:02d}", date(first, 4, 1), date(first + 1, 4, 1))


CENSUS_DAY = date(2021, 3, 21)
"""The day of Census 2021, on which the rural-urban classification rests too."""
