"""Adult Inpatient Survey: every published score, range, band and base becomes a fact exactly; every hidden one a status."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from insight.model import ENGLAND
from insight.schema import BREAKS, conform
from loaders.build.declarations import as_table, measure_row
from loaders.source import Source, discover
from tests.loaders.built_in import LISTS
from tests.loaders.sources.families import inpatient
from tests.loaders.sources.inpatient_files import (
    FILE,
    REAL,
    Sheets,
    drop,
    facts,
    put,
    spoilt,
    tables,
    workbook,
    written,
)
from tests.loaders.sources.published_files import published, raw_file

NAMES = {"Q46": "overall", "Q45": "respect_dignity"}
Z95 = 1.96

# Recomputed from the publisher's workbook: score, 95% limits, z, band.
ORACLE = {
    ("RPA", "y2022_q36"): (5.755753, 6.232509, 7.445938, -3.500104, "Much worse than expected"),
    ("RAP", "y2022_q19"): (7.983514, 8.113909, 9.209626, -2.426454, "Worse than expected"),
    ("RAP", "y2022_q2"): (6.055901, 5.867573, 8.539821, -1.683706, "Somewhat worse than expected"),
    ("R0A", "y2022_q2"): (6.750477, 6.266643, 8.140751, -0.947964, "About the same as expected"),
    ("R0D", "y2022_q2"): (7.980697, 6.336715, 8.070679, 1.756544, "Somewhat better than expected"),
    ("RAX", "y2022_q2"): (8.322377, 6.284336, 8.123058, 2.384887, "Better than expected"),
    ("RGM", "y2022_q2"): (8.567670, 6.486240, 7.921154, 3.726130, "Much better than expected"),
}


def test_the_invented_file_is_the_invented_workbook(tmp_path: Path) -> None:
    assert written(tmp_path, workbook()).read() == FILE.read_bytes()


def test_it_is_a_source_whose_declarations_fit_the_tidy_shape() -> None:
    assert isinstance(inpatient, Source)
    assert discover()["inpatient"] is inpatient
    as_table("measures", [measure_row(measure) for measure in inpatient.MEASURES])
    conform(pd.DataFrame([vars(item) for item in inpatient.BREAKS]), BREAKS)
    assert not any(measure.additive for measure in inpatient.MEASURES if measure.unit == "score")


def test_the_release_is_told_by_the_content() -> None:
    release = inpatient.recognise(raw_file(FILE), LISTS)

    assert release is not None
    assert (release.id, str(release.start), str(release.end)) == ("inpatient.2022.trust", "2022-11-01", "2022-12-01")


def test_organisations_are_named() -> None:
    orgs = tables(raw_file(FILE))["orgs"]

    assert dict(zip(orgs["code"], orgs["name"], strict=True))["RZ3"] == "Invented Ashford Heart Hospital"
    assert set(orgs["level"]) == {"trust"}


def test_no_score_is_invented_for_england() -> None:
    found = facts(raw_file(FILE)).xs(ENGLAND, level="org")

    assert set(found.index.get_level_values("measure")) == {"inpatient.respondents", "inpatient.response_rate"}


@pytest.mark.parametrize(
    "change",
    [
        lambda sheets: sheets["Trust_Scores"].insert(0, ["A title"]),
        lambda sheets: sheets["Trust_Scores"].append(["Source: CQC"]),
        lambda sheets: sheets["Trust_Respondents"].reverse() or sheets["Trust_Respondents"].insert(0, sheets["Trust_Respondents"].pop()),
        lambda sheets: sheets["Trust_Scores"].__setitem__(0, [str(cell).upper() for cell in sheets["Trust_Scores"][0]]),
        lambda sheets: [row.reverse() for row in sheets["Trust_Scores"]],
        lambda sheets: sheets.update({"Notes": sheets.pop("Guidance")}),
        lambda sheets: sheets.pop("Key"),
    ],
    ids=["title row", "footnote", "other order of trusts", "capitals", "other order of columns", "other name", "no key"],
)  # fmt: skip
def test_what_does_not_matter_changes_nothing(tmp_path: Path, change: object) -> None:
    def spoil(sheets: Sheets) -> None:
        change(sheets)  # type: ignore[operator]

    found, wanted = facts(spoilt(tmp_path, spoil)), facts(raw_file(FILE))
    pd.testing.assert_frame_equal(found, wanted)


def test_a_workbook_without_bands_still_gives_its_scores(tmp_path: Path) -> None:
    def bare(sheets: Sheets) -> None:
        drop(
            sheets,
            "Trust_Scores",
            *(name for name in map(str, sheets["Trust_Scores"][0]) if not name.startswith(("mean", "T", "t"))),
        )

    found = facts(spoilt(tmp_path, bare)).loc[("inpatient.overall", "RZ1", 2022)]

    assert (found["value"], found["respondents"]) == (7.2, 392)
    assert found[["label", "expected_lower", "expected_upper"]].isna().all()


def _only_columns(*starts: str) -> Callable[[Sheets], None]:
    def spoil(sheets: Sheets) -> None:
        gone = [name for name in map(str, sheets["Trust_Scores"][0]) if not name.startswith(("T", "t", "n_", *starts))]
        drop(sheets, "Trust_Scores", *gone)

    return spoil


def test_a_workbook_without_z_scores_hides_none(tmp_path: Path) -> None:
    found = facts(spoilt(tmp_path, _only_columns("mean", "ll", "ul", "band")))

    assert found.loc[("inpatient.y2022_q7", "RZ2", 2022), "status"] == "suppressed"
    assert not any(str(name).endswith("_z") for name in found.index.get_level_values("measure"))


def test_a_workbook_with_one_range_gives_it(tmp_path: Path) -> None:
    found = facts(spoilt(tmp_path, _only_columns("mean", "ll95", "ul95"))).loc[("inpatient.overall", "RZ1", 2022)]

    assert (found["value"], found["expected_lower"], found["expected_upper"]) == (7.2, 7.6, 8.6)


@pytest.mark.parametrize(("highest", "word"), [(7, "Somewhat worse than expected"), (5, None), (3, None)])
def test_bands_without_limits_have_words_only_where_there_are_seven(
    tmp_path: Path, highest: int, word: str | None
) -> None:
    def few(sheets: Sheets) -> None:
        _only_columns("mean", "band")(sheets)
        for row in sheets["Trust_Scores"][1:]:
            row[:] = [
                3 if str(name).startswith("band") and cell else cell
                for name, cell in zip(sheets["Trust_Scores"][0], row, strict=True)
            ]
        put(sheets, "Trust_Scores", "bandQ45", highest, row=3)

    found = facts(spoilt(tmp_path, few)).loc[("inpatient.overall", "RZ1", 2022), "label"]
    assert (None if pd.isna(found) else found) == word


@pytest.mark.parametrize(
    "name", ["AIP22_Trust_Scores", "Trust Scores", "trust-level scores", "IP22_Benchmark_trust_results", "TRUST_SCORES"]
)
def test_the_sheet_of_scores_may_have_other_words_before(tmp_path: Path, name: str) -> None:
    raw = spoilt(tmp_path, lambda sheets: sheets.update({name: sheets.pop("Trust_Scores")}))
    pd.testing.assert_frame_equal(facts(raw), facts(raw_file(FILE)))


def test_sites_need_not_begin_as_their_trust(tmp_path: Path) -> None:
    def sites(sheets: Sheets) -> None:
        del sheets["Historical_Comparisonsto2021"]
        for name in ("Scores", "Respondents"):
            sheets[f"Site_{name}"] = sheets.pop(f"Trust_{name}")
            sheets[f"Site_{name}"][0][:2] = ["Site_Code", "Site_Name"]
            for row, code in zip(sheets[f"Site_{name}"][1:], ("RZ101", "H5L2X", "5J501"), strict=True):
                row[0] = code

    found = facts(spoilt(tmp_path, sites))
    assert found.loc[("inpatient.overall", "H5L2X", 2022), ["value", "respondents", "level"]].tolist() == [
        8.55,
        245,
        "site",
    ]
    assert set(found.index.get_level_values("org")) == {"RZ101", "H5L2X", "5J501"}


def test_a_score_without_a_band_has_no_word(tmp_path: Path) -> None:
    def no_band(sheets: Sheets) -> None:
        put(sheets, "Trust_Scores", "bandQ46", None)
        put(sheets, "Trust_Scores", "bandS10", None)

    assert pd.isna(facts(spoilt(tmp_path, no_band)).loc[("inpatient.overall", "RZ1", 2022), "label"])


def test_an_earlier_issue_has_overall_experience_under_another_number(tmp_path: Path) -> None:
    issue = workbook(2020)
    del issue["Historical_Comparisonsto2021"]

    first = facts(written(tmp_path, issue, "20210917 IP20 Trust-level.ods"))
    again = facts(written(tmp_path, issue, "20220128_aip20_trust.ods"))
    plain = facts(written(tmp_path, issue, "download.ods"))

    assert first.loc[("inpatient.overall", "RZ1", 2020), "value"] == 9.1
    assert again.loc[("inpatient.overall", "RZ1", 2020), "value"] == 7.2
    assert "inpatient.overall" not in plain.index.get_level_values("measure")
    assert plain.loc[("inpatient.y2020_q46", "RZ1", 2020), "value"] == 7.2


@pytest.mark.parametrize(("year", "question", "measure"), [(2024, "Q48", "overall"), (2023, "Q48", "y2023_q48")])
def test_earlier_years_are_linked_by_the_numbers_of_the_workbook_that_repeats_them(
    tmp_path: Path, year: int, question: str, measure: str
) -> None:
    """What the table of questions names in a wave is named in the years it repeats; what it does not keeps its number."""
    later = workbook(year)
    for name in ("Trust_Scores", "Trust_Respondents"):
        later[name][0] = [str(each).replace("Q46", question) for each in later[name][0]]
    later["Historical_Comparisonsto2021"] = [
        ["SurveyYear", "TrustCode", "trustname", f"{question}_mean_H", "Q7_mean_H"],
        [2022, "RZ1", "x", 8.0, 5.5],
        [2021, "RZ1", "x", 7.9, None],
    ]

    found = facts(written(tmp_path, later, f"download {year}.ods"))

    assert found.loc[(f"inpatient.{measure}", "RZ1", year), "value"] == 7.2
    assert found.loc[(f"inpatient.{measure}", "RZ1", 2022), "value"] == 8.0
    assert found.loc[(f"inpatient.{measure}", "RZ1", 2021), "value"] == 7.9
    assert found.loc[(f"inpatient.y{year}_q7", "RZ1", 2022), "value"] == 5.5


# The published workbook, read here a second time and cell by cell.


@pytest.fixture(scope="module")
def real() -> pd.DataFrame:
    return facts(published(REAL))


@pytest.fixture(scope="module")
def sheets() -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_path(str(published(REAL).path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def _measure(key: str) -> str:
    return f"inpatient.{NAMES.get(key, f'y2022_{key.lower()}')}"


def test_every_published_cell_stands_in_the_facts_exactly(
    real: pd.DataFrame, sheets: dict[str, list[list[object]]]
) -> None:
    heading, *rows = sheets["Trust_Scores"]
    bases = {
        row[0]: dict(zip(sheets["Trust_Respondents"][0], row, strict=True)) for row in sheets["Trust_Respondents"][1:]
    }
    better = ("Somewhat better", "Better", "Much better")
    words = dict(enumerate(("Much worse", "Worse", "Somewhat worse", "About the same as", *better), start=1))
    keys = [str(name).removeprefix("mean") for name in heading if str(name).startswith("mean")]
    assert (len(keys), len(rows)) == (56, len(bases))
    by_key = real.to_dict("index")
    compared = 0

    for row in rows:
        cell = dict(zip(heading, row, strict=True))
        org = cell["TrustCode"]
        for key in keys:
            fact = by_key[(_measure(key), org, 2022)]
            z = by_key[(_measure(key) + "_z", org, 2022)]
            if cell[f"mean{key}"] == "":
                assert cell[f"band{key}"] == 0
                assert (fact["status"], z["status"]) == ("suppressed", "suppressed")
                assert pd.isna([fact["value"], fact["expected_lower"], fact["respondents"], z["value"]]).all()
            else:
                assert fact["value"] == cell[f"mean{key}"]
                assert (fact["expected_lower"], fact["expected_upper"]) == (cell[f"ll95{key}"], cell[f"ul95{key}"])
                band = words[int(str(cell[f"band{key}"]).removesuffix(".0"))]
                assert fact["label"] in (f"{band} than expected", f"{band} expected")
                assert z["value"] == cell[f"{key}_Zfinal"]
            base = bases[org].get(f"{key}_tres", "")
            assert pd.isna(fact["respondents"]) if base == "" else fact["respondents"] == base
            compared += 1
        assert by_key[("inpatient.respondents", org, 2022)]["value"] == cell["n_tpat"]
        assert by_key[("inpatient.response_rate", org, 2022)]["value"] == bases[org]["tr_rate"]
    now = real[real.index.get_level_values("year") == 2022]
    assert len(now) == 2 * compared + 2 * len(rows) + 2


def test_every_score_of_earlier_years_stands_in_its_year(
    real: pd.DataFrame, sheets: dict[str, list[list[object]]]
) -> None:
    by_key = real.to_dict("index")
    for year, ending in ((2021, "_mean_H"), (2020, "_mean_H2")):
        heading, *rows = sheets[f"Historical_Comparisonsto{year}"]
        for row in rows:
            cell = dict(zip(heading, row, strict=True))
            for name in (str(each) for each in heading if str(each).endswith(ending)):
                key = name.removesuffix(ending)
                fact = by_key[(_measure(key), cell["TrustCode"], year)]
                if cell[name] == "":
                    assert (fact["status"], pd.isna(fact["value"])) == ("not_available", True)
                else:
                    assert (fact["value"], fact["respondents"]) == (cell[name], cell[f"{key}_Base_unw"])


@pytest.mark.parametrize(("org", "name"), ORACLE)
def test_published_control_values(real: pd.DataFrame, org: str, name: str) -> None:
    if org not in real.index.get_level_values("org"):
        pytest.skip(f"{org} is not in this copy of the published workbook")
    score, lower, upper, z, words = ORACLE[org, name]

    fact = real.loc[(f"inpatient.{name}", org, 2022)]

    assert (fact["value"], fact["expected_lower"], fact["expected_upper"]) == pytest.approx(
        (score, lower, upper), abs=1e-6
    )
    assert real.loc[(f"inpatient.{name}_z", org, 2022), "value"] == pytest.approx(z, abs=1e-6)
    assert fact["label"] == words


def test_the_z_score_is_the_distance_from_the_middle_of_the_range(real: pd.DataFrame) -> None:
    found = real.loc["inpatient.overall"].query("year == 2022")
    z = real.loc["inpatient.overall_z"].query("year == 2022")["value"]
    centre, error = (
        (found["expected_lower"] + found["expected_upper"]) / 2,
        (found["expected_upper"] - found["expected_lower"]) / (2 * Z95),
    )
    inside = found["expected_upper"] < 10

    assert ((found["value"] - centre) / error)[inside].to_numpy() == pytest.approx(z[inside].to_numpy(), abs=1e-3)


def test_england_is_who_answered_and_nothing_else(real: pd.DataFrame) -> None:
    england = real.xs(ENGLAND, level="org").reset_index()

    assert england.set_index("measure")["value"].to_dict() == pytest.approx(
        {"inpatient.respondents": 63224, "inpatient.response_rate": 40.2}, abs=0.05
    )
