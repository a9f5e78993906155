"""A lost column that takes figures or placings away is told, in every source alike; files of their own time are told nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.declared import of_every_source
from loaders.errors import LayoutChanged
from loaders.read.file_reader import check, say
from loaders.source import Raw, discover
from tests.loaders.built_in import lists_of
from tests.loaders.mutations.documents import take_apart
from tests.loaders.mutations.harness import GOLDEN

SOURCES = discover()


def _said(source: str, file: Path) -> str:
    raw, lists = Raw(file, file.name, f"folder:{file.name}"), lists_of(source)
    release = SOURCES[source].recognise(raw, lists)
    assert release is not None
    return say(
        release,
        check(SOURCES[source].tidy(raw, release, lists), SOURCES[source], release, lists),
        lists,
        SOURCES[source].MEASURES,
    )


@pytest.mark.parametrize(
    ("source", "file", "sheet", "heading", "says"),
    [
        ("fft", "INVENTED FFT A&E July 2025.xlsm", "Trusts", "ICB Code", "it does not say in which ICB or STP its trusts lie"),
        ("fft", "INVENTED FFT A&E July 2025.xlsm", "Sites", "ICB Code", "it does not say in which ICB or STP its sites lie"),
        ("fft", "INVENTED FFT A&E July 2025.xlsm", "Sites", "Trust Code", "it does not say to which trusts its sites belong"),
        ("fft", "INVENTED FFT A&E July 2025.xlsm", "Sites", "Total Eligible", "how many patients of its sites were eligible"),
        ("fft", "INVENTED FFT GP March 2023.xlsm", "GP practice level", "ICB Code", "in which ICB or STP its practices lie"),
        ("fft", "INVENTED FFT Outpatient June 2022.xlsm", "Orgs", "STP Code", "in which ICB or STP its trusts lie"),
        ("fft", "INVENTED FFT Outpatient June 2022.xlsm", "Orgs", "Mode SMS", "how many answered by sms"),
        ("fft", "INVENTED FFT Inpatient June 2015.xls", "Sites", "Response Rate", "how many were eligible or what share"),
        ("fft", "INVENTED FFT Inpatient June 2015.xls", "Trusts", "Trust Code", "it has no figures of each trust"),
        ("gpps", "INVENTED GPPS 2025 Practice data (weighted).csv", "", "ad_icscode", "in which STP or ICB its practices lie"),
        ("gpps", "INVENTED GPPS 2025 Practice data (weighted).csv", "", "ad_pcncode", "to which networks its practices belong"),
        ("gpps", "INVENTED GPPS 2021 Practice data (weighted).csv", "", "stp_code", "in which STP or ICB its practices lie"),
        ("gpps", "INVENTED GPPS 2025 Practice data (weighted).csv", "", "ad_practicename", "does not name most of its practices"),
        ("gpps", "INVENTED GPPS 2025 PCN data (weighted).csv", "", "ad_commissioningregioncode", "in which region its networks lie"),
        ("gpps", "INVENTED GPPS 2025 ICS data (weighted).csv", "", "ad_commissioningregioncode", "in which region its areas lie"),
        ("complaints", "INVENTED KO41a 2024-25 Org Level.csv", "", "ICS_Code", "in which ICB or STP its trusts lie"),
        ("complaints", "INVENTED KO41b 2024-25 Practice Level.csv", "", "ICS Code", "it does not say where its practices lie"),
        ("cqc", "INVENTED 01_September_2026_Latest_ratings.csv", "", "Location ODS Code", "no location is linked to its practice"),
        ("cqc", "INVENTED 01_September_2026_Latest_ratings.csv", "", "Location ONSPD CCG Code", "placed by its postcode"),
        ("cqc", "INVENTED 01_August_2026_HSCA_Active_Locations.csv", "", "Location ODS Code", "linked to its practice"),
        ("cqc", "INVENTED 01_August_2026_HSCA_Active_Locations.csv", "", "Location Latitude", "no point on a map"),
        ("inpatient", "INVENTED Adult Inpatient Survey 2022.ods", "Trust_Respondents", "tr_rate", "how many of those asked replied"),
    ],
)  # fmt: skip
def test_a_file_that_lost_a_column_says_what_is_lost_with_it(  # noqa: PLR0917
    source: str, file: str, sheet: str, heading: str, says: str, tmp_path: Path
) -> None:
    assert says not in _said(source, GOLDEN / source / file)
    document = take_apart(GOLDEN / source / file)
    for grid in document.grids:
        if not sheet or grid.name == sheet:
            column = next(cells.index(heading) for cells in grid.cells if heading in cells)
            for cells in grid.cells:
                del cells[column : column + 1]
    document.write(tmp_path / file)
    assert says in _said(source, tmp_path / file)


@pytest.mark.parametrize(
    ("source", "file", "is_lost", "says"),
    [
        ("needs", "INVENTED PREVALENCE_2021_v2.csv", lambda row: "COPD" in row, "it has no register of chronic lung disease"),
        ("needs", "INVENTED fingertips 94240 GPs.csv", lambda row: row[6:7] == ["England"], "it has no row of England"),
        ("staff", "INVENTED NSS24 detailed spreadsheets national results.xlsx", lambda row: "Age" in row, "England's results by age"),
    ],
)  # fmt: skip
def test_a_file_that_lost_rows_says_what_is_lost_with_them(
    source: str, file: str, is_lost: Callable[[list[object]], bool], says: str, tmp_path: Path
) -> None:
    assert says not in _said(source, GOLDEN / source / file)
    document = take_apart(GOLDEN / source / file)
    for grid in document.grids:
        grid.rows[:] = [row for row in grid.rows if not is_lost(row.cells)]
    document.write(tmp_path / file)
    assert says in _said(source, tmp_path / file)


def test_a_workbook_without_the_sheet_of_respondents_or_england_says_so(tmp_path: Path) -> None:
    whole = GOLDEN / "inpatient" / "INVENTED Adult Inpatient Survey 2022.ods"
    document = take_apart(whole)
    document.grids[:] = [grid for grid in document.grids if "Respondents" not in grid.name]
    document.write(tmp_path / whole.name)
    assert not _said("inpatient", whole)
    assert "how many answered each is not known" in _said("inpatient", tmp_path / whole.name)
    assert "no sheet of England's respondents" in _said("inpatient", tmp_path / whole.name)


@pytest.mark.parametrize("file", sorted((GOLDEN / "cqc").glob("*.csv")), ids=lambda path: path.name)
def test_a_list_of_its_time_says_nothing_of_columns_that_came_later(file: Path) -> None:
    if "expected" not in file.name:
        assert not _said("cqc", file)


def test_every_row_says_what_is_due_of_whom_and_in_a_sentence_what_is_lost_without() -> None:
    for row in of_every_source("due"):
        assert all(row[name] for name in ("release", "of", "due", "without")), row
        assert not row["least"] or 0 < float(row["least"]) < 1


def test_what_is_said_of_all_in_another_way_is_not_lacking(tmp_path: Path) -> None:
    file = "INVENTED 01_September_2026_Latest_ratings.csv"
    document = take_apart(GOLDEN / "cqc" / file)
    (grid,) = document.grids
    area, payer = (grid.cells[0].index(f"Location {each} CCG Code") for each in ("ONSPD", "Commissioning"))
    place = grid.body[0].cells[grid.cells[0].index("Location ID")]
    for row in grid.body:
        row.cells[payer], row.cells[area] = "", grid.body[0].cells[area]
    document.write(tmp_path / file)
    assert "who pays for it" not in _said("cqc", tmp_path / file), "every place is placed by its postcode"
    for row in grid.body:
        row.cells[area] = "" if place in row.cells else row.cells[area]
    document.write(tmp_path / file)
    assert "some locations lie in no footprint that we know" in _said("cqc", tmp_path / file)


@pytest.mark.parametrize(
    ("england", "practice", "says"),
    [
        ([400, 0.75, 0.175, 200, 100, 20, 30, 40, 10], [400, 0.75, 0.175, 200, 100, 20, 30, 40, 10], ""),
        ([401, 300 / 401, 70 / 401, 200, 100, 20, 30, 40, 11], [400, 0.75, 0.175, 200, 100, 20, 30, 40, 10],
         "the sheet of practices has 400 of England's 401"),
    ],
)  # fmt: skip
def test_practices_that_do_not_make_up_england_say_so(
    england: list[float], practice: list[float], says: str, tmp_path: Path
) -> None:
    name = "INVENTED FFT GP March 2023.xlsm"
    document = take_apart(GOLDEN / "fft" / name)
    for row in document.grids[1].cells[2:4]:
        row[3:] = england if row[2] == "England" else practice
    document.write(tmp_path / name)
    said = _said("fft", tmp_path / name)
    assert says in said and bool(says) == ("of England's" in said)


def test_answers_pasted_a_column_to_the_right_are_refused(tmp_path: Path) -> None:
    name = "INVENTED FFT GP March 2023.xlsm"
    document = take_apart(GOLDEN / "fft" / name)
    row = document.grids[1].cells[3]
    row[6:] = [None, *row[6:-1]]
    document.write(tmp_path / name)
    with pytest.raises(LayoutChanged, match="answers that are all responses together"):
        _said("fft", tmp_path / name)
