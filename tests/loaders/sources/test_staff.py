"""NHS Staff Survey: every oracle of the published workbooks of 2024 is met exactly, and every invented figure comes out as a hand works it out."""

from __future__ import annotations

import math
import zipfile
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from insight.model import ENGLAND, Level
from insight.traits import Serves
from loaders.errors import LayoutChanged
from loaders.read.sheets import open_book
from loaders.sources import staff
from loaders.sources.staff.tables import TRUSTS, asked, measured
from loaders.sources.staff.workbook import Results, read_results
from tests.loaders.built_in import LISTS
from tests.loaders.sources.published_files import published, raw_file
from tests.loaders.sources.staff_files import (
    FIVE_YEARS,
    HIDDEN_AT,
    NATIONAL,
    OLDER,
    autumn,
    facts,
    figure,
    five_years,
    national,
    organisations,
    recognised,
    tables,
    written,
)
from tests.loaders.sources.staff_files import TRUSTS as TRUSTS_FILE

REAL_NATIONAL = "staff/NSS24 detailed spreadsheets national results.xlsx"
REAL_TRUSTS = "staff/NSS24 detailed spreadsheets organisational results.xlsx"


@cache
def real_facts(name: str) -> pd.DataFrame:
    return facts(published(name))


@cache
def real(name: str) -> Results:
    raw = published(name)
    return read_results(raw.name, open_book(raw))


def shown(results: Results, code: str, who: str) -> list[object]:
    """The cells of one question, measure or not, of the place whose row has this code or name."""
    page, block = next((page, block) for page in results.pages for block in page.blocks if block.code == code)
    row = next(row for cells, row in page.named.items() if who in (cells[0], cells[2]))
    return [page.sheet.cell(row, block.first + at) for at in range(len(block.headings))]


# England 2024: value and number of answers.
ENGLAND_ORACLE = {
    "engagement": (6.846145572599248, 745_006), "morale": (5.9594, 745_275), "burnout_score": (5.0420, 744_315),
    "pp1": (7.2784, None), "pp2": (5.9865, None), "pp3": (6.6915, None), "pp4": (6.1381, None), "pp5": (5.6678, None),
    "pp6": (6.3126, None), "pp7": (6.8020, None), "recommend_care": (64.2825, 740_713), "recommend_work": (60.8014, 741_224),
    "care_top_priority": (74.3848, 741_820), "acts_on_concerns": (70.9189, 740_610), "speak_up": (61.8228, 740_368),
    "enough_staff": (34.0136, 742_890),
}  # fmt: skip

# Systems and regions are named in the file; the codes are ours.
AREA_ORACLE = {
    ("recommend_care", "QH8"): (45.2564, 8_592),  # Mid and South Essex
    ("recommend_care", "QNQ"): (74.6468, 8_836),  # Frimley
    ("recommend_care", "QUY"): (74.3713, 13_631),  # Bristol, North Somerset and South Gloucestershire
    ("recommend_care", "QF7"): (66.2322, 26_642),  # South Yorkshire: not the board's own staff
    ("recommend_care", "QOP"): (63.03, 41_404),  # Greater Manchester
    ("engagement", "QH8"): (6.264962426754357, 8_639),
    ("engagement", "QMJ"): (7.096314875248072, 29_022),  # North Central London
    ("engagement", "QOP"): (6.831058041183642, 41_726),
    ("recommend_work", "Y56"): (65.6494, 132_847),  # London
    ("recommend_work", "Y61"): (56.1259, 66_083),  # East of England
}

TRUST_ORACLE = {
    ("recommend_work", "RRV"): (79.382476, 4_395), ("recommend_care", "RRV"): (85.955757, 4_397),
    ("recommend_work", "R0A"): (59.714170, 13_106), ("recommend_care", "R0A"): (65.604228, 13_096),
    ("recommend_work", "RDY"): (70.272047, 3_278), ("recommend_care", "RDY"): (73.894679, 3_275),
    ("recommend_work", "RX6"): (47.604506, 1_510), ("recommend_care", "RX6"): (65.879068, 1_508),
    ("engagement", "RRV"): (7.347027, None), ("engagement", "R0A"): (6.792763, None), ("engagement", "RY6"): (6.948851, None),
    ("engagement", "R1F1"): (6.490797, None), ("engagement", "R1F2"): (6.049357, None), ("pp1", "RRV"): (7.512700651878092, 4_412),
}  # fmt: skip


def _holds(row: pd.Series, value: float, people: int | None) -> None:
    # As many decimals as the oracle prints.
    decimals = len(repr(value).partition(".")[2])
    assert row["value"] == pytest.approx(value, abs=0.5001 * 10**-decimals)
    assert people is None or row["respondents"] == people


@pytest.mark.parametrize("name", ENGLAND_ORACLE)
def test_england_is_met(name: str) -> None:
    _holds(figure(real_facts(REAL_NATIONAL), name, ENGLAND), *ENGLAND_ORACLE[name])


@pytest.mark.parametrize(("name", "org"), AREA_ORACLE)
def test_systems_and_regions_are_met_under_their_codes(name: str, org: str) -> None:
    row = figure(real_facts(REAL_NATIONAL), name, org)
    _holds(row, *AREA_ORACLE[name, org])
    assert row["level"] == (Level.REGION if org.startswith("Y") else Level.FOOTPRINT)


@pytest.mark.parametrize(("name", "org"), TRUST_ORACLE)
def test_trusts_are_met(name: str, org: str) -> None:
    row = figure(real_facts(REAL_TRUSTS), name, org)
    _holds(row, *TRUST_ORACLE[name, org])
    assert row["level"] == Level.TRUST


def test_a_part_of_a_score_is_met() -> None:
    results = real(REAL_NATIONAL)
    (england,) = (who for who in results.places if not who[1])
    said = results.answers("raising_concerns", [england])[england]
    assert said.figures and said.figures[0] == pytest.approx(6.4458, abs=5e-5)
    assert said.base == 738_512


@pytest.mark.parametrize(
    ("code", "answers", "percent"),
    [
        ("Q14a", 1, 25.0825), ("Q14b", 1, 9.4613), ("Q14c", 1, 17.5554), ("Q16a", -1, 9.2525), ("Q11c", -1, 41.6346),
        ("Q25d", 3, 64.2825),
    ],
)  # fmt: skip
def test_questions_that_are_no_measure_stand_under_their_own_heading(code: str, answers: int, percent: float) -> None:
    """At least once is all but "Never"; "yes" is the first of two; agreement the last two of five."""
    *found, _ = shown(real(REAL_NATIONAL), code, "")
    numbers = [float(str(each)) for each in found]
    assert (numbers[0] if answers < 0 else sum(numbers[answers:])) == pytest.approx(percent, abs=5.1e-5)


def test_the_board_of_a_footprint_as_an_employer_is_nobodys_figure() -> None:
    """QF7 stands in the organisational workbook too, with 49.4% of 635: the board's own staff."""
    *found, base = shown(real(REAL_TRUSTS), "Q25d", "QF7")
    assert (float(str(found[3])) + float(str(found[4])), base) == (pytest.approx(49.448819, abs=5e-7), 635)
    everyone = real_facts(REAL_TRUSTS)
    assert set(everyone["level"]) == {"trust"}
    assert "QF7" not in everyone.index.get_level_values("org")


def test_fewer_than_ten_answers_are_a_mark() -> None:
    assert set(map(str, shown(real(REAL_TRUSTS), "Q13d", "0AR"))) == {"-"}


def test_the_whole_of_both_workbooks_is_read() -> None:
    england, trusts = real(REAL_NATIONAL), real(REAL_TRUSTS)
    codes = {block.code for page in england.pages for block in page.blocks}
    assert (len(england.places), len(trusts.places), len(codes)) == (171, 263, 124 + 30)
    assert len([who for who in trusts.places if TRUSTS.fullmatch(who[2].casefold())]) == 210
    one = real_facts(REAL_NATIONAL).xs("engagement", level="name")
    assert one["level"].value_counts().to_dict() == {"footprint": 42, "region": 7, "england": 1}


@pytest.mark.parametrize(
    ("name", "code", "who", "cells"),
    [
        (REAL_NATIONAL, "Q25d", "", {3: 46.5347, 4: 17.7478, 5: 740_713}),
        (REAL_NATIONAL, "Staff Engagement", "Greater Manchester", {0: 6.831058041183642, 1: 41_726}),
        (REAL_NATIONAL, "E_1", "Greater Manchester", {0: 6.917183757751423, 1: 41_066}),
        (REAL_TRUSTS, "Q25c", "RRV", {0: 2.4892956102620243, 1: 4.107930165384376, 2: 14.020297963591211, 3: 43.39264105324634, 4: 35.989835207516066, 5: 4_395}),
        (REAL_TRUSTS, "PP1_1", "RRV", {0: 7.911162402725252, 1: 4_399}), (REAL_TRUSTS, "PP1_2", "RRV", {0: 7.136518397478696, 1: 4_408}),
    ],
)  # fmt: skip
def test_rows_are_read_cell_by_cell(name: str, code: str, who: str, cells: dict[int, float]) -> None:
    found = shown(real(name), code, who)
    assert {at: float(str(found[at])) for at in cells} == pytest.approx(cells, abs=5.1e-5)


def test_answers_without_those_to_whom_a_question_does_not_apply() -> None:
    *found, _ = (float(str(each)) for each in shown(real(REAL_NATIONAL), "Q6a", ""))
    agree, applies = found[3] + found[4], 100 - found[5]
    assert (round(agree, 2), round(100 * agree / applies, 2)) == (85.24, 87.76)


def test_every_kind_of_organisation_is_there_as_often_as_documented() -> None:
    kinds = pd.Series([who[2].partition(" - ")[0] for who in real(REAL_TRUSTS).places]).value_counts()
    assert sorted(kinds) == sorted([122, 50, 14, 13, 11, 41, 7, 4, 1])
    england = pd.Series([who[1] for who in real(REAL_NATIONAL).places]).value_counts()
    assert (england["ICS"], england["Region"], england["Occupation group"], england["Age"]) == (42, 7, 42, 6)


def test_answers_add_up_to_systems_and_england_and_shares_do_not() -> None:
    """Bases are counts of people; scores of an area cannot be rebuilt from its trusts, so none is ever estimated."""
    areas, trusts = (real_facts(name).xs("engagement", level="name") for name in (REAL_NATIONAL, REAL_TRUSTS))
    membership = tables(published(REAL_TRUSTS))["membership"].set_index("child")["parent"]
    assert trusts["respondents"].sum() == areas.loc[areas["level"].eq("region"), "respondents"].sum() == 745_006
    mine = trusts.assign(home=membership.reindex(trusts.index)).dropna(subset="home")
    systems = areas[areas["level"].eq("footprint")]
    sums = mine.groupby("home")["respondents"].sum()
    assert sums.to_dict() == systems["respondents"].to_dict()
    weighted = mine["value"].mul(mine["respondents"]).groupby(mine["home"]).sum() / sums
    missed = [(means - systems["value"]).abs().max() for means in (weighted, mine.groupby("home")["value"].mean())]
    assert [round(each, 2) for each in missed] == [0.07, 0.25]


def test_groups_of_staff_are_englands() -> None:
    for group, value, people in (("16-20", 6.737437718879062, 4_045), ("66+", 7.151577453626604, 13_406)):
        found = facts(published(REAL_NATIONAL), f"age={group}")
        _holds(figure(found, "engagement", ENGLAND), value, people)
        assert set(found["level"]) == {"england"}


def test_trusts_are_placed_in_their_system_and_ambulance_trusts_in_none() -> None:
    membership = tables(published(REAL_TRUSTS))["membership"]
    home = dict(zip(membership["child"], membership["parent"], strict=True))
    assert (home["R1F1"], home["RRV"], len(home)) == ("QRL", "QMJ", 199)
    assert set(membership["vintage"]) == {"icb-2022"}
    assert not {"R1F2", "RX6"} & set(home)


@pytest.mark.parametrize(
    ("file", "book"), [(NATIONAL, national), (TRUSTS_FILE, organisations), (OLDER, lambda: organisations(2021)), (FIVE_YEARS, five_years)]
)  # fmt: skip
def test_the_invented_files_are_the_invented_workbooks(file: Path, book, tmp_path: Path) -> None:
    assert written(tmp_path, book()).read() == file.read_bytes()


@pytest.mark.parametrize(
    ("file", "id", "year"),
    [(NATIONAL, "staff.2024.national", 2024), (TRUSTS_FILE, "staff.2024.organisations", 2024), (OLDER, "staff.2021.organisations", 2021)],
)  # fmt: skip
def test_a_release_is_told_by_its_content(file: Path, id: str, year: int, tmp_path: Path) -> None:
    elsewhere = tmp_path / "NSS19 copy.xlsx"
    elsewhere.write_bytes(file.read_bytes())
    release = recognised(raw_file(elsewhere))
    assert (release.id, (release.start, release.end)) == (id, autumn(year))
    assert release.details["doubt"] == f"its name is of 2019, and its results are of {year}"
    assert recognised(raw_file(file)).details["doubt"] == ""


def test_a_question_keeps_its_measure_when_its_number_moves() -> None:
    """ "Top priority" is Q21a in 2021 and Q25a in 2024; Q23a, its number between, is the appraisal now."""
    codes = {name: asked()[name].codes for name in measured()}
    assert [codes["care_top_priority"][year] for year in (2021, 2022, 2024)] == ["Q21a", "Q23a", "Q25a"]
    then = figure(facts(raw_file(OLDER)), "care_top_priority", "RZ1")
    assert (then["value"], then["respondents"]) == (50, 497)  # place 0, ninth question: 40 + 10 of 500 - 3


def test_a_hidden_answer_is_a_status() -> None:
    org, name = HIDDEN_AT
    row = figure(facts(raw_file(TRUSTS_FILE)), name, org)
    assert row["status"] == "suppressed" and math.isnan(row["value"]) and math.isnan(row["respondents"])


def test_percentages_of_five_years_are_fractions_there_and_a_new_trust_has_no_past() -> None:
    found = facts(raw_file(FIVE_YEARS))
    assert sorted(found.loc[[("recommend_care_over_time", "RZ1")]]["value"]) == pytest.approx([55, 56])
    new = found.xs("RZ4", level="org")
    assert set(new["start"]) == {autumn(2025)[0]}
    rate = figure(found, "response_rate", "RZ4")
    assert (rate["value"], rate["respondents"]) == (pytest.approx(76), 939)


def test_one_release_of_five_years_takes_the_place_of_the_one_before() -> None:
    release = recognised(raw_file(FIVE_YEARS))
    assert (release.id, release.end) == ("staff.over_time", autumn(2025)[1])


def test_measures_are_of_staff_and_never_added_up() -> None:
    for measure in staff.MEASURES:
        assert not measure.additive and measure.traits.serves is Serves.STAFF
    assert "Open Government" not in staff.SOURCE.licence + staff.SOURCE.attribution
    assert "no licence" in staff.SOURCE.attribution


def test_no_line_joins_two_years_that_were_weighted_apart() -> None:
    joined = {each.measure for each in staff.BREAKS}
    assert {f"staff.{name}" for name in measured()} == joined
    assert {each.date.year for each in staff.BREAKS} == {2022, 2023, 2024, 2025}


def test_the_publishers_archive_is_read_as_the_workbooks_in_it(tmp_path: Path) -> None:
    path = tmp_path / "NSS24-Detailed-spreadsheets.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in (NATIONAL, TRUSTS_FILE):
            archive.write(file, f"NSS24 Detailed spreadsheets/{file.name}")
        archive.writestr("NSS24 Detailed spreadsheets/read me.txt", "INVENTED")
    assert recognised(raw_file(path)).id == "staff.2024.detailed"
    whole, parts = tables(raw_file(path)), [tables(raw_file(file)) for file in (NATIONAL, TRUSTS_FILE)]
    for name in ("facts", "orgs", "membership"):
        apart = pd.concat([part[name] for part in parts if name in part], ignore_index=True)
        ours = whole[name].drop(columns="release", errors="ignore")
        pd.testing.assert_frame_equal(ours, apart.drop(columns="release", errors="ignore"))


@pytest.mark.parametrize("file", [NATIONAL, TRUSTS_FILE], ids=["national", "organisations"])
def test_one_workbook_in_an_archive_is_told_and_read_as_if_it_came_alone(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "packed.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(file, file.name)
    assert recognised(raw_file(path)) == recognised(raw_file(file))
    packed, alone = tables(raw_file(path)), tables(raw_file(file))
    assert set(packed) == set(alone)
    for name, rows in alone.items():
        pd.testing.assert_frame_equal(packed[name], rows)


def test_an_archive_of_two_years_is_refused_and_that_of_another_publisher_is_not_ours(tmp_path: Path) -> None:
    both, other = tmp_path / "both.zip", tmp_path / "other.zip"
    for path, files in ((both, (NATIONAL, OLDER)), (other, ())):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.csv", "1")
            for file in files:
                archive.write(file, file.name)
    with pytest.raises(LayoutChanged, match="results of 2021 as well"):
        staff.recognise(raw_file(both), LISTS)
    assert staff.recognise(raw_file(other), LISTS) is None
