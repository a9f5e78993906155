"""The measures of needs, the dates they may not be compared across, and who published which of them: tables read, nothing decided."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import NamedTuple

from insight.model import Better, Bounds, Break, Measure
from insight.traits import Role
from loaders import declared
from loaders.declared import columns
from loaders.sources.needs.traits import traits_of

SOURCE_ID = "needs"


class Years(NamedTuple):
    """A period that a release is named after: its words, first day and the day after its last."""

    words: str
    start: date
    end: date


rows = partial(columns, SOURCE_ID)
"""The rows of a table of `columns/` by its name, every cell as text."""


def measure_id(name: str) -> str:
    """`needs.smoking`."""
    return f"{SOURCE_ID}.{name}"


def attribution(publisher: str) -> str:
    """How a publisher of `columns/publishers.csv` asks to be named."""
    name = next(row["name"] for row in rows("publishers") if row["id"] == publisher)
    return f"{name}. Contains public sector information licensed under the Open Government Licence v3.0."


def measures() -> tuple[Measure, ...]:
    """Every measure. None has a good direction: who lives in a place is neither its merit nor its fault."""
    return tuple(
        declared.measure(
            measure_id(row["name"]),
            row,
            better=Better.NEITHER,
            additive=row["additive"] == "yes",
            traits=traits_of(row),
            decimals=int(row["decimals"]),
            bounds=Bounds(float(row["low"]), float(row["high"])) if row["high"] else None,
            roles=tuple(Role(word) for word in row["roles"].split(";")),
        )
        for row in rows("measures")
    )


def breaks() -> tuple[Break, ...]:
    """One per measure and date across which figures may not be compared."""
    return declared.breaks(rows("breaks"), lambda row: [measure_id(row["measure"])])


def calendar_year(year: int) -> Years:
    """`2025`."""
    return Years(str(year), date(year, 1, 1), date(year + 1, 1, 1))


def financial_year(first: int) -> Years:
    """`2020/21`, from 1 April to 1 April."""
    return Years(f"{first}/{(first + 1) % 100:02d}", date(first, 4, 1), date(first + 1, 4, 1))


CENSUS_DAY = date(2021, 3, 21)
"""The day of Census 2021, on which the rural-urban classification rests too."""
