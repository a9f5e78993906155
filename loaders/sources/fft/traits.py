"""How the figures of the Friends and Family Test are to be treated: plain counts, month by month, not for comparison."""

from __future__ import annotations

from dataclasses import replace

from insight.traits import (
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
from loaders.sources.fft.tables import SOURCE_ID, CareSetting, rows

ANSWERED = Traits(
    counts=Counts.REPLIES,
    weighting=UNWEIGHTED,
    limits=PrintedIntervals(Method.NONE),
    hidden_under=5,  # the notes of the workbooks
    low_base_under=10,  # Picker's advice
    reliable_from=0,
    comparability=Comparability(
        allowed=False,
        why="Friends and Family Test results are not for comparing organisations: they are collected in different ways "
        "from different people",
        who="NHS England",
    ),
    cadence=Cadence.MONTHS,
    serves=Serves.ONE,
    bands=(),
)


def traits_of(setting: CareSetting, counts: Counts) -> Traits:
    """The traits of a measure of one setting."""
    return replace(ANSWERED, counts=counts, serves=Serves.SEVERAL if setting.serves_several else Serves.ONE)


SOURCE_TRAITS = SourceTraits(
    order=2,
    brings=("facts", "orgs", "membership"),
    themes=themes(SOURCE_ID, rows("themes")),
    taking_part=(),
    trust_categories=(),
)
"""Every setting speaks of the whole experience and of nothing else."""
