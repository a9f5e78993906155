"""How the scores of the trust surveys are to be treated: standardised, never summed, judged by the publisher's bands."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from insight.traits import (
    COMPARABLE,
    UNWEIGHTED,
    Band,
    Cadence,
    Counts,
    Method,
    PrintedIntervals,
    Serves,
    SourceTraits,
    Traits,
    TrustType,
    Weighting,
)
from loaders.declared import themes
from loaders.sources.trust_surveys.declared import Survey, rows


@cache
def scored() -> Traits:
    """Scores weighted to one mix of age, sex and route of admission; no design effect of theirs is published."""
    return Traits(
        counts=Counts.REPLIES,
        weighting=Weighting(weighted=True),
        limits=PrintedIntervals(Method.NONE),
        hidden_under=30,  # Inpatient 2022, sheet "Guidance"
        low_base_under=10,
        reliable_from=0,
        comparability=COMPARABLE,
        cadence=Cadence.YEARS,
        serves=Serves.ONE,
        bands=tuple(Band(row["words"], row["short"], row["verdict"]) for row in rows("bands")),
    )


@cache
def z_scored() -> Traits:
    """How far a score lies from what is expected: the bands are said of the score."""
    return replace(scored(), bands=())


@cache
def counted(counts: Counts) -> Traits:
    """People who answered, or the share of those asked: plain counts."""
    return replace(scored(), counts=counts, weighting=UNWEIGHTED, bands=())


def source_traits(survey: Survey) -> SourceTraits:
    """What holds for one survey: its themes, and the types of trust whose patients it asks."""
    return SourceTraits(
        order=2,
        brings=("facts", "orgs", "membership"),
        themes=themes(survey.id, (row for row in rows("themes") if row["survey"] == survey.id)),
        taking_part=tuple(TrustType(each) for each in survey.trust_types),
        trust_categories=(),
    )
