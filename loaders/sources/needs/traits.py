"""How figures of needs are to be treated: counted and taken whole, of who lives in a place and not of how well it serves them."""

from __future__ import annotations

from insight.traits import (
    COMPARABLE,
    UNWEIGHTED,
    Cadence,
    Counts,
    Method,
    PrintedIntervals,
    Serves,
    SourceTraits,
    Traits,
)
from loaders.declared import Row


def traits_of(row: Row) -> Traits:
    """The traits of a measure, from its row of `columns/measures.csv`."""
    return Traits(
        counts=Counts(row["counts"]),
        weighting=UNWEIGHTED,
        limits=PrintedIntervals(Method(row["limits"])),
        hidden_under=None,
        low_base_under=int(row["low_base_under"]),
        reliable_from=int(row["reliable_from"]),
        comparability=COMPARABLE,
        cadence=Cadence.YEARS,
        serves=Serves.ONE,
        bands=(),
    )


SOURCE_TRAITS = SourceTraits(
    order=9, brings=("facts", "small_areas"), themes=(), taking_part=(), trust_categories=()
)  # fmt: skip
"""Behind every source that patients speak in: needs are what experience is set beside."""
