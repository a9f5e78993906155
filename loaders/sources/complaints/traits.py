"""How written complaints are to be treated: counts without a good direction, never held against one another as good or bad."""

from __future__ import annotations

from functools import cache

from insight.model import Unit
from insight.traits import (
    COMPARABLE,
    UNWEIGHTED,
    Cadence,
    Comparability,
    Counts,
    Method,
    PrintedIntervals,
    Serves,
    SourceTraits,
    Traits,
)
from loaders.declared import themes
from loaders.sources.complaints.declared import SOURCE_ID, rows

VOLUME = Comparability(
    allowed=False,
    why="A high number of complaints is not worse care: it may mean that complaining is made easy, and organisations differ "
    "in what they count. Nobody publishes how many patients a number is out of",
    who="NHS England, data quality of Data on Written Complaints in the NHS",
)
UPHELD = Comparability(
    allowed=False,
    why="How often complaints are upheld depends on local custom: which concerns are settled before they become complaints, "
    "and how the guidance is read, differ between organisations",
    who="NHS England, data quality of Data on Written Complaints in the NHS",
)


@cache
def traits_of(unit: Unit, *, parts: bool) -> Traits:
    """Counts of complaints, shares of those resolved, or shares (`parts`) of all mentions."""
    return Traits(
        counts=Counts.MENTIONS if parts else Counts.COMPLAINTS if unit is Unit.COUNT else Counts.RESOLVED,
        weighting=UNWEIGHTED,
        limits=PrintedIntervals(Method.NONE),
        hidden_under=None,
        low_base_under=0,
        reliable_from=0,
        comparability=COMPARABLE if parts else VOLUME if unit is Unit.COUNT else UPHELD,
        cadence=Cadence.YEARS,
        serves=Serves.ONE,
        bands=(),
    )


SOURCE_TRAITS = SourceTraits(
    order=3,
    brings=("facts", "orgs", "membership"),
    themes=themes(SOURCE_ID, rows("themes")),
    taking_part=(),
    trust_categories=(),
)
"""Of each theme complaints say what they mention more or less often, and never that it is worse."""
