"""Needs: who lives in a place and how well they are, before anybody is asked about care. Context for experience, no performance.

From Fingertips (OHID), the Quality and Outcomes Framework and registered patients by age (NHS England), the Indices of
Deprivation (MHCLG), and Census 2021 and the rural-urban classification by small area (ONS). Lists of all ages are the register's.
"""

from __future__ import annotations

from insight.traits import SourceTraits
from loaders.declared import breaks
from loaders.reference import Reference
from loaders.source import Raw, Release, SourceInfo, Tables
from loaders.sources.needs.declared import MEASURES, SOURCE_ID, attribution
from loaders.sources.needs.layouts import LAYOUTS, layout_of
from loaders.sources.needs.plan import releases

SOURCE = SourceInfo(
    id=SOURCE_ID,
    title="Health and wellbeing needs",
    publisher="OHID, NHS England, MHCLG and ONS",
    page="https://fingertips.phe.org.uk/",
    licence="Open Government Licence v3.0",
    attribution=attribution("ohid"),
    version=1,
    traits=SourceTraits(order=9, brings=("facts", "small_areas"), themes=(), taking_part=(), trust_categories=()),
    cautions=(
        "Needs describe the people a place serves, not how well it serves them.",
        "The Quality and Outcomes Framework counts diagnosed patients only and is not adjusted for age.",
        "The Index of Multiple Deprivation describes areas, and scores of different indices cannot be compared.",
        "Deprivation, ethnic groups and rurality of areas are those of residents; all else, and every figure of a practice, is of "
        "registered patients.",
    ),
)
BREAKS = breaks(SOURCE_ID)


def recognise(raw: Raw, reference: Reference) -> Release | None:
    """What a file is, by its first row or its sheets; None if it is none of ours.

    Raises NotUsable for files that have nothing to add, LayoutChanged for ones that do not hold what they should.
    """
    layout = layout_of(raw)
    return layout.recognise(raw, reference) if layout else None


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """Facts of organisations, or shares of small areas, as the kind of file has it. Raises LayoutChanged."""
    return LAYOUTS[release.details["layout"]].tidy(raw, release, reference)
