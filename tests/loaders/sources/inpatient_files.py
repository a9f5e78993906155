"""What the tests of the trust surveys share: an invented workbook as rows of cells, ways to spoil it, the road to facts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from demo.ods_workbook import Cell, write
from insight.schema import TABLES, conform
from loaders.source import Raw
from tests.loaders.built_in import LISTS
from tests.loaders.sources.families import inpatient
from tests.loaders.sources.published_files import GOLDEN, raw_file

FOLDER = GOLDEN / "inpatient"
FILE = FOLDER / "INVENTED Adult Inpatient Survey 2022.ods"
REAL = "inpatient/Adult-Inpatient-Survey-2022.ods"

Sheets = dict[str, list[list[Cell]]]

# Limits in the order of the file: 90%, 95%, 99.8%, each lower and upper; then band and z.
_HIDDEN = [None, None, None, None, None, None, None, 0, None]
_TRUSTS: dict[str, tuple[str, int, float, dict[str, list[Cell]], dict[str, Cell]]] = {
    "RZ1": ("Invented Larkmead Hospitals", 400, 40.49, {
        "7": [6.5, 6.0, 8.0, 5.8, 8.2, 5.2, 8.8, 4, -0.82],
        "45": [9.1, 8.7, 9.3, 8.6, 9.4, 8.3, 9.7, 4, 0.5],
        "46": [7.2, 7.7, 8.5, 7.6, 8.6, 7.3, 8.9, 1, -3.3],
    }, {"7": 97, "45": 390, "46": 392}),
    "RZ2": ("Invented Tillbrook Hospital", 250, 35.26, {
        "7": _HIDDEN,
        "45": [9.5, 8.6, 9.3, 8.5, 9.4, 8.2, 9.7, 6, 2.2],
        "46": [8.55, 7.7, 8.5, 7.6, 8.6, 7.2, 9.0, 5, 1.7],
    }, {"7": None, "45": 240, "46": 245}),
    "RZ3": ("Invented Ashford Heart Hospital", 610, 51.0, {
        "7": [9.0, 6.2, 7.8, 6.0, 8.0, 5.5, 8.5, 7, 3.9],
        "45": [8.65, 8.7, 9.2, 8.6, 9.3, 8.4, 9.6, 3, -1.8],
        "46": [7.5, 7.8, 8.4, 7.7, 8.5, 7.4, 8.8, 2, -2.9],
    }, {"7": 150, "45": 600, "46": 605}),
}  # fmt: skip
_SECTIONS = {"S02": "7", "S09": "45", "S10": "46"}
_FIELDS = ("mean{}", "ll90{}", "ul90{}", "ll95{}", "ul95{}", "ll99{}", "ul99{}", "band{}", "{}_Zfinal")


def workbook(year: int = 2022) -> Sheets:
    """The invented workbook, in the layout of 2022."""
    asked = ("7", "45", "46")
    keys = [*((f"Q{key}", key) for key in asked), *_SECTIONS.items()]
    return {
        "Guidance": [
            [f"NHS Adult Inpatient Survey {year}"],
            ["Invented for the tests: no trust and no figure in this workbook is real."],
            [f"Patients were eligible if they were discharged during November {year}."],
        ],
        "Key": [["Sheet", "Variable name", "Description and comments"], ["Trust_Scores", "meanQx", "Mean trust score"]],
        "Trust_Respondents": [
            ["TrustCode", "trustname", *(f"Q{key}_tres" for key in asked), "n_tpat", "tr_rate", "age1_tpc"],
            *([code, name, *(base[key] for key in asked), n, rate, 12.5] for code, (name, n, rate, _, base) in _TRUSTS.items()),
        ],
        "Trust_Scores": [
            ["TrustCode", "trustname", "n_tpat", *(field.format(key) for key, _ in keys for field in _FIELDS)],
            *([code, name, n, *(cell for _, of in keys for cell in scores[of])] for code, (name, n, _, scores, _) in _TRUSTS.items()),
        ],
        "National_Respondents": [["Q7_res", "n_pat", "r_rate"], [247.00000000000003, 1260.0000000000002, 42.1]],
        "National_Max&Min": [["Q7_min", "Q7_max"], [6.5, 9.0]],
        "Historical_Comparisonsto2021": [
            ["SurveyYear", "TrustCode", "trustname", "n_tpat_H", "Q7_mean_H", "Q7_Base_unw", "Q7_sig", "Q46_mean_H", "Q46_Base_unw", "Q46_sig"],
            [2021, "RZ1", "Invented Larkmead Hospitals", 390, 6.9, 90, 0, 7.6, 380, -1],
            [2021, "RZ2", "Invented Tillbrook Hospital", 241, None, None, None, 8.4, 230, 0],
        ],
    }  # fmt: skip


def written(folder: Path, sheets: Sheets, name: str = "aip22 invented.ods") -> Raw:
    """Rows of cells as a workbook that has been fetched."""
    path = folder / name
    write(path, sheets.items())
    return raw_file(path)


def spoilt(folder: Path, spoil: Callable[[Sheets], object], name: str = "aip22 invented.ods") -> Raw:
    """The invented workbook after something happened to it."""
    sheets = workbook()
    spoil(sheets)
    return written(folder, sheets, name)


def put(sheets: Sheets, sheet: str, heading: str, cell: Cell, row: int = 1) -> None:
    """Write one cell, found by the heading of its column."""
    sheets[sheet][row][sheets[sheet][0].index(heading)] = cell


def drop(sheets: Sheets, sheet: str, *headings: str) -> None:
    """Take columns away."""
    kept = [at for at, heading in enumerate(sheets[sheet][0]) if heading not in headings]
    sheets[sheet][:] = [[row[at] for at in kept] for row in sheets[sheet]]


def tables(raw: Raw, source: object = inpatient) -> dict[str, pd.DataFrame]:
    """Every table of a file, each through the door of the tidy shape."""
    release = source.recognise(raw, LISTS)  # type: ignore[attr-defined]
    assert release is not None
    found = source.tidy(raw, release, LISTS)  # type: ignore[attr-defined]
    return {name: conform(table, TABLES[name]).to_pandas() for name, table in found.items()}


def facts(raw: Raw, source: object = inpatient) -> pd.DataFrame:
    """The facts of a file, keyed by measure, org and year."""
    frame = tables(raw, source)["facts"]
    frame["year"] = pd.to_datetime(frame["start"]).dt.year
    return frame.set_index(["measure", "org", "year"]).sort_index()
