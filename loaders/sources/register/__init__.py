"""Who is who: footprints of all vintages, sub-ICB locations, PCNs, practices and trusts, what they are part of and how many they serve.

From the built-in code lists, the files of NHS England's Organisation Data Service (ODS) and lookups of the Office for National Statistics (ONS).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from insight.model import Break
from insight.traits import SourceTraits
from loaders.errors import LayoutChanged
from loaders.read.plain_tables import opening
from loaders.reference import Reference
from loaders.source import Raw, Release, SourceInfo, Tables, Wanted, Web
from loaders.sources.register import list_sizes, publications
from loaders.sources.register.layouts import LAYOUTS

SOURCE = SourceInfo(
    id="register",
    title="NHS organisation register",
    publisher="NHS England, Organisation Data Service",
    page="https://www.odsdatasearchandexport.nhs.uk/",
    licence="Open Government Licence v3.0",
    attribution=(
        "Contains information from NHS England and the Office for National Statistics, licensed under the "
        "Open Government Licence v3.0."
    ),
    version=7,
    traits=SourceTraits(
        order=2,
        brings=("facts", "orgs", "membership", "successions", "vintages", "footprints", "lineage", "small_area_homes"),
        themes=(),
        taking_part=(),
        trust_categories=(),
    ),
)
_OUR_NAME = re.compile(
    r"(?<![a-z])(?:epraccur|etr|ets|epcmem|succ|succarc|gp-reg-pat-prac-(?:all|map))(?![a-z])", re.IGNORECASE
)
_SHOWN = 80
"""Characters of a row that a sentence shows."""
_REWRITTEN = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}|\d\.\d+E\+\d+")
"""A day as spreadsheet programs write it again."""
MEASURES = (list_sizes.REGISTERED_PATIENTS,)
BREAKS: tuple[Break, ...] = ()


def releases(web: Web) -> Iterable[Wanted]:
    """The built-in code lists, the ODS reports of today, then the newest month of practice mappings and list sizes.

    Raises SourceUnavailable when the index pages of the monthly publication do not answer; what came before stands.
    """
    yield from publications.BUILT_IN
    yield from publications.ODS_REPORTS
    yield from publications.newest_month(web)


def recognise(raw: Raw, reference: Reference) -> Release | None:
    """What a register file is, by its header or the shape of its first rows; None if it is no register file.

    Raises NotUsable for files that have nothing to add, LayoutChanged for ones that do not hold what they should.
    """
    rows = opening(raw)
    layout = next((each for each in LAYOUTS.values() if each.fits(rows)), None) if rows else None
    if layout is None and rows and _OUR_NAME.search(raw.name):
        expected = "the columns of a register, as published (docs/fetching.md), with days such as 20260401"
        rewritten = next((cell for row in rows for cell in row if _REWRITTEN.fullmatch(cell)), "")
        found = f"a first row of {len(rows[0])}, {', '.join(rows[0])[:_SHOWN]!r}"
        raise LayoutChanged(raw.name, expected, f"{found}, with days such as {rewritten}" if rewritten else found)
    return layout.recognise(raw, reference) if layout else None


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """Organisations, memberships, code lists or facts, as the kind of file has it. Raises LayoutChanged."""
    return LAYOUTS[release.details["layout"]].tidy(raw, release, reference)
