"""The sister surveys share the inpatient survey's reader: what differs between them is declared, not programmed."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from demo.ods_workbook import write
from insight.model import Better, Unit
from loaders.source import Source, discover
from loaders.sources.trust_surveys.declared import claims, rows
from tests.loaders.built_in import LISTS
from tests.loaders.sources.families import children, inpatient, maternity, mentalhealth, urgentcare
from tests.loaders.sources.inpatient_files import REAL, Sheets, facts, workbook, written
from tests.loaders.sources.published_files import GOLDEN, published
from tests.loaders.sources.sister_workbooks import SISTERS as INVENTED

SISTERS = (children, inpatient, maternity, mentalhealth, urgentcare)


def _of(title: str, months: str, sheet: str = "Trust_Scores", letter: str = "Q") -> Sheets:
    """The invented workbook, as another survey would print it."""
    sheets = workbook()
    del sheets["Historical_Comparisonsto2021"]
    sheets["Guidance"] = [[title], [f"People in care in {months}."]]
    sheets[sheet] = sheets.pop("Trust_Scores")
    for name in (sheet, "Trust_Respondents"):
        sheets[name][0] = [str(cell).replace("Q", letter) for cell in sheets[name][0]]
    return sheets


CASES = {
    "mental health": (mentalhealth, _of("Community Mental Health Survey 2020", "November 2019", "CMH20_Trust_Scores"), "mentalhealth.2020.trust"),
    "emergency": (urgentcare, _of("Urgent and Emergency Care Survey", "September 2020", "UEC20_Trust_Scores"), "urgentcare.2020.type1.trust"),
    "urgent treatment": (urgentcare, _of("Urgent and Emergency Care Survey", "September 2020", "UEC20_Trust_Scores", "T"), "urgentcare.2020.type3.trust"),
    "maternity": (maternity, _of("NHS Maternity Survey 2023", "February 2023"), "maternity.2023.trust"),
    "children": (children, _of("Children and Young People's Survey 2020", "November 2020"), "children.2020.trust"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_is_read_by_the_same_reader(tmp_path: Path, case: str) -> None:
    source, sheets, wanted = CASES[case]
    raw = written(tmp_path, sheets, "download.ods")

    release = source.recognise(raw, LISTS)
    found = facts(raw, source)

    assert release is not None
    assert release.id == wanted
    score = found[found["value"] == 9.0]
    assert set(score.index.get_level_values("org")) == {"RZ3"}
    assert set(score["expected_upper"]) == {8.0}
    assert [other.SOURCE.id for other in SISTERS if other.recognise(raw, LISTS)] == [source.SOURCE.id]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("download.ods", "Children and Young People’s Survey 2020"),
        ("children-and-young-peoples-survey-2020.ods", "Results"),
        ("Children and Young People's Survey 2020.ods", "Results"),
        ("Children and Young People’s Survey 2020.ods", "Results"),
    ],
)
def test_an_apostrophe_is_written_in_many_ways(tmp_path: Path, name: str, title: str) -> None:
    # Children were sampled over three months, of which a text need not name the first.
    raw = written(tmp_path, _of(title, "December 2020, or January 2021"), name)
    release = children.recognise(raw, LISTS)
    assert release is not None
    assert release.id == "children.2020.trust"


def test_emergency_care_of_2024_is_not_compared_with_earlier_years() -> None:
    assert {str(each.date) for each in urgentcare.BREAKS if each.measure == "urgentcare.overall"} == {"2024-02-01"}


def test_two_questionnaires_of_one_year_share_no_measure(tmp_path: Path) -> None:
    one = facts(written(tmp_path, CASES["emergency"][1], "one.ods"), urgentcare)
    three = facts(written(tmp_path, CASES["urgent treatment"][1], "three.ods"), urgentcare)

    assert not set(one.index) & set(three.index)


@pytest.mark.parametrize("source", SISTERS, ids=lambda source: source.SOURCE.id)
def test_each_survey_is_a_source_of_the_one_folder(source: Source) -> None:
    assert discover()[source.SOURCE.id] is source
    assert source.SOURCE.cautions


@pytest.mark.parametrize("survey", INVENTED)
def test_the_invented_files_are_the_invented_workbooks(tmp_path: Path, survey: str) -> None:
    for name, sheets in INVENTED[survey].items():
        write(tmp_path / name, sheets.items())

        assert (tmp_path / name).read_bytes() == (GOLDEN / survey / name).read_bytes()


@pytest.mark.parametrize("source", SISTERS, ids=lambda source: source.SOURCE.id)
def test_every_score_has_a_z_score_that_says_what_it_is(source: Source) -> None:
    by_id = {measure.id: measure for measure in source.MEASURES}
    scores = [measure for measure in source.MEASURES if measure.unit is Unit.SCORE and not measure.id.endswith("_z")]
    assert scores

    for score in scores:
        z = by_id[f"{score.id}_z"]
        assert (score.better, score.additive) == (Better.HIGHER, False)
        assert (z.unit, z.better, z.additive) == (Unit.SCORE, Better.NEITHER, False)
        assert z.title == f"{score.title}: z-score"
        assert "0 is as expected" in z.caveat and "not a score from 0 to 10" in z.caveat
        assert "not a confidence interval" in score.caveat


@pytest.mark.parametrize("source", SISTERS, ids=lambda source: source.SOURCE.id)
def test_titles_tell_measures_apart_and_put_no_wording_into_the_publishers_mouth(source: Source) -> None:
    titles = [measure.title for measure in source.MEASURES]
    assert len(titles) == len(set(titles))

    for measure in source.MEASURES:
        if re.search(r"\.(?:type3_)?y20\d\d_", measure.id):
            assert re.match(
                r"Question \d+(?: part \d+)? of 20\d\d \(wording not in the file\)"
                r"|Section \d+ of 20\d\d \((?:title not in the file|[a-z -]+, in our words)\)",
                measure.title,
            )
            assert "not in the file" in measure.question


@pytest.mark.parametrize("source", SISTERS, ids=lambda source: source.SOURCE.id)
def test_a_name_whose_question_is_inferred_says_so_with_the_years(source: Source) -> None:
    by_id = {measure.id: measure for measure in source.MEASURES}
    for claim in claims(source.SOURCE.id):
        assert claim.evidence.startswith(("inferred: ", "CQC, "))
        for ending in ("", "_z"):
            caveat = by_id[f"{source.SOURCE.id}.{claim.name}{ending}"].caveat
            told = re.search(r"its number is inferred for ([\d, and]+)\.", caveat)
            assert (told is not None and str(claim.year) in told[1]) == claim.inferred


def test_the_questions_of_a_section_are_those_whose_mean_it_is() -> None:
    found = facts(published(REAL)).xs(2022, level="year")["value"].unstack("org")
    named = {claim.key: claim.name for claim in claims("inpatient") if claim.year == 2022}

    for row in rows("sections"):
        numbers = [
            number for words in re.split(r", | and ", row["questions"].split(" ", 1)[1]) for number in _each(words)
        ]
        ids = [f"inpatient.{named.get(f'q{number}', f'y2022_q{number}')}" for number in numbers]
        mean = found.loc[ids].mean(axis=0, skipna=False)
        section = found.loc[[f"inpatient.y2022_{row['key']}"]].mean(axis=0, skipna=False)
        pd.testing.assert_series_equal(mean, section)


def _each(words: str) -> list[str]:
    first, _, last = words.partition(" to ")
    return [str(number) for number in range(int(first), int(last) + 1)] if last else [first]
