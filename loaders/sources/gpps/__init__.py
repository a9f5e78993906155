"""The GP Patient Survey: what registered patients say of their practice, from England down to each practice, 2018 to 2026."""

from __future__ import annotations

from insight.model import Break, Measure
from insight.traits import Driver, SourceTraits
from loaders import declared
from loaders.declared import records
from loaders.read.packed import may_be_workbook
from loaders.reference import Reference
from loaders.source import Raw, Release, SourceInfo, Tables
from loaders.sources.gpps import dental, identify, survey
from loaders.sources.gpps.plan import releases
from loaders.sources.gpps.tables import SOURCE_ID, rows

SOURCE = SourceInfo(
    id=SOURCE_ID,
    title="GP Patient Survey",
    publisher="NHS England, survey run by Ipsos",
    page="https://www.gp-patient.co.uk",
    licence="Open Government Licence v3.0",
    attribution="GP Patient Survey, NHS England and Ipsos. Contains public sector information licensed under the Open "
    "Government Licence v3.0.",
    version=6,
    traits=SourceTraits(
        order=1,
        brings=("facts", "orgs", "membership"),
        themes=declared.themes(SOURCE_ID, rows("themes")),
        taking_part=(),
        trust_categories=(),
    ),
    drivers=records(Driver, rows("drivers")),
    cautions=(
        "The 2024 survey is the start of a new time series: results cannot be compared with earlier years.",
        "Results based on fewer than 10 people are suppressed.",
    ),
)

MEASURES: tuple[Measure, ...] = declared.measures(SOURCE_ID)
BREAKS: tuple[Break, ...] = declared.breaks(SOURCE_ID)


def recognise(raw: Raw, reference: Reference) -> Release | None:
    """The release a file is: a CSV of the main survey or a workbook of dental results; None if it is neither.

    Raises NotUsable or LayoutChanged when it is of this survey and cannot be loaded.
    """
    return dental.recognise(raw) if may_be_workbook(raw) else identify.recognise(raw)


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """All that a file says: facts, the orgs it names, and where they belong. Raises LayoutChanged."""
    return dental.tidy(raw, release, reference) if "dental" in release.details else survey.tidy(raw, release, reference)
