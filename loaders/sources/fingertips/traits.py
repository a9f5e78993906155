"""How the index of deprivation is to be treated: a score of where patients live, taken whole."""

from __future__ import annotations

from insight.traits import COMPARABLE, UNWEIGHTED, Cadence, Counts, Limits, Method, Serves, SourceTraits, Traits

INDEX = Traits(
    counts=Counts.AREAS,
    weighting=UNWEIGHTED,
    limits=Limits(Method.NONE),
    hidden_under=None,
    low_base_under=0,
    reliable_from=0,
    comparability=COMPARABLE,
    cadence=Cadence.YEARS,
    serves=Serves.ONE,
    bands=(),
)

SOURCE_TRAITS = SourceTraits(order=2, brings=("facts",), themes=(), taking_part=(), trust_categories=())
