"""How inspectors' ratings are to be treated: places counted, words that stand until the next inspection."""

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
    TrustCategory,
    TrustType,
)
from loaders.declared import themes
from loaders.sources.cqc.tables import SOURCE_ID, rows

INSPECTED = Traits(
    counts=Counts.PLACES,
    weighting=UNWEIGHTED,
    limits=PrintedIntervals(Method.NONE),
    hidden_under=None,
    low_base_under=10,  # ours: a share of fewer rated places says little
    reliable_from=0,
    comparability=COMPARABLE,
    cadence=Cadence.STANDING,
    serves=Serves.ONE,
    bands=(),
)


SOURCE_TRAITS = SourceTraits(
    order=2,
    brings=("facts", "ratings", "orgs", "membership"),
    themes=themes(SOURCE_ID, rows("themes")),
    taking_part=(),
    trust_categories=tuple(TrustCategory(TrustType(row["type"]), row["category"]) for row in rows("trust_types")),
)
"""The categories of a trust's places tell its type: a general hospital with a children's hospital is general."""
