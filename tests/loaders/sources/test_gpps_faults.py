"""GP Patient Survey: a file that is not what it should be is refused with a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from loaders.errors import Incomplete, LayoutChanged, NotUsable
from loaders.source import Raw
from loaders.sources import gpps
from tests.loaders.sources.gpps_files import LISTS, Rows, cell, facts, invented, spoilt, tables, without, written
from tests.loaders.sources.published_files import raw_file

PRACTICE = invented(2025, "Practice")

FAULTS: dict[str, tuple[Callable[[Rows], object], str]] = {
    "a column stands twice": (
        lambda rows: [row.append(row[rows[0].index("overallexp.pcteval")]) for row in rows],
        r"one column 'overallexp\.pcteval', found 2",
    ),
    "a word": (
        lambda rows: cell(rows, "overallexp.pcteval", "none", 2),
        r"'overallexp\.pcteval', line 3, found 'none'",
    ),
    "a NaN": (lambda rows: cell(rows, "overallexp.counteval", "nan"), r"'overallexp\.counteval', line 2, found 'nan'"),
    "an infinity": (lambda rows: cell(rows, "popsize", "inf"), r"'popsize', line 2, found 'inf'"),
    "a percentage": (lambda rows: cell(rows, "overallexp.pcteval", "75.4"), r"from 0 to 1.*found 75\.4 .*Z99901"),
    "an unknown code": (lambda rows: cell(rows, "overallexp.pcteval", "-96"), r"codes.*found -96"),
    "a negative count": (lambda rows: cell(rows, "overallexp.baseevaluw", "-5"), r"counts from 0.*found -5"),
    "more respondents than answered": (
        lambda rows: cell(rows, "overallexp.basefulluw", "1"),
        r"no more respondents than in column 'overallexp\.basefulluw', found .*'overallexp\.baseevaluw', line 2 .Z99901",
    ),
    "more respondents than replied": (
        lambda rows: [cell(rows, f"overallexp.base{which}uw", "99999") for which in ("full", "eval")],
        r"no more respondents than in column 'received', found 99999 in column 'overallexp\.baseevaluw', line 2 .Z99901",
    ),
    "limits exchanged": (lambda rows: cell(rows, "overallexp.lowileval", "0.9999"), r"found 99\.99|found 0\.9999"),
    "a contradiction": (lambda rows: cell(rows, "overallexp.pcteval", "0.123"), r"count over its base.*found 0\.123"),
    "a rate that is none": (lambda rows: cell(rows, "resprate", "0.9"), r"count over its base.*'resprate'"),
    "a total row": (
        lambda rows: rows.append(["Total", *rows[1][1:]]),
        r"a code such as A84002 or QE1 in every row of 'ad_practicecode', found 'Total' in line \d",
    ),
    "a footnote filled up with commas": (
        lambda rows: rows.append(["Weighted data", *[""] * (len(rows[0]) - 1)]),
        "a code such as.*found 'Weighted data'",
    ),
    "forms distributed twice": (
        lambda rows: [row.append(row[rows[0].index("distributed")]) for row in rows],
        "one column 'distributed', found 2",
    ),
    "response rates are gone": (lambda rows: without(rows, "resprate"), "a column 'resprate', found none"),
    "an org twice": (lambda rows: rows.append(rows[1]), "one row per code.*several rows for Z99901"),
    "a row without a code": (lambda rows: cell(rows, "ad_practicecode", "", 3), "a code in every row.*line 4"),
    "no rows": (lambda rows: rows.__delitem__(slice(1, None)), "at least one row"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_changed_layout_is_named(tmp_path: Path, fault: str) -> None:
    spoil, sentence = FAULTS[fault]

    with pytest.raises(LayoutChanged, match=sentence) as error:
        tables(spoilt(tmp_path, PRACTICE, spoil))

    assert PRACTICE.name in str(error.value)


@pytest.mark.parametrize("cut", [1, 2, 3, 40, 400, 4000])
def test_a_file_cut_short_is_refused_wherever_it_was_cut(tmp_path: Path, cut: int) -> None:
    path = tmp_path / PRACTICE.name
    path.write_bytes(PRACTICE.read_bytes()[:-cut])

    with pytest.raises(Incomplete, match=r"cut short.*fetch it again"):
        tables(raw_file(path))


def test_a_short_row_is_a_file_cut_short(tmp_path: Path) -> None:
    with pytest.raises(Incomplete, match=r"columns in every row, found \d+ in line 4"):
        tables(spoilt(tmp_path, PRACTICE, lambda rows: rows[3].pop()))


def test_figures_written_as_text_are_read(tmp_path: Path) -> None:
    plain = facts(spoilt(tmp_path, PRACTICE, lambda rows: cell(rows, "popsize", "12345")))
    text = facts(spoilt(tmp_path, PRACTICE, lambda rows: cell(rows, "popsize", " 12,345 "), "GPPS 2025 as text.csv"))
    pd.testing.assert_frame_equal(plain, text)


@pytest.mark.parametrize(
    ("column", "content", "sentence"),
    [
        ("popsize", "１２３４５", "a number in column 'popsize', line 2, found '１２３４５'"),
        ("popsize", "12,34", "a number in column 'popsize', line 2, found '12,34'"),
        ("popsize", "1234.5", r"whole numbers of people, found 1234.5 in column 'popsize', line 2 \(Z"),
        (
            "overallexp.baseevaluw",
            "1.5",
            r"whole numbers of people, found 1.5 in column 'overallexp.baseevaluw', line 2",
        ),
        ("overallexp.baseevaluw", "1e300", r"counts from 0 to 100,000,000, or the codes -97 and -98, found 1e\+300"),
        ("received", "-5", "counts from 0 to .*found -5 in column 'received', line 2"),
        ("overallexp.pcteval", "1.2", "a proportion from 0 to 1"),
        ("overallexp.counteval", "99999", "a percentage equal to its count over its base"),
    ],
)
def test_what_cannot_be_is_refused_by_cell(tmp_path: Path, column: str, content: str, sentence: str) -> None:
    with pytest.raises(LayoutChanged, match=sentence):
        tables(spoilt(tmp_path, PRACTICE, lambda rows: cell(rows, column, content)))


@pytest.mark.parametrize(
    ("year", "level", "gone", "measure"),
    [
        (2025, "Practice", ("overallexp.baseevalw",), "overall_experience"),
        (2025, "Practice", ("popsize",), "eligible_patients"),
        (2018, "Practice", ("Q94_12",), "confidence_managing"),
        (2022, "PCN", ("q28ci_upper_wil",), "overall_experience"),
    ],
    ids=["a base", "eligible patients", "of a question that may be absent", "one of two limits"],
)
def test_a_question_that_lacks_a_column_is_left_out_and_the_file_waits_for_somebodys_word(
    tmp_path: Path, year: int, level: str, gone: tuple[str, ...], measure: str
) -> None:
    whole = invented(year, level)
    raw = spoilt(tmp_path, whole, lambda rows: without(rows, *gone))
    release = gpps.recognise(raw, LISTS)
    assert release
    assert release.details["doubt"] == f"of the columns of GPPS {year} it has none named {gone[0].lower()}"
    before, now = facts(raw_file(whole)), facts(raw)
    pd.testing.assert_frame_equal(now, before.drop(f"gpps.{measure}", level="measure"))


def test_a_question_that_a_year_did_not_print_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    def spoil(rows: Rows) -> None:
        without(rows, *(name for name in rows[0] if name.startswith("lastgpapptconf.")))

    raw = spoilt(tmp_path, PRACTICE, spoil)
    release = gpps.recognise(raw, LISTS)
    assert release and "doubt" not in release.details
    assert release.details["note"] == "It has no columns on confidence trust, which others of its year have."
    whole = facts(raw_file(PRACTICE))
    pd.testing.assert_frame_equal(facts(raw), whole.drop("gpps.confidence_trust", level="measure"))


def test_a_rounded_percentage_may_lie_beyond_a_limit_that_is_not_rounded(tmp_path: Path) -> None:
    def rounded(rows: Rows) -> None:
        for at, name in enumerate(rows[0]):
            for row in rows[1:] if name.endswith(".pcteval") else ():
                share = float(row[at] or 0)
                if 0.05 < share < 0.95:
                    row[at] = f"{share:.2f}"
                    for limit, step in (("lowileval", -0.05), ("hiwileval", 0.05)):
                        near = (share + float(row[at])) / 2 if (float(row[at]) > share) == (step > 0) else share + step
                        row[rows[0].index(name.replace("pcteval", limit))] = f"{near:.9f}"

    found = facts(spoilt(tmp_path, PRACTICE, rounded)).loc["gpps.overall_experience"]
    assert (found["value"] > found["upper"]).any() or (found["value"] < found["lower"]).any()


@pytest.mark.parametrize("mark", ["*", "-", "..", "n/a", "[c]", "X", "/", ""])
def test_a_mark_is_no_figure_and_never_nought(mark: str, tmp_path: Path) -> None:
    raw = spoilt(tmp_path, PRACTICE, lambda rows: cell(rows, "overallexp.pcteval", mark))
    found = facts(raw).loc["gpps.overall_experience"]
    assert (
        found["value"].isna().sum()
        == 1 + facts(raw_file(PRACTICE)).loc["gpps.overall_experience"]["value"].isna().sum()
    )


def test_years_without_published_limits_have_none(tmp_path: Path) -> None:
    assert facts(raw_file(invented(2021, "Practice")))["lower"].isna().all()


def test_england_has_one_row(tmp_path: Path) -> None:
    with pytest.raises(LayoutChanged, match="one row for England"):
        tables(spoilt(tmp_path, invented(2025, "National"), lambda rows: rows.append(rows[1])))


@pytest.mark.parametrize(("year", "level"), [(2018, "Practice"), (2022, "ICS"), (2025, "National")])
def test_the_unweighted_version_is_refused(tmp_path: Path, year: int, level: str) -> None:
    def unweight(rows: Rows) -> None:
        for position, name in enumerate(rows[0]):
            if name.casefold().endswith((".counteval", "_12")):
                for row in rows[1:]:
                    row[position] = row[position].partition(".")[0]

    with pytest.raises(NotUsable, match="unweighted version"):
        gpps.recognise(spoilt(tmp_path, invented(year, level), unweight), LISTS)


def test_surveys_before_2018_are_refused(tmp_path: Path) -> None:
    def before(rows: Rows) -> None:
        rows[0] = [name.replace("Q89", "Q22").replace("q89", "q22") for name in rows[0]]

    def before_without_forms(rows: Rows) -> None:
        before(rows)
        without(rows, "distributed", "received", "resprate")

    for spoil in (before, before_without_forms):
        with pytest.raises(NotUsable, match="before 2018"):
            gpps.recognise(spoilt(tmp_path, invented(2018, "Practice"), spoil, "GPPS 2017 Practice data.csv"), LISTS)


def test_a_grammar_nobody_knows_is_a_changed_layout(tmp_path: Path) -> None:
    raw = written(tmp_path / "a.csv", [["distributed", "received", "resprate", "overall"], ["4", "2", ".5", ".7"]])

    with pytest.raises(LayoutChanged, match="overallexp"):
        gpps.recognise(raw, LISTS)


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"<!doctype html>\n<html>", b"a,b\n1,2\n", b"PK\x03\x04nonsense", b"\0\1\2\n"]
)
def test_files_of_other_sources_are_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.csv"
    path.write_bytes(content)

    assert gpps.recognise(raw_file(path), LISTS) is None


OTHER_FORMS: dict[str, Callable[[str], bytes]] = {
    "tabs": lambda text: text.replace(",", "\t").encode(),
    "semicolons": lambda text: text.replace(",", ";").encode(),
    "line ends of old computers": lambda text: text.replace("\n", "\r").encode(),
}


@pytest.mark.parametrize("form", OTHER_FORMS)
def test_a_copy_saved_in_another_form_is_named_and_not_merely_unknown(tmp_path: Path, form: str) -> None:
    path = tmp_path / PRACTICE.name
    path.write_bytes(OTHER_FORMS[form](PRACTICE.read_text(encoding="utf-8")))

    with pytest.raises(LayoutChanged, match="saved in another form"):
        gpps.recognise(raw_file(path), LISTS)


@pytest.mark.parametrize(
    ("above", "said"),
    [
        ("\r\n", "1 line that stands above them: delete it"),
        ("GP Patient Survey\nWeighted\n\n", "3 lines that stand above them: delete them"),
    ],
)
def test_what_stands_above_the_column_names_is_counted(tmp_path: Path, above: str, said: str) -> None:
    path = tmp_path / PRACTICE.name
    path.write_text(above + PRACTICE.read_text(encoding="utf-8-sig"), encoding="utf-8", newline="")
    with pytest.raises(LayoutChanged, match=said):
        gpps.recognise(raw_file(path), LISTS)


@pytest.mark.parametrize("note", ["Note: figures are weighted", "Note: weighted, and rounded"])
def test_a_note_below_the_table_is_not_called_a_file_cut_short(tmp_path: Path, note: str) -> None:
    path = tmp_path / PRACTICE.name
    path.write_text(f"{PRACTICE.read_text(encoding='utf-8-sig')}\n{note}\n", encoding="utf-8")
    with pytest.raises(LayoutChanged, match=r"a note in line \d+ \('Note: .*: delete it"):
        tables(raw_file(path))


def test_a_list_of_the_columns_is_left_out_as_one(tmp_path: Path) -> None:
    variables = ["Variable", "Practice_Code", "distributed", "received", "resprate", "q3base"]
    rows = [[variable, f"What {variable} means"] for variable in variables]

    with pytest.raises(NotUsable, match="a list of the survey's columns"):
        gpps.recognise(written(tmp_path / "GPPS 2018 List of reporting variables (csv) PUBLIC.csv", rows), LISTS)


# --- the year


def renamed(folder: Path, source: Path, name: str) -> Raw:
    path = folder / name
    path.write_bytes(source.read_bytes())
    return raw_file(path)


@pytest.mark.parametrize(("year", "level"), [(2023, "National"), (2018, "National"), (2024, "Practice")])
def test_a_file_whose_name_says_no_year_is_refused(tmp_path: Path, year: int, level: str) -> None:
    raw = renamed(tmp_path, invented(year, level), "download.csv")
    with pytest.raises(NotUsable, match=r"GP Patient Survey of \d{4}.* or \d{4}.*Put the year into the file name"):
        gpps.recognise(raw, LISTS)


def test_the_folder_may_tell_the_year(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    release = gpps.recognise(renamed(tmp_path / "2024", invented(2024, "Practice"), "practices.csv"), LISTS)

    assert release is not None
    assert release.id == "gpps.2024.practice"


def test_the_folder_may_be_named_after_the_year_of_the_download(tmp_path: Path) -> None:
    (tmp_path / "downloads 2026").mkdir()
    release = gpps.recognise(renamed(tmp_path / "downloads 2026", invented(2022, "ICS"), "systems.csv"), LISTS)

    assert release is not None
    assert release.id == "gpps.2022.ics"


def test_the_year_after_the_name_of_the_survey_goes_before_the_day_of_a_download(tmp_path: Path) -> None:
    name = "GPPS_2024_Practice_data_(weighted)_(csv)_PUBLIC (2025-08-01).csv"
    release = gpps.recognise(renamed(tmp_path, invented(2024, "Practice"), name), LISTS)

    assert release is not None
    assert release.id == "gpps.2024.practice"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (invented(2022, "ICS"), "GPPS 2023 ICS.csv"),
        (invented(2026, "ICS"), "GPPS 2025 ICS.csv"),
        (invented(2021, "Practice"), "GPPS 2022 Practice.csv"),
        (invented(2025, "National"), "GPPS 2020 National.csv"),
    ],
)
def test_a_name_that_contradicts_the_contents_is_refused(tmp_path: Path, source: Path, name: str) -> None:
    with pytest.raises(NotUsable, match=r"the name says 20.*Correct the name"):
        gpps.recognise(renamed(tmp_path, source, name), LISTS)


def test_a_year_newer_than_the_loader_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(NotUsable, match="newer than this loader"):
        gpps.recognise(renamed(tmp_path, invented(2026, "ICS"), "GPPS_2027_ICS.csv"), LISTS)


@pytest.mark.parametrize("name", ["GPPS_2025_Practice_data.csv", "GPPS 2025.csv"])
def test_the_place_of_the_population_tells_2026_from_other_years(tmp_path: Path, name: str) -> None:
    new = spoilt(tmp_path, invented(2026, "Practice"), lambda rows: without(rows, "choiceexp.pcteval"), name)
    with pytest.raises(NotUsable, match="the name says 2025, what it holds is of 2026"):
        gpps.recognise(new, LISTS)
    with pytest.raises(NotUsable, match="the name says 2026, what it holds is of 2024 or 2025"):
        gpps.recognise(renamed(tmp_path, PRACTICE, "GPPS 2026.csv"), LISTS)


def test_an_ons_code_of_april_2023_is_of_no_earlier_survey(tmp_path: Path) -> None:
    def recode(rows: Rows) -> None:
        for row in range(1, len(rows)):
            cell(rows, "ics_code_ons", "E54000064", row)

    with pytest.raises(NotUsable, match="the name says 2022, what it holds is of 2023"):
        gpps.recognise(spoilt(tmp_path, invented(2022, "PCN"), recode, "GPPS 2022 PCN.csv"), LISTS)


# --- the level


@pytest.mark.parametrize(("level", "code"), [("Practice", "ad_practicecode"), ("ICS", "ad_icscode")])
def test_a_file_that_lost_its_codes_is_not_taken_for_one_of_a_larger_kind(
    tmp_path: Path, level: str, code: str
) -> None:
    def rename(rows: Rows) -> None:
        cell(rows, code, "Renamed", 0)

    with pytest.raises(LayoutChanged, match=rf"a column .*{code}.* beside '.*name', found none"):
        tables(spoilt(tmp_path, invented(2025, level), rename))


def test_the_level_in_the_name_is_that_of_the_columns(tmp_path: Path) -> None:
    def without_practices(rows: Rows) -> None:
        without(rows, "ad_practicecode", "ad_practicename")

    with pytest.raises(
        LayoutChanged, match="a column of codes of practice, found columns of primary care networks only"
    ):
        tables(spoilt(tmp_path, PRACTICE, without_practices))


@pytest.mark.parametrize(
    ("column", "text"),
    [("ics_name", "SOUTH YORKSHIRE AND BASSETLAW INTEGRATED CARE SYSTEM"), ("ics_code_ons", "E54000009")],
)
def test_code_ons_code_and_name_of_a_row_are_of_one_footprint(tmp_path: Path, column: str, text: str) -> None:
    source = invented(2022, "ICS")

    def lancashire(rows: Rows) -> None:
        cell(rows, "ics_code", "QE1")
        cell(rows, "ics_code_ons", "E54000048")
        cell(rows, "ics_name", "Healthier Lancashire & South Cumbria Integrated Care System")

    def two_in_one(rows: Rows) -> None:
        lancashire(rows)
        cell(rows, column, text)

    assert "QE1" in set(tables(spoilt(tmp_path, source, lancashire))["facts"]["org"])
    sentence = f"what belongs to footprint QE1, found '{text}', which is QF7, in column '{column}', line 2"
    with pytest.raises(LayoutChanged, match=sentence):
        tables(spoilt(tmp_path, source, two_in_one))


@pytest.mark.parametrize(
    ("year", "level", "column"),
    [
        (2025, "ICS", "ad_icscode"), (2025, "Practice", "ad_icscode"), (2022, "PCN", "ics_code"), (2021, "Practice", "stp_code"),
        (2025, "Region", "ad_commissioningregioncode"), (2019, "CCG", "CCG_Code"), (2018, "Practice", "CCG_Code"),
    ],
)  # fmt: skip
def test_a_code_that_no_code_list_has_is_refused(year: int, level: str, column: str, tmp_path: Path) -> None:
    raw = spoilt(tmp_path, invented(year, level), lambda rows: cell(rows, column, "Y12" if "reg" in column else "9QZ"))
    with pytest.raises(LayoutChanged, match=rf"that the code lists have, in column '{column}', found '...' in line 2"):
        facts(raw)


def test_areas_none_of_which_the_code_lists_have_are_no_slip_but_another_set(tmp_path: Path) -> None:
    def of_another_set(rows: Rows) -> None:
        for number in range(1, len(rows)):
            cell(rows, "ad_icscode", f"QY{number}", number)
            cell(rows, "ad_icsname", f"INVENTED ANOTHER {number}", number)
            cell(rows, "ad_icscodeons", f"E5499980{number}", number)

    assert {"QY1", "QY2"} <= set(tables(spoilt(tmp_path, invented(2025, "ICS"), of_another_set))["facts"]["org"])


def test_a_word_in_place_of_a_larger_area_is_no_code(tmp_path: Path) -> None:
    def unallocate(rows: Rows) -> None:
        for column in ("ad_icscode", "ad_icsname", "ad_icscodeons"):
            cell(rows, column, "None")

    raw = spoilt(tmp_path, PRACTICE, unallocate)
    assert "QZ1" not in set(tables(raw)["membership"].query("child == 'Z99901'")["parent"])


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        ("overallexp.lowileval", "overallexp.hiwileval", "lower limits below upper limits"),
        ("overallexp.lowileval", "overallexp.pcteval", "a percentage between its two limits|equal to its count"),
        (
            "popsize",
            "distributed",
            "no fewer patients than forms in column 'distributed'|equal to its count over its base",
        ),
    ],
)
def test_exchanged_columns_are_refused(one: str, other: str, says: str, tmp_path: Path) -> None:
    def exchange(rows: Rows) -> None:
        rows[0] = [{one: other, other: one}.get(name, name) for name in rows[0]]

    with pytest.raises(LayoutChanged, match=says):
        facts(spoilt(tmp_path, PRACTICE, exchange))


def test_a_row_with_the_region_of_another_by_code_alone_is_refused(tmp_path: Path) -> None:
    raw = spoilt(tmp_path, PRACTICE, lambda rows: cell(rows, "ad_commissioningregioncode", "Y98"))
    with pytest.raises(
        LayoutChanged, match=r"one 'ad_commissioningregion(code|name)' for .* in line 2 and .* in line 4"
    ):
        facts(raw)


def test_a_network_has_one_name(tmp_path: Path) -> None:
    raw = spoilt(tmp_path, PRACTICE, lambda rows: cell(rows, "ad_pcncode", "U99902"))
    with pytest.raises(LayoutChanged, match=r"one 'ad_pcnname' for 'U99902', found .* in line 2 and .* in line 3"):
        facts(raw)


@pytest.mark.parametrize(
    ("column", "code"),
    [
        ("ad_pcncode", "U9990"),
        ("ad_pcncode", "U999019"),
        ("ad_commissioningregioncode", "Y9"),
        ("ad_icscode", "QZ19999"),
    ],
)
def test_a_code_that_is_written_like_none_is_no_word_for_having_none(column: str, code: str, tmp_path: Path) -> None:
    raw = spoilt(tmp_path, PRACTICE, lambda rows: cell(rows, column, code))
    with pytest.raises(LayoutChanged, match=f"in column '{column}', found '{code}' in line 2"):
        facts(raw)


def test_rows_of_commas_at_the_end_are_nobody(tmp_path: Path) -> None:
    copy = spoilt(tmp_path, PRACTICE, lambda rows: rows.extend([[""] * len(rows[0])] * 3))
    assert len(facts(copy)) == len(facts(raw_file(PRACTICE)))
