"""The survey files look as the publisher's of their year do."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest

LEVELS = {
    **dict.fromkeys(range(2018, 2022), ("National", "CCG", "Practice")),
    **dict.fromkeys(range(2022, 2025), ("National", "ICS", "PCN", "Practice")),
    **dict.fromkeys((2025, 2026), ("National", "Region", "ICS", "PCN", "Practice")),
}
SHARED = Path(os.environ.get("INSIGHT_SHARED_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))


def _questions(header: list[str]) -> list[str]:
    found = [re.sub(r"_\d+$", "", name.partition(".")[0]) for name in header if "." in name]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("year", LEVELS)
def test_each_year_has_its_levels(publication: Path, year: int) -> None:
    names = [path.name for path in publication.iterdir() if path.name.startswith("GPPS") and str(year) in path.name]
    joint = " " if year == 2018 else "_"
    assert sorted(names) == sorted(
        joint.join(("GPPS", str(year), level, "data", "(weighted)", "(csv)", "PUBLIC.csv")) for level in LEVELS[year]
    )


@pytest.mark.parametrize(
    ("year", "level", "identity"),
    [
        (2018, "Practice", "Practice_Code Practice_Name CCG_Code CCG_Name"),
        (2021, "CCG", "CCG_Code CCG_Name STP_Code STP_Name CR_Code CR_Name"),
        (
            2022,
            "Practice",
            "practice_code practice_name pcn_code pcn_name ics_code ics_code_ons ics_name cr_code cr_name",
        ),
        (2023, "ICS", "ics_code ics_code_ons ics_name cr_code cr_name"),
        (
            2025,
            "Practice",
            "ad_practicecode ad_practicename ad_icscode ad_icsname ad_icscodeons ad_commissioningregioncode "
            "ad_commissioningregionname ad_pcncode ad_pcnname",
        ),
        (
            2025,
            "ICS",
            "ad_icscode ad_icsname ad_icscodeons ad_commissioningregioncode ad_commissioningregionname",
        ),
        (2025, "National", "national"),
    ],
)
def test_identity_columns_come_first_then_forms_and_rate(survey, year: int, level: str, identity: str) -> None:
    expected = [*identity.split(), "distributed", "received", "resprate"]
    assert survey(year, level).header[: len(expected)] == expected


def test_the_national_file_has_one_row_and_no_code(survey) -> None:
    for year in LEVELS:
        assert survey(year, "National").text("national") == ["1"]


def test_only_the_practice_file_of_2022_starts_with_a_byte_order_mark(publication: Path) -> None:
    marked = [path.name for path in publication.glob("GPPS*") if path.read_bytes().startswith(b"\xef\xbb\xbf")]
    assert marked == ["GPPS_2022_Practice_data_(weighted)_(csv)_PUBLIC.csv"]


def test_population_is_last_in_2025_and_follows_the_response_rate_in_2026(survey) -> None:
    for level in LEVELS[2025]:
        assert survey(2025, level).header[-1] == "popsize"
        header = survey(2026, level).header
        assert header[header.index("resprate") + 1] == "popsize"
        assert header[-1] != "popsize"


def test_2026_writes_no_nought_before_the_point_and_fifteen_digits(survey) -> None:
    share = survey(2026, "Practice").text("overallexp.pcteval")
    shown = [cell for cell in share if cell not in ("-97", "1")]
    assert all(cell.startswith(".") for cell in shown)
    assert max(len(cell) - 1 for cell in shown) == 15
    counts = survey(2026, "ICS").text("overallexp.counteval")
    assert max(len(cell.replace(".", "")) for cell in counts) == 15


def test_2025_writes_noughts_and_nine_decimals(survey) -> None:
    share = [cell for cell in survey(2025, "Practice").text("overallexp.pcteval") if cell not in ("-97", "1")]
    assert all(re.fullmatch(r"0\.\d{1,9}", cell) for cell in share)
    assert max(map(len, share)) == 11


def test_letters_change_case_with_the_year(survey) -> None:
    assert "Q28_12pct" in survey(2018, "Practice").header
    assert "Q28ci_lower_wil" in survey(2022, "ICS").header
    assert "q28_12pct" in survey(2023, "Practice").header


def test_limits_come_with_2022(survey) -> None:
    for year in range(2018, 2022):
        assert not [name for name in survey(year, "Practice").header if "wil" in name]


def test_numbered_files_hold_all_counts_then_all_proportions_then_all_limits(survey) -> None:
    results = survey(2023, "Practice").header[12:]
    kind = ["limit" if "ci_" in name else "share" if name.endswith("pct") else "count" for name in results]
    assert kind == sorted(kind, key=["count", "share", "limit"].index)
    assert results[:8] == ["q3base", "q3_1234base", "q3_1", "q3_2", "q3_3", "q3_4", "q3_5", "q3_12"]
    assert "q30_recoded_base" in results
    assert "q30_recoded_124base" in results
    assert "q32_123base" in results


def test_questions_of_2025_are_those_of_the_real_files(survey) -> None:
    """By name, in order, and modelled questions with every column; the real files are read where they lie."""
    for level, number in (("National", 69), ("Practice", 60)):
        path = SHARED / "gpps" / f"GPPS_2025_{level}_data_(weighted)_(csv)_PUBLIC.csv"
        ours = survey(2025, level).header
        assert len(_questions(ours)) == number
        if not path.is_file():
            pytest.skip("real survey files are not beside the repository (INSIGHT_SHARED_DATA)")
        with path.open(encoding="utf-8-sig", newline="") as stream:
            real = next(csv.reader(stream))
        assert _questions(ours) == _questions(real)
        assert [name for name in real if name in set(ours)] == ours
        for question in ("overallexp", "localgpservicesphone", "healthsupport", "lastgpapptwait"):
            assert [name for name in ours if name.startswith((f"{question}.", f"{question}_"))] == [
                name for name in real if name.startswith((f"{question}.", f"{question}_"))
            ]


def test_2026_asks_about_choice_and_frailty(survey) -> None:
    for level in LEVELS[2026]:
        asked = set(_questions(survey(2026, level).header))
        assert {"choicereferral", "choiceright", "dv_frailty"} <= asked
        assert not {"choicereferral", "dv_frailty"} & set(_questions(survey(2025, level).header))


def test_dental_and_accessible_information_are_not_in_the_practice_file(survey) -> None:
    assert "dentalserviceoverall.pcteval" in survey(2025, "ICS").header
    assert not [name for name in survey(2025, "Practice").header if name.startswith(("dental", "ais"))]


def test_names_of_systems_as_each_year_wrote_them(survey) -> None:
    assert any("\N{NO-BREAK SPACE}" in name for name in survey(2022, "ICS").text("ics_name"))
    names = survey(2025, "ICS").text("ad_icsname")
    assert "LANCASHIRE AND SOUTH CUMBRIA INTEGRATED CARE SYSTEM" in names
    assert "NORTH WEST COMMISSIONING REGION" in survey(2025, "Region").text("ad_commissioningregionname")


@pytest.mark.parametrize(
    ("year", "code", "ons"),
    [(2022, "QOP", "E54000007"), (2023, "QOP", "E54000057"), (2025, "QNX", "E54000064"), (2026, "QRL", "E54000067")],
)
def test_ons_codes_are_those_of_the_year(survey, year: int, code: str, ons: str) -> None:
    prefix = "ad_ics" if year >= 2024 else "ics_"
    columns = (f"{prefix}code", f"{prefix}codeons" if year >= 2024 else f"{prefix}code_ons")
    file = survey(year, "ICS")
    assert dict(zip(file.text(columns[0]), file.text(columns[1]), strict=True))[code] == ons


@pytest.mark.parametrize(("year", "number"), [(2022, 42), (2025, 42), (2026, 36)])
def test_there_are_as_many_systems_as_there_were(survey, year: int, number: int) -> None:
    assert len(survey(year, "ICS").rows) == number


def test_2026_has_codes_of_five_characters(survey) -> None:
    assert {"D7T5G", "S0E4D", "Z9B2Z"} <= set(survey(2026, "Practice").text("ad_icscode"))
