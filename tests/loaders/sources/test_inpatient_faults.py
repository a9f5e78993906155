"""Adult Inpatient Survey: a workbook that is not what it should be is refused with a sentence that says what to do."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from demo.ods_workbook import LENGTH, WIDTH
from loaders.errors import LayoutChanged, LoadingError, NotUsable, SourceUnavailable
from tests.loaders.built_in import LISTS
from tests.loaders.sources.families import inpatient, maternity
from tests.loaders.sources.inpatient_files import FILE, Sheets, drop, facts, put, spoilt, tables, workbook, written
from tests.loaders.sources.published_files import GOLDEN, raw_file

Spoil = Callable[[Sheets], object]

SCORES, BASES, HISTORY = "Trust_Scores", "Trust_Respondents", "Historical_Comparisonsto2021"

KEYS = ("Q7", "Q45", "Q46", "S02", "S09", "S10")

FAULTS: dict[str, tuple[Spoil, str]] = {
    "a word": (lambda s: put(s, SCORES, "meanQ46", "none"), r"'Trust_Scores'.*a number.*'none' in row 2"),
    "a score above ten": (lambda s: put(s, SCORES, "meanQ46", 72), "a score from 0 to 10, found 72"),
    "a score below nought": (lambda s: put(s, SCORES, "meanQ46", -1), "a score from 0 to 10, found -1"),
    "another band": (lambda s: put(s, SCORES, "bandQ46", 4), r"a band for q46 that agrees.*4\.0 for 7\.2"),
    "no band for a score": (lambda s: put(s, SCORES, "bandQ46", 0), "a band from 1 to 7 for q46 beside its score and limits, found 0"),
    "a band beyond": (lambda s: put(s, SCORES, "bandQ46", 9), "a band from 0 to 7, found 9"),
    "a z score of the other sign": (lambda s: put(s, SCORES, "Q46_Zfinal", 3.3), "z score for q46 that agrees with its mean"),
    "a mean renamed": (lambda s: put(s, SCORES, "meanQ46", "average Q46", 0), "a mean for every question with lower998, found none for q46"),
    "half a band": (lambda s: put(s, SCORES, "bandQ46", 1.5), "band"),
    "limits exchanged": (lambda s: put(s, SCORES, "ll95Q46", 8.8), "all limits for q46"),
    "a limit hidden": (lambda s: put(s, SCORES, "ll95Q46", None), "all limits for q46"),
    "a range without a score": (lambda s: put(s, SCORES, "meanQ46", None), "no band and no range where mean of q46"),
    "a column of bands gone": (lambda s: drop(s, SCORES, "bandQ46"), "band for every question, found none for q46"),
    "a column twice": (lambda s: [row.append(row[3]) for row in s[SCORES]], "one column 'meanq7', found D and"),
    "no codes": (lambda s: drop(s, SCORES, "TrustCode"), "a header row with trust, mean"),
    "no names": (lambda s: drop(s, SCORES, "trustname"), "a column trustname or trust_name"),
    "a code of another kind": (lambda s: put(s, SCORES, "TrustCode", "RZ1 RZ2"), "code in every row, found 'RZ1 RZ2'"),
    "a row without a code": (lambda s: put(s, SCORES, "TrustCode", None), "code in every row, found ''"),
    "a trust twice": (lambda s: s[SCORES].append(s[SCORES][1]), "one row per organisation, found RZ1 in rows 2 and 5"),
    "no trusts": (lambda s: s[SCORES].__delitem__(slice(1, None)), "at least one organisation"),
    "a base missing": (lambda s: drop(s, BASES, "Q46_tres"), "a column of respondents for q46"),
    "half a person": (lambda s: put(s, BASES, "Q46_tres", 12.5), "a whole number of people, found 12.5"),
    "a mean gone": (lambda s: drop(s, SCORES, "meanQ46"), "a mean for every question with .*found none for q46"),
    "a distance beyond all": (lambda s: put(s, SCORES, "Q46_Zfinal", 1e6), "a z-score, found 1000000.0 in row 2"),
    "more people than there are": (lambda s: put(s, BASES, "Q46_tres", 1e300), r"a whole number of people, found 1e\+300"),
    "other respondents": (lambda s: put(s, BASES, "n_tpat", 401), "400 respondents of RZ1.*found 401"),
    "an England of fewer than its trusts": (
        lambda s: put(s, "National_Respondents", "n_pat", 1259), "at least the 1,260 respondents of its trusts.*found 1,259",
    ),
    "a rate that is none": (lambda s: put(s, BASES, "tr_rate", 140), "a percentage, found 140"),
    "history of the future": (lambda s: put(s, HISTORY, "SurveyYear", 2022), "an earlier year.*found 2022"),
    "history of an unknown year": (lambda s: put(s, HISTORY, "SurveyYear", 2019), "an earlier year.*found 2019"),
    "history of an unknown question": (
        lambda s: [row.append(cell) for row, cell in zip(s[HISTORY], ["Q3_mean_H", 5, 5], strict=True)], "q3 as well",
    ),
    "half a range": (lambda s: drop(s, SCORES, *(f"ul95{key}" for key in KEYS)), "lower95 and upper95, found one of them"),
    "history one row off": (
        lambda s: put(s, HISTORY, "Q46_mean_H", 7.1),
        r"the mark -1 of q46 beside a score that has fallen, found 7\.1 of RZ1 in row 2, and 7\.2 this year",
    ),
    "history twice": (lambda s: s[HISTORY].append(s[HISTORY][1]), "two for RZ1 in 2021"),
    "a question of no wave": (
        lambda s: [row.append(cell) for row, cell in zip(s[SCORES], ["meanQ99", 5, 5, 5], strict=True)],
        "for every question, found none for q99|q99 as well",
    ),
    "two sheets of scores": (lambda s: s.update({"IP22_trust_results": s[SCORES]}), "one sheet of scores"),
    "another survey inside": (
        lambda s: s.update({"UEC20_Trust_Scores": s.pop(SCORES)}), "one survey throughout, found urgentcare.*inpatient",
    ),
    "letters of no questionnaire": (
        lambda s: s[SCORES].__setitem__(0, [str(cell).replace("Q", "T") for cell in s[SCORES][0]]), "questions beginning with q",
    ),
}  # fmt: skip


ENDS = "National_Max&Min"


@pytest.mark.parametrize(
    ("printed", "fault"),
    [
        (["Q46_min", 7.2, "Q46_max", 8.55], None),
        (["Q46_min", 7.6, "Q46_max", 8.55], "a score for q46 from 7.6 to 8.55, as on sheet 'National_Max&Min', found 7.2 of RZ1 in row 2"),
        (["Q46_min", 7.2, "Q46_max", 8.0], "a score for q46 from 7.2 to 8, .* found 8.55 of RZ2 in row 3"),
        (["Q46_min", 7.0, "Q46_max", 8.55], "expected 7.2 as the lowest score for q46, as on sheet 'Trust_Scores', found 7"),
        (["Q7_min", 6.0, "Q7_max", 9.0], None),
        (["Lowest", 0.0, "Highest", 0.1], None),
    ],
    ids=["theirs", "below", "above", "nobody's", "one is hidden", "other headings"],
)  # fmt: skip
def test_scores_lie_between_the_ends_that_england_has(tmp_path: Path, printed: list[object], fault: str | None) -> None:
    raw = spoilt(tmp_path, lambda sheets: sheets.update({ENDS: [printed[::2], printed[1::2]]}))  # type: ignore[dict-item]
    if fault is None:
        assert len(tables(raw)["facts"])
        return
    with pytest.raises(LayoutChanged, match=fault):
        tables(raw)


def test_of_a_part_of_the_trusts_nobody_may_have_the_ends(tmp_path: Path) -> None:
    def cut(sheets: Sheets) -> None:
        sheets[ENDS] = [["Q46_min", "Q46_max"], [7.2, 8.9]]
        for sheet in (SCORES, BASES):
            sheets[sheet].pop()

    assert len(tables(spoilt(tmp_path, cut))["facts"])


DOUBTS: dict[str, tuple[Spoil, str]] = {
    "nothing": (lambda s: None, ""),
    "another month": (
        lambda s: s["Guidance"].__setitem__(2, ["Patients discharged during July 2022."]), "names November 2022.*found July 2022",
    ),
    "a trust without scores": (lambda s: s[SCORES].pop(), f"{SCORES}': expected a row for every .*, found none for 'RZ3'"),
    "a trust without respondents": (lambda s: s[BASES].pop(), f"{BASES}': expected a row for every .*, found none for 'RZ3'"),
    "a trust of an earlier year alone": (lambda s: put(s, HISTORY, "TrustCode", "RZQ"), ""),
    "a trust of whom nobody answered": (lambda s: s[BASES].append(["RZQ", "Invented Closed Hospital", *[None] * 6]), ""),
    "a z score near the right one": (
        lambda s: put(s, SCORES, "Q46_Zfinal", -2.8), "z scores that follow from .*, found another for q46 in row 2",
    ),
    "another score within its range": (lambda s: put(s, SCORES, "meanQ45", 8.75), "z scores that .*, found another for q45 in row 2"),
    "no band": (lambda s: put(s, SCORES, "bandQ46", None), "a band beside each score, .* found another for q46 in row 2"),
    "no z score": (lambda s: put(s, SCORES, "Q45_Zfinal", None), "a z score beside each score, .* found another for q45 in row 2"),
    "not how many answered": (lambda s: put(s, SCORES, "n_tpat", None), "how many answered, as of the others, found another in row 2"),
    "no rate": (lambda s: put(s, BASES, "tr_rate", None), "a response rate, as of the others, found another in row 2"),
    "a rate a hundredth of the others": (lambda s: put(s, BASES, "tr_rate", 0.4049), "a response rate of the size of 35.3, .* in row 2"),
    "England's rate a hundredth": (
        lambda s: put(s, "National_Respondents", "r_rate", 0.421), "'National_Respondents': .* of the size of 40.5, .* in row 2",
    ),
    "fewer answers in England": (
        lambda s: put(s, "National_Respondents", "Q7_res", 246), "at least the 247 who answered q7 in its trusts, found 246",
    ),
    "no z scores at all": (lambda s: [drop(s, SCORES, f"{key}_Zfinal") for key in KEYS], ""),
    "z scores made otherwise": (lambda s: [put(s, SCORES, f"{key}_Zfinal", -0.3) for key in ("Q7", "S02", "Q46")], ""),
}  # fmt: skip


@pytest.mark.parametrize("case", DOUBTS)
def test_a_cell_that_says_otherwise_than_its_kind_is_asked_about(tmp_path: Path, case: str) -> None:
    spoil, doubt = DOUBTS[case]
    release = inpatient.recognise(spoilt(tmp_path, spoil), LISTS)
    assert release
    assert re.search(doubt or "^$", release.details["doubt"])


@pytest.mark.parametrize(("cut", "base"), [(SCORES, (2, [392, 245])), (BASES, (3, [392, 245]))])
def test_a_trust_that_one_sheet_lacks_does_not_lose_the_others(
    tmp_path: Path, cut: str, base: list[int | None]
) -> None:
    found = tables(spoilt(tmp_path, lambda sheets: sheets[cut].pop()))["facts"]
    mine = found[found["measure"].eq("inpatient.overall") & found["start"].eq(found["start"].max())]
    assert (len(mine), mine["respondents"].dropna().tolist()) == base


@pytest.mark.parametrize(
    ("code", "name"), [("England", ""), (None, "England average"), ("E92000001", "England"), ("-", "National")]
)
def test_a_row_about_all_trusts_is_told_and_is_no_trusts(tmp_path: Path, code: str | None, name: str) -> None:
    def add(sheets: Sheets) -> None:
        sheets[SCORES].append([code, name, *sheets[SCORES][1][2:]])

    raw = spoilt(tmp_path, add)
    release = inpatient.recognise(raw, LISTS)
    assert release and not release.details["doubt"]
    assert (
        release.details["note"]
        == f"Rows about all trusts are not read: {(code if code in ('England', 'E92000001') else name)!r}."
    )
    whole, found = tables(spoilt(tmp_path, lambda sheets: None, "aip22 whole.ods"))["facts"], tables(raw)["facts"]
    assert found.drop(columns="release").equals(whole.drop(columns="release"))


def test_a_trust_that_took_part_in_an_earlier_year_alone_is_told_and_keeps_its_figures(tmp_path: Path) -> None:
    raw = spoilt(tmp_path, lambda sheets: put(sheets, HISTORY, "TrustCode", "RZQ"))
    release = inpatient.recognise(raw, LISTS)
    assert release and release.details["note"] == "Of an earlier year alone are the figures of 'RZQ'."
    assert facts(raw)["value"]["inpatient.overall", "RZQ", 2021] == 7.6


def test_a_trust_of_five_characters_is_a_trust(tmp_path: Path) -> None:
    def rename(sheets: Sheets) -> None:
        for sheet in (SCORES, BASES):
            put(sheets, sheet, "TrustCode", "G6V2S")

    found = tables(spoilt(tmp_path, rename))
    assert set(found["facts"].query("org == 'G6V2S'")["level"]) == {"trust"}


def test_scores_printed_to_one_decimal_may_stand_on_either_side_of_a_limit(tmp_path: Path) -> None:
    def round_all(sheets: Sheets) -> None:
        head, *rows = sheets[SCORES]
        for row in rows:
            for at, name in enumerate(head):
                if str(name).startswith(("mean", "ll", "ul")) and isinstance(row[at], float):
                    row[at] = round(row[at], 1)

    whole, rounded = tables(spoilt(tmp_path, lambda sheets: None)), tables(spoilt(tmp_path, round_all))
    assert rounded["facts"]["label"].tolist() == whole["facts"]["label"].tolist()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_changed_layout_is_named(tmp_path: Path, fault: str) -> None:
    spoil, sentence = FAULTS[fault]

    with pytest.raises(LayoutChanged, match=sentence) as error:
        tables(spoilt(tmp_path, spoil))

    assert "aip22 invented.ods" in str(error.value)


def test_a_year_we_do_not_know_is_not_usable(tmp_path: Path) -> None:
    with pytest.raises(NotUsable, match=r"of 2031 is not known.*columns/waves\.csv"):
        tables(written(tmp_path, workbook(2031)))


def test_a_workbook_that_names_nothing_asks_for_a_name(tmp_path: Path) -> None:
    def silent(sheets: Sheets) -> None:
        del sheets["Guidance"]

    with pytest.raises(NotUsable, match="Put it into the file name"):
        tables(spoilt(tmp_path, silent, "download.ods"))
    assert inpatient.recognise(spoilt(tmp_path, silent, "20230912_aip22_trust.ods"), LISTS) is not None


def test_other_spreadsheets_are_left_to_others(tmp_path: Path) -> None:
    assert inpatient.recognise(written(tmp_path, {"Trusts": [["Trust code"]]}, "trusts.ods"), LISTS) is None
    assert inpatient.recognise(raw_file(next((GOLDEN / "gpps").glob("*.csv"))), LISTS) is None
    assert maternity.recognise(raw_file(FILE), LISTS) is None


def test_a_workbook_of_england_alone_says_what_is_loaded_instead(tmp_path: Path) -> None:
    raw = written(tmp_path, {"IP24_national_results": [["question", "percent"]]}, "20250909_aip24_National.ods")
    with pytest.raises(NotUsable, match=r"no sheet of scores.*only IP24_national_results.*trust-level and site-level"):
        inpatient.recognise(raw, LISTS)
    assert maternity.recognise(raw, LISTS) is None


@pytest.mark.parametrize("row", ["times", "wide", "far", "quoted"])
def test_cells_without_end_are_refused_before_they_are_made(tmp_path: Path, row: str) -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1"{}><text:p>1</text:p></table:table-cell>'
    hostile = {
        "times": f'<table:table-row table:number-rows-repeated="{LENGTH}">{cell.format("") * 9}</table:table-row>',
        "wide": f'<table:table-row>{cell.format(f""" table:number-columns-repeated="{WIDTH * 999}" """)}</table:table-row>',
        "far": f'<table:table-row table:number-rows-repeated="{LENGTH - 2}"><table:table-cell/></table:table-row>'
        f'<table:table-row><table:table-cell table:number-columns-repeated="{WIDTH - 2}"/>{cell.format("")}</table:table-row>',
        "quoted": f"<table:table-row table:style-name='a>b' table:number-rows-repeated='{LENGTH}'>{cell.format('') * 9}</table:table-row>",
    }[row]
    path = tmp_path / "aip22.ods"
    with zipfile.ZipFile(FILE) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            body = source.read(name).decode()
            target.writestr(
                name, body.replace("</table:table>", hostile + "</table:table>") if name == "content.xml" else body
            )

    with pytest.raises(SourceUnavailable, match=r"a sheet of [\d,]+ cells"):
        tables(raw_file(path))


def test_a_part_that_unpacks_to_something_else_is_an_error_with_a_name(tmp_path: Path) -> None:
    path = tmp_path / "aip22.ods"
    body = bytearray(FILE.read_bytes())
    body[len(body) // 2] ^= 0xFF
    path.write_bytes(body)

    try:
        assert inpatient.recognise(raw_file(path), LISTS) is None
    except LoadingError as error:
        assert "aip22.ods" in str(error)


@pytest.mark.parametrize(
    ("sheet", "one", "other", "says"),
    [
        (
            "Trust_Respondents",
            "Q46_tres",
            "n_tpat",
            "respondents of RZ1|no more people than the 392 who answered at all",
        ),
        ("Trust_Scores", "n_tpat", "meanQ46", "a score from 0 to 10|a whole number of people"),
        ("Historical_Comparisonsto2021", "Q46_mean_H", "Q46_Base_unw", "a score from 0 to 10"),
        ("Historical_Comparisonsto2021", "Q46_Base_unw", "n_tpat_H", "no more people than the 380 who answered at all"),
        ("Historical_Comparisonsto2021", "Q46_mean_H", "n_tpat_H", "a whole number of people"),
        ("National_Respondents", "n_pat", "r_rate", "a whole number of people|a percentage"),
        ("Trust_Scores", "ll95Q46", "ul95Q46", "from the lowest to the highest"),
        ("Trust_Scores", "meanQ46", "ll90Q46", "from the lowest to the highest"),
        ("Trust_Scores", "meanQ46", "meanQ7", "agrees with its"),
    ],
)
def test_two_columns_under_each_others_heading_are_refused(
    sheet: str, one: str, other: str, says: str, tmp_path: Path
) -> None:
    def exchange(sheets: Sheets) -> None:
        sheets[sheet][0] = [{one: other, other: one}.get(str(name), name) for name in sheets[sheet][0]]

    with pytest.raises(LayoutChanged, match=says):
        facts(spoilt(tmp_path, exchange))
