"""All the kinds of files about needs we know, each with how to tell it, and how to read it or why not: one row a kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from loaders.errors import LoadingError, NotUsable
from loaders.read.plain_tables import header_of, opening
from loaders.read.sheets import open_book
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.needs import census, fingertips, icb_summary, indices, list_ages, prevalence, rurality
from loaders.sources.needs.declared import attribution

Header = tuple[str, ...]
_QOF_SHEETS = ("Title sheet", "DEM", "SMOK")


@dataclass(frozen=True)
class NeedsLayout:
    """One kind of file."""

    name: str
    fits: Callable[[Header], bool]
    identify: Callable[[Raw, Reference], Release]
    tidy: Callable[[Raw, Release, Reference], Tables]
    publisher: str = ""
    """Who publishes such files, in `columns/publishers.csv`; '' for files that are refused."""

    def recognise(self, raw: Raw, reference: Reference) -> Release:
        """What a file of this kind is. Raises NotUsable, LayoutChanged."""
        found = self.identify(raw, reference)
        return replace(found, details={**found.details, "layout": self.name}, attribution=attribution(self.publisher))


def layout_of(raw: Raw) -> NeedsLayout | None:
    """The first kind a file is of, by its first row or by its sheets; None if it is none of ours."""
    header = header_of(opening(raw))
    found = next((layout for layout in LAYOUTS.values() if header and layout.fits(header)), None)
    return found or _of_workbook(raw)


def _of_workbook(raw: Raw) -> NeedsLayout | None:
    """Workbooks of the indices: their first sheet holds notes."""
    if not raw.name.lower().endswith((".xlsx", ".xlsm")):
        return None
    try:
        if set(_QOF_SHEETS) <= set(open_book(raw).names):
            return LAYOUTS["qof_workbook"]
        if icb_summary.fits(raw):
            return LAYOUTS["icb_summary"]
        return LAYOUTS["indices"] if indices.is_workbook(raw) else None
    except LoadingError:
        return None  # a damaged workbook is nobody's


def _unused(name: str, *wanted: str, reason: str) -> NeedsLayout:
    def refuse(raw: Raw, reference: Reference) -> Release:
        raise NotUsable(f"{raw.name}: {reason}")

    def never(raw: Raw, release: Release, reference: Reference) -> Tables:
        raise NotImplementedError(f"{name} is refused when it is recognised")

    return NeedsLayout(name, lambda header: set(wanted) <= set(header), refuse, never)


def _never(header: Header) -> bool:
    return False


LAYOUTS = {
    layout.name: layout
    for layout in (
        NeedsLayout("fingertips", fingertips.fits, fingertips.identify, fingertips.tidy, "ohid"),
        NeedsLayout("prevalence", prevalence.fits, prevalence.identify, prevalence.tidy, "nhs_england"),
        NeedsLayout("list_ages", list_ages.fits, list_ages.identify, list_ages.tidy, "nhs_england"),
        NeedsLayout("census", census.fits, census.identify, census.tidy, "ons"),
        NeedsLayout("rurality", rurality.fits, rurality.identify, rurality.tidy, "ons"),
        NeedsLayout("indices", indices.fits, indices.identify, indices.tidy, "mhclg"),
        NeedsLayout("icb_summary", _never, icb_summary.identify, icb_summary.tidy, "mhclg"),
        _unused(
            "qof_workbook", "no heading: it is told by its sheets",
            reason="workbooks of the Quality and Outcomes Framework repeat its CSVs; take PREVALENCE_...csv.",
        ),
        _unused(
            "qof_indicators", "indicator_code", "group_code", "patient_list_type",
            reason="it explains the codes of the Quality and Outcomes Framework; nothing to load.",
        ),
        _unused(
            "qof_points", "practice_code", "revised_maximum_points",
            reason="points are about payment, not about what patients need; nothing to load.",
        ),
        _unused(
            "qof_checks", "practice_code", "validation_rule",
            reason="it lists checks of the publisher; nothing to load.",
        ),
        _unused(
            "qof_achievement", "practice_code", "indicator_code", "measure", "value",
            reason="achievement is about payment, with patients taken out; prevalence (PREVALENCE_...csv) is what is loaded.",
        ),
    )
}  # fmt: skip
"""By name, in the order they are tried."""
