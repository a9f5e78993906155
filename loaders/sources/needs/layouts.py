"""All the kinds of files about needs we know, each with how to tell it, and how to read it or why not: one row a kind."""

from __future__ import annotations

from loaders.errors import LoadingError
from loaders.read.file_kinds import FileKind, headed, unused, with_columns
from loaders.read.plain_tables import Rows, opening
from loaders.read.sheets import open_book
from loaders.source import Raw
from loaders.sources.needs import census, fingertips, icb_summary, indices, list_ages, prevalence, rurality
from loaders.sources.needs.declared import attribution

_QOF_SHEETS = ("Title sheet", "DEM", "SMOK")


def layout_of(raw: Raw) -> FileKind | None:
    """The first kind a file is of, by its first row or by its sheets; None if it is none of ours."""
    rows = opening(raw)
    return next((layout for layout in LAYOUTS.values() if layout.fits(rows)), None) or _of_workbook(raw)


def _of_workbook(raw: Raw) -> FileKind | None:
    """Workbooks of the indices: their first sheet holds notes."""
    if not raw.name.lower().endswith((".xlsx", ".xlsm")):
        return None
    try:
        if set(_QOF_SHEETS) <= set(open_book(raw).names):
            return LAYOUTS["qof_workbook"]
        if icb_summary.fits(raw):
            return LAYOUTS["icb_summary"]
        return LAYOUTS["indices"] if indices.sheet_of(raw) else None
    except LoadingError:
        return None  # a damaged workbook is nobody's


def _by_sheets(rows: Rows) -> bool:
    """No first row tells such a file."""
    return False


LAYOUTS = {
    layout.name: layout
    for layout in (
        FileKind("fingertips", with_columns("indicator id", "area code", "area type", "time period"), fingertips.identify, fingertips.tidy, attribution("ohid")),
        FileKind("prevalence", with_columns("practice_code", "group_code", "register", "patient_list_type"), prevalence.identify, prevalence.tidy, attribution("nhs_england")),
        FileKind("list_ages", headed(list_ages.fits), list_ages.identify, list_ages.tidy, attribution("nhs_england")),
        FileKind("census", headed(census.fits), census.identify, census.tidy, attribution("ons")),
        FileKind("rurality", with_columns("lsoa21cd", "ruc21cd"), rurality.identify, rurality.tidy, attribution("ons")),
        FileKind("indices", headed(indices.fits), indices.identify, indices.tidy, attribution("mhclg")),
        FileKind("icb_summary", _by_sheets, icb_summary.identify, icb_summary.tidy, attribution("mhclg")),
        unused(
            "qof_workbook", _by_sheets,
            "workbooks of the Quality and Outcomes Framework repeat its CSVs; take PREVALENCE_...csv.",
        ),
        unused(
            "qof_indicators", with_columns("indicator_code", "group_code", "patient_list_type"),
            "it explains the codes of the Quality and Outcomes Framework; nothing to load.",
        ),
        unused(
            "qof_points", with_columns("practice_code", "revised_maximum_points"),
            "points are about payment, not about what patients need; nothing to load.",
        ),
        unused("qof_checks", with_columns("practice_code", "validation_rule"), "it lists checks of the publisher; nothing to load."),
        unused(
            "qof_achievement", with_columns("practice_code", "indicator_code", "measure", "value"),
            "achievement is about payment, with patients taken out; prevalence (PREVALENCE_...csv) is what is loaded.",
        ),
    )
}  # fmt: skip
"""By name, in the order they are tried."""
