"""A measure as the tables of silver hold it, read back into the noun the rest of the code reasons with."""

from __future__ import annotations

from typing import Any

from insight.model import Better, Measure, Unit


def read_measure(row: Any) -> Measure:
    """The measure of one row of the measures table (a Series, or anything indexed by column)."""
    return Measure(
        id=str(row["id"]),
        source=str(row["source"]),
        title=str(row["title"]),
        question=str(row["question"]),
        unit=Unit(row["unit"]),
        better=Better(row["better"]),
        additive=bool(row["additive"]),
        caveat=row["caveat"] if isinstance(row["caveat"], str) else "",
        decimals=int(row["decimals"]),
    )
