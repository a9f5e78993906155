"""Needs: each publisher's files become what they say, under whom they name; a cell that cannot be is refused by line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from demo.spreadsheet import SheetRows, write_workbook
from insight.model import Better
from insight.schema import FACTS, SMALL_AREAS, conform
from loaders.errors import LayoutChanged, LoadingError, NotUsable
from loaders.read.cells import one_day
from loaders.source import Raw, Release
from loaders.sources import needs
from loaders.sources.needs import census, indices
from tests.loaders.built_in import LISTS
from tests.loaders.sources.published_files import GOLDEN, raw_file

FOLDER = GOLDEN / "needs"
DEPRIVATION = "INVENTED fingertips 94240 GPs.csv"
SMOKING = "INVENTED fingertips 91547 all area types.csv"
REGISTERS = "INVENTED PREVALENCE_2021_v2.csv"
AGES = "INVENTED gp-reg-pat-prac-quin-age.csv"
CENSUS = "INVENTED census2021-ts021-lsoa.csv"
RURAL = "INVENTED LSOA21_RUC21_EW_LU.csv"
INDEX = "INVENTED File_7_IoD2025_All_Ranks_Scores_Deciles_Population_Denominators.csv"


def _release(raw: Raw) -> Release:
    release = needs.recognise(raw, LISTS)
    assert release is not None
    return release


def _facts(raw: Raw) -> pd.DataFrame:
    return conform(needs.tidy(raw, _release(raw), LISTS)["facts"], FACTS).to_pandas()


def _small_areas(raw: Raw) -> pd.DataFrame:
    return conform(needs.tidy(raw, _release(raw), LISTS)["small_areas"], SMALL_AREAS).to_pandas().set_index("area")


def _changed(folder: Path, name: str, old: str, new: str, *, times: int = 1, called: str = "") -> Raw:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert old in text
    path = folder / (called or name)
    path.write_text(text.replace(old, new, times), encoding="utf-8")
    return raw_file(path)


def test_who_lives_in_a_place_has_no_good_direction() -> None:
    assert {measure.better for measure in needs.MEASURES} == {Better.NEITHER}


@pytest.mark.parametrize(
    ("name", "publisher"),
    [
        (DEPRIVATION, "Office for Health Improvement and Disparities"),
        (REGISTERS, "NHS England"),
        (AGES, "NHS England"),
        (CENSUS, "Office for National Statistics"),
        (RURAL, "Office for National Statistics"),
        (INDEX, "Ministry of Housing, Communities and Local Government"),
    ],
)
def test_each_release_is_attributed_to_who_published_it(name: str, publisher: str) -> None:
    assert publisher in _release(raw_file(FOLDER / name)).attribution


def test_england_stands_once_and_without_its_deprivation_deciles() -> None:
    england = _facts(raw_file(FOLDER / DEPRIVATION)).query("level == 'england'")
    assert list(england["value"]) == [21.8]


def test_areas_have_the_ods_code_at_the_end_of_their_name() -> None:
    facts = _facts(raw_file(FOLDER / SMOKING)).query("level in ['footprint', 'sub_icb', 'region']")
    assert dict(zip(facts["org"], facts["level"], strict=True)) == {
        "QYG": "footprint", "QXU": "footprint", "02P": "sub_icb", "Y62": "region",
    }  # fmt: skip


def test_networks_may_stand_beside_practices_in_one_download(tmp_path: Path) -> None:
    raw = _changed(tmp_path, DEPRIVATION, "Z00001,Invented Surgery,GPs", "U00001,Invented PCN,PCNs (v. 27/10/23)")
    facts = _facts(raw).set_index("org")
    assert facts.loc["U00001", "level"] == "pcn" and "practice" in set(facts["level"])


def test_a_figure_of_borders_that_did_not_stand_yet_is_of_no_footprint() -> None:
    """Greater Manchester took a new border and a new ONS code in July 2022."""
    assert "QOP" not in set(_facts(raw_file(FOLDER / SMOKING))["org"])


def test_a_hidden_figure_is_told_as_hidden(tmp_path: Path) -> None:
    note = "Value suppressed for disclosure control reasons"
    facts = _facts(_changed(tmp_path, DEPRIVATION, "Value missing in source data", note)).set_index("org")
    assert facts.loc["Z00002", "status"] == "suppressed"


def test_the_column_that_compares_with_the_parent_may_have_any_title(tmp_path: Path) -> None:
    raw = _changed(tmp_path, SMOKING, "Column not used", "Compared to ICBs value or percentiles")
    pd.testing.assert_frame_equal(_facts(raw), _facts(raw_file(FOLDER / SMOKING)))


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        (",2025,", ",2025 Q3,", LayoutChanged),
        (",2025,", ",2025/27,", LayoutChanged),
        ("94240,", "336,", NotUsable),
    ],
)
def test_other_periods_and_indicators_are_refused(
    tmp_path: Path, old: str, new: str, error: type[LoadingError]
) -> None:
    with pytest.raises(error):
        needs.recognise(_changed(tmp_path, DEPRIVATION, old, new, times=-1), LISTS)


def test_a_download_of_men_alone_says_whose_figures_are_loaded(tmp_path: Path) -> None:
    path = _changed(tmp_path, DEPRIVATION, "Persons", "Male", times=-1).path
    with pytest.raises(NotUsable, match=r"of some people alone \(.*'Male'\); those of all persons are loaded"):
        needs.recognise(raw_file(path), LISTS)


def test_a_download_without_rows_says_that_there_are_none(tmp_path: Path) -> None:
    path = tmp_path / DEPRIVATION
    path.write_text((FOLDER / DEPRIVATION).read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    with pytest.raises(NotUsable, match="it holds no figures"):
        needs.recognise(raw_file(path), LISTS)


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (DEPRIVATION, ",32.25,", ",abc,", "a number or nothing, found 'abc' in line 5, column value"),
        (DEPRIVATION, ",32.25,", ',"21,7",', "found '21,7' in line 5"),
        (DEPRIVATION, ",32.25,", ",inf,", "found 'inf' in line 5"),
        (DEPRIVATION, "Area Code,Area Name", "Area Name,Area Code", "'Invented Surgery' in line 5"),
        (DEPRIVATION, "Surgery,GPs,", "Surgery,GPx,", "found 'GPx' in line 5"),
        (DEPRIVATION, "Z00001,", "E54000050,", "practices beside their area type, found 'E54000050' in line 5"),
        (SMOKING, ",15.40767,", ",51.40767,", "a value within its limits"),
        (SMOKING, ",514,", ",415,", "the value that count and denominator give"),
        (SMOKING, ",514,", ",,", "a count beside the share, found '' in line 7"),
        (SMOKING, "Smoking prevalence in adults (15+) - current smokers (QOF)", "Dementia", "name of the indicator of that number, found 'Dementia"),
        (SMOKING, "20220000", "20210000", "the year of the time period, .*, found '20210000' in line 2"),
        (SMOKING, ",15.00000,14.31360,15.71328,", ",15.31,14.31360,15.71328,", "the value that count and denominator"),
        (SMOKING, "\n91547,", "\n１２,", "the number of an indicator, found '１２' in line 2"),
        (SMOKING, " - 02P ", "", "an ODS code at the end of the name"),
        (SMOKING, ",15+ yrs,", ",18+ yrs,", "the age that its indicator is about, .*, found '18\\+ yrs' in line 2"),
        (REGISTERS, ",311,", ",31.1,", "a whole number of patients on the register, found '31.1'"),
        (REGISTERS, "Z00001,COPD,", "Z00001,DEM,", "each practice and group once"),
        (AGES, "ZZ,ALL,ALL,", "ZZ,ALL,ALL,1", "to add up to the total of"),
        (CENSUS, ',1300,', ',1299,', "five ethnic groups that add up to all residents"),
        (CENSUS, "E01099911", "E01099910", "each LSOA once"),
        (RURAL, "Urban,1", "Rural,1", "Rural or Urban as the class says"),
        (INDEX, ",2,1,", ",3,1,", "ranks 1 to 20 without a gap"),
        (INDEX, ",1,1,0", ",1,2,0", "the tenth of its rank"),
        (INDEX, ",1400\n", ",1e300\n", "no more than 100,000,000 residents, found '1e300' in line 2"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_is_refused_by_line(tmp_path: Path, name: str, old: str, new: str, says: str) -> None:
    with pytest.raises(LayoutChanged, match=says):
        raw = _changed(tmp_path, name, old, new)
        needs.tidy(raw, _release(raw), LISTS)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (",311,", ",3311,", "more patients on the register than on the list in 1 row, such as line "),
        ("18OV", "17OV", "another list type than its group elsewhere in 1 row"),
        ("Z00001,AF,95,TOTAL,4100\n", "", "a practice without all 8 groups in 7 rows"),
        (",4100", ",4200", "another list than the same practice elsewhere in "),
    ],
)
def test_registers_such_as_no_year_seen_has_wait_for_somebodys_word(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert says in str(_release(_changed(tmp_path, REGISTERS, old, new)).details["doubt"])


def test_a_list_of_nobody_has_no_prevalence(tmp_path: Path) -> None:
    """A practice of students may have nobody of 50 or older."""
    raw = _changed(tmp_path, REGISTERS, "Z00001,COPD,", "Z00009,COPD,0,TOTAL,0\nZ00001,COPD,")
    facts = _facts(raw).set_index("org")
    assert facts.loc["Z00009", "status"] == "not_available" and pd.isna(facts.loc["Z00009", "value"])


@pytest.mark.parametrize(
    "name", ["PREVALENCE_2023.csv", "PREVALENCE.csv", "PREVALENCE_1920.csv", "PREVALENCE_1718.csv"]
)
def test_registers_of_a_year_that_their_name_and_columns_do_not_tell_alike_are_refused(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(LayoutChanged):
        needs.recognise(_changed(tmp_path, REGISTERS, "AF", "AF", called=name), LISTS)


def test_asthma_of_all_ages_is_not_of_a_year_that_asks_from_six(tmp_path: Path) -> None:
    raw = _changed(
        tmp_path, "INVENTED PREVALENCE_1920.csv", "PATIENT_LIST_SIZE", "PRACTICE_LIST_SIZE", called=REGISTERS
    )
    with pytest.raises(LayoutChanged, match="AST over 06OV"):
        needs.tidy(raw, _release(raw), LISTS)


def test_the_index_of_2015_is_that_of_districts_of_2013(tmp_path: Path) -> None:
    """Its LSOAs are those of 2019, and it counts the residents of 2012."""
    text = (FOLDER / INDEX).read_text(encoding="utf-8")
    for old, new in (
        ("code (2021)", "code (2011)"),
        ("code (2024)", "code (2013)"),
        ("mid 2022", "mid 2012 (excluding prisoners)"),
    ):
        text = text.replace(old, new)
    path = tmp_path / "File_7_ID_2015_All_ranks__deciles_and_scores.csv"
    path.write_text(text, encoding="utf-8")
    assert _release(raw_file(path)).id == "needs.imd.2015.residents"
    assert _small_areas(raw_file(path)).loc["E01099910", "share"] == 1.0
    path.rename(tmp_path / "File_7_IoD2019.csv")
    with pytest.raises(LayoutChanged, match="columns of that of 2015"):
        needs.recognise(raw_file(tmp_path / "File_7_IoD2019.csv"), LISTS)


def test_registers_of_two_groups_exchanged_are_refused(tmp_path: Path) -> None:
    text = (FOLDER / REGISTERS).read_text(encoding="utf-8")
    raw = raw_file(tmp_path / REGISTERS)
    raw.path.write_text(text.replace(",DEP,", ",?,").replace(",DM,", ",DEP,").replace(",?,", ",DM,"), encoding="utf-8")
    with pytest.raises(LayoutChanged, match="DEP over 18OV, as in files of its year, found 17OV"):
        needs.tidy(raw, _release(raw), LISTS)


def test_new_diagnoses_of_depression_are_not_its_prevalence() -> None:
    facts = _facts(raw_file(FOLDER / "INVENTED PREVALENCE_2324.csv"))
    of_depression = facts["measure"].eq("needs.qof_depression")
    assert set(facts.loc[of_depression, "status"]) == {"not_available"}
    assert set(facts.loc[~of_depression, "status"]) == {"ok", "low_base"}
    dates = sorted(str(each.date) for each in needs.BREAKS if each.measure == "needs.qof_depression")
    assert dates == ["2023-04-01", "2024-04-01"]


def test_ages_of_one_sex_are_left_out_with_the_file_to_take_instead(tmp_path: Path) -> None:
    path = tmp_path / "gp-reg-pat-prac-sing-age-female.csv"
    path.write_text(
        "EXTRACT_DATE,CCG_CODE,ONS_CCG_CODE,ORG_CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
        "01-Apr-20,16C,E38000247,Z00001,ZZ1 1ZZ,FEMALE,ALL,2\n01-Apr-20,16C,E38000247,Z00001,ZZ1 1ZZ,FEMALE,0,2\n",
        encoding="utf-8",
    )
    with pytest.raises(NotUsable, match="quin-age"):
        needs.recognise(raw_file(path), LISTS)


def test_single_years_of_age_tell_of_the_young_as_well(tmp_path: Path) -> None:
    path = tmp_path / "gp-reg-pat-prac-sing-age-all.csv"
    ages = {"0": 10, "17": 30, "18": 50, "64": 60, "65": 20, "84": 15, "85": 10, "95+": 5}
    rows = [f"01JUL2022,16C,E38000247,Z00001,ZZ1 1ZZ,ALL,{age},{count}" for age, count in {"ALL": 200, **ages}.items()]
    head = "EXTRACT_DATE,SUB_ICB_LOC_CODE,ONS_SUB_ICB_LOC_CODE,ORG_CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS"
    path.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    facts = _facts(raw_file(path)).set_index("measure")
    assert facts["value"].to_dict() == {"needs.age_under18": 20.0, "needs.age_65plus": 25.0, "needs.age_85plus": 7.5}


def test_an_index_without_its_scores_is_still_the_file_of_residents(tmp_path: Path) -> None:
    whole, renamed = raw_file(FOLDER / INDEX), _changed(tmp_path, INDEX, "(IMD) Score", "(IMD) Scor")
    assert _release(renamed) == _release(whole)
    pd.testing.assert_frame_equal(_small_areas(renamed), _small_areas(whole))


def test_the_name_the_columns_and_the_areas_of_an_index_are_of_one_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(LayoutChanged, match=r"the index that its name says, found columns of that of 2025"):
        needs.recognise(_changed(tmp_path, INDEX, "LSOA", "LSOA", called="File_1_-_IMD2019.csv"), LISTS)
    as_2019 = (FOLDER / INDEX).read_text(encoding="utf-8").replace("(2021)", "(2011)").replace("(2024)", "(2019)")
    path = tmp_path / "File_7.csv"
    path.write_text(as_2019, encoding="utf-8")
    assert _release(raw_file(path)).id == "needs.imd.2019.residents"
    monkeypatch.setattr(indices, "_AREAS", {len(_small_areas(raw_file(path))): (2025,)})
    with pytest.raises(
        LayoutChanged, match=r"areas of the index of 2019, as its columns say, found 20, as many as that"
    ):
        _small_areas(raw_file(path))


def test_an_empty_row_above_the_index_changes_nothing(tmp_path: Path) -> None:
    whole = FOLDER / "INVENTED File_1_-_IMD2019_Index_of_Multiple_Deprivation.xlsx"
    book = openpyxl.load_workbook(whole)
    for sheet in book.worksheets:
        sheet.insert_rows(1)
    book.save(tmp_path / whole.name)
    lower = raw_file(tmp_path / whole.name)
    assert _release(lower) == _release(raw_file(whole))
    pd.testing.assert_frame_equal(_small_areas(lower), _small_areas(raw_file(whole)))


def test_a_deprivation_score_is_of_the_year_of_its_index(tmp_path: Path) -> None:
    with pytest.raises(LayoutChanged, match="the one year that its indicator is about"):
        needs.recognise(_changed(tmp_path, DEPRIVATION, ",2025,", ",2019,", times=2), LISTS)


def test_wales_is_left_out() -> None:
    for name in (CENSUS, RURAL):
        assert _small_areas(raw_file(FOLDER / name)).index.str.startswith("E01").all()


def test_a_small_area_is_in_the_most_deprived_fifth_or_not() -> None:
    areas = _small_areas(raw_file(FOLDER / INDEX))
    assert areas["share"].sum() == 4
    assert (areas.at["E01099910", "share"], areas.at["E01099910", "people"]) == (1.0, 1400)


def test_shares_in_place_of_residents_are_refused(tmp_path: Path) -> None:
    """Of every small area the same number: those are percentages, and each would weigh alike."""
    header, first, *_ = (FOLDER / CENSUS).read_text("utf-8").splitlines()
    path = tmp_path / CENSUS
    path.write_text(
        "\n".join([header, *(first.replace("E01099910", f"E01{at:06d}") for at in range(101))]) + "\n", "utf-8"
    )
    with pytest.raises(LayoutChanged, match="1350 everywhere"):
        census.residents(Raw(path, path.name, "folder:x"))


@pytest.mark.parametrize(("areas", "refused"), [(600, True), (599, False)])
def test_ethnic_groups_under_each_others_headings_are_refused_where_no_region_is_so(
    areas: int, refused: bool, tmp_path: Path
) -> None:
    good = (FOLDER / CENSUS).read_text("utf-8").splitlines()
    header = (
        good[0]
        .replace(": Other ethnic group", ": X")
        .replace(': White"', ': Other ethnic group"')
        .replace(": X", ": White")
    )
    rows = [good[1 + at % 2].replace(f"E0109991{at % 2}", f"E01{at:06d}") for at in range(areas)]
    rows[0] = rows[0].replace(",1350,", ",1351,")[:-2] + ",6"
    path = tmp_path / CENSUS
    path.write_text("\n".join([header, *rows, ""]), "utf-8")
    if refused:
        with pytest.raises(
            LayoutChanged, match=r"White the largest group in 600 LSOAs together, found 776,700 under 'ethnic"
        ):
            census.residents(raw_file(path))
    else:
        assert len(census.residents(raw_file(path))) == areas


def test_an_index_that_counts_from_the_least_deprived_is_not_read_as_if_it_did_not(tmp_path: Path) -> None:
    path = tmp_path / INDEX
    path.write_text((FOLDER / INDEX).read_text("utf-8").replace("(where 1 is most", "(where 10 is most"), "utf-8")
    assert needs.recognise(Raw(path, path.name, "folder:x"), LISTS) is None


@pytest.mark.parametrize(
    ("written", "read"),
    [("01/04/2026", date(2026, 4, 1)), ("13/04/2026", date(2026, 4, 13)), ("04/04/2026", date(2026, 4, 4)),
     ("01APR2026", date(2026, 4, 1)), ("04/01/2026", None), ("05/04/2026", None)],
)  # fmt: skip
def test_a_day_that_may_be_a_month_is_refused(written: str, read: date | None) -> None:
    """A program set to the United States saves 1 April as 04/01."""
    cells = pd.Series([written, written])
    if read is not None:
        assert one_day(cells, "x.csv") == read
        return
    with pytest.raises(LayoutChanged, match="day or month first"):
        one_day(cells, "x.csv")


def test_the_scores_of_an_index_need_its_residents(tmp_path: Path) -> None:
    with pytest.raises(LayoutChanged, match="residents beside scores"):
        needs.recognise(_changed(tmp_path, INDEX, "Total population: mid 2022", "Total"), LISTS)


def test_a_workbook_of_registers_says_which_file_to_take(tmp_path: Path) -> None:
    path = tmp_path / "qof-2324-icb-ach-prev-pca.xlsx"
    write_workbook(path, {name: SheetRows([["INVENTED"]]) for name in ("Title sheet", "AF", "DEM", "SMOK")})
    with pytest.raises(NotUsable, match="PREVALENCE"):
        needs.recognise(raw_file(path), LISTS)


@pytest.mark.parametrize("heading", ["REVISED_MAXIMUM_POINTS", "VALIDATION_RULE,RULE_DESCRIPTION"])
def test_what_tells_of_payment_or_checks_is_left_out(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"PRACTICE_CODE,{heading}\nZ00001,{'1,x' if ',' in heading else '567'}\n", encoding="utf-8")
    with pytest.raises(NotUsable, match="nothing to load"):
        needs.recognise(raw_file(path), LISTS)
