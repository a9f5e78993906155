"""How the register's counts are to be treated: patients on lists, taken whole."""

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

LISTED = Traits(
    counts=Counts.PATIENTS,
    weighting=UNWEIGHTED,
    limits=PrintedIntervals(Method.NONE),
    hidden_under=None,
    low_base_under=0,
    reliable_from=0,
    comparability=COMPARABLE,
    cadence=Cadence.MONTHS,
    serves=Serves.ONE,
    bands=(),
)

SOURCE_TRAITS = SourceTraits(
    order=2,
    brings=("facts", "orgs", "membership", "successions", "vintages", "footprints", "lineage", "small_area_homes"),
    themes=(),
    taking_part=(),
    trust_categories=(),
)
