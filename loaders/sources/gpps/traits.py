"""How the figures of the GP Patient Survey are to be treated: weighted replies, their design effects, what is hidden."""

from __future__ import annotations

from dataclasses import replace

from insight.model import Level
from insight.traits import (
    COMPARABLE,
    UNWEIGHTED,
    Cadence,
    Counts,
    Driver,
    Method,
    PrintedIntervals,
    Role,
    Serves,
    SourceTraits,
    Traits,
    weighted,
)
from loaders.declared import themes
from loaders.sources.gpps.tables import SOURCE_ID, rows

SURVEYED = Traits(
    counts=Counts.REPLIES,
    # Read back from the intervals of 2025 (docs/maths.md, "Weighted surveys"). None is known for regions and sub-ICB
    # locations: the nearest level whose intervals are not narrower.
    weighting=weighted(england=2.25, region=2.25, footprint=1.53, sub_icb=1.53, pcn=1.82, practice=1.54),
    # A practice's interval depends on how many patients it has, not on its replies (docs/maths.md).
    limits=PrintedIntervals(Method.WILSON, misleading_at=(Level.PRACTICE,)),
    hidden_under=10,  # GPPS 2025, sheet "Explanation"
    low_base_under=0,
    reliable_from=100,  # under 100 a practice's figure was typically unreliable (Lyratzopoulos et al. 2011, PMID 21610543)
    comparability=COMPARABLE,
    cadence=Cadence.YEARS,
    serves=Serves.ONE,
    bands=(),
)
_COUNTED = replace(SURVEYED, weighting=UNWEIGHTED, limits=PrintedIntervals(Method.NONE))
FORMS = replace(_COUNTED, counts=Counts.PEOPLE_ASKED)
POPULATION = replace(_COUNTED, counts=Counts.PATIENTS)

BY_ROLE = {Role.RESPONSE_RATE: FORMS, Role.SURVEY_POPULATION: POPULATION}
"""Measures that are plain counts although the survey is weighted."""


SOURCE_TRAITS = SourceTraits(
    order=1,
    brings=("facts", "orgs", "membership"),
    themes=themes(SOURCE_ID, rows("themes")),
    taking_part=(),
    trust_categories=(),
)
"""First among headlines: the one survey that every footprint has figures of."""


def drivers() -> tuple[Driver, ...]:
    """Every published weight, study by study, the strongest first. Each row cites its paper."""
    return tuple(
        Driver(
            row["study"],
            row["aspect"],
            float(row["coefficient"]),
            float(row["lower"]),
            float(row["upper"]),
            tuple(f"{SOURCE_ID}.{name}" for name in row["measures"].split()),
            row["citation"],
        )
        for row in rows("drivers")
    )
