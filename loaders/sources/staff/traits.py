"""How the figures of the NHS Staff Survey are to be treated: weighted, about those who work there, never added up."""

from __future__ import annotations

from dataclasses import replace

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
    TrustType,
    weighted,
)
from loaders.declared import themes
from loaders.sources.staff.tables import SOURCE_ID, rows

ANSWERED = Traits(
    counts=Counts.REPLIES,
    # The publisher prints no interval and no design effect. These are Kish's, of weights read back from its own workbooks of
    # 2024 (tests/loaders/sources/test_staff_weights.py): England's rows are a mean of trusts (1.07) whose staff are weighted
    # by occupation (1.15), a region's and a system's rows a mean of their trusts. Of each level the widest found.
    weighting=weighted(england=1.23, region=1.55, footprint=1.16, trust=1.15),
    limits=PrintedIntervals(Method.NONE),
    hidden_under=10,  # the note above every sheet
    low_base_under=0,
    reliable_from=0,
    comparability=COMPARABLE,
    cadence=Cadence.YEARS,
    serves=Serves.STAFF,
    bands=(),
)
RATE = replace(ANSWERED, counts=Counts.PEOPLE_ASKED, weighting=UNWEIGHTED)


SOURCE_TRAITS = SourceTraits(
    order=3,
    brings=("facts", "orgs", "membership"),
    themes=themes(SOURCE_ID, rows("themes")),
    taking_part=(
        TrustType.AMBULANCE, TrustType.SPECIALIST, TrustType.COMMUNITY, TrustType.MENTAL_HEALTH, TrustType.ACUTE,
    ),
    trust_categories=(),
)  # fmt: skip
"""After the surveys of patients; staff of every type of trust are asked."""
