"""The NHS Staff Survey: what those who work in the NHS say of it each autumn, for England, regions, systems and trusts."""

from __future__ import annotations

import pandas as pd

from insight.model import Break, Measure
from insight.traits import SourceTraits, TrustType
from loaders.declared import themes
from loaders.read.archive import is_archive
from loaders.read.sheets import open_book
from loaders.reference import Reference
from loaders.source import Raw, Release, SourceInfo, Tables
from loaders.sources.staff import declared, five_years, national, organisations
from loaders.sources.staff.identify import recognise, results_in
from loaders.sources.staff.plan import SITE, releases
from loaders.sources.staff.tables import SOURCE_ID, rows
from loaders.sources.staff.workbook import read_results

SOURCE = SourceInfo(
    id=SOURCE_ID,
    title="NHS Staff Survey",
    publisher="NHS England, Survey Coordination Centre",
    page=f"{SITE}/results/",
    licence="Not stated in the publisher's files: ask the publisher before passing figures on",
    attribution="NHS Staff Survey, NHS England and the Survey Coordination Centre. The publisher's files state no licence.",
    version=1,
    traits=SourceTraits(
        order=3,  # after the surveys of patients
        brings=("facts", "orgs", "membership"),
        themes=themes(SOURCE_ID, rows("themes")),
        taking_part=(
            TrustType.AMBULANCE, TrustType.SPECIALIST, TrustType.COMMUNITY, TrustType.MENTAL_HEALTH, TrustType.ACUTE,
        ),
        trust_categories=(),
    ),
    cautions=declared.CAUTIONS,
)  # fmt: skip

MEASURES: tuple[Measure, ...] = declared.measures()
BREAKS: tuple[Break, ...] = declared.breaks()


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """All that one workbook says, or those in one archive. Raises LayoutChanged, Incomplete."""
    if is_archive(raw):
        parts = [_workbook(member, release, reference) for member, _ in results_in(raw, reference)]
        told = {name: [part[name] for part in parts if name in part] for name in SOURCE.traits.brings}
        return {name: pd.concat(frames) for name, frames in told.items() if frames}
    return _workbook(raw, release, reference)


def _workbook(raw: Raw, release: Release, reference: Reference) -> dict[str, pd.DataFrame]:
    book = open_book(raw)
    if release.details["kind"] == "over_time":
        return five_years.tidy(raw.name, book, release)
    results = read_results(raw.name, book)
    return (national if results.national else organisations).tidy(results, release, reference)
