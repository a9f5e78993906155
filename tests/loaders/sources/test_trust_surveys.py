"""The sister surveys share the inpatient survey's reader: what differs between them is declared, not programmed."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from loaders.source import Source, discover
from loaders.sources import children, inpatient, maternity, mentalhealth, urgentcare
from tests.loaders.sources.inpatient_files import Sheets, facts, workbook, written
from tests.loaders.sources.published_files import ROOT

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

    release = source.recognise(raw)
    found = facts(raw, source)

    assert release is not None
    assert release.id == wanted
    score = found[found["value"] == 9.0]
    assert set(score.index.get_level_values("org")) == {"RZ3"}
    assert set(score["expected_upper"]) == {8.0}
    assert [other.SOURCE.id for other in SISTERS if other.recognise(raw)] == [source.SOURCE.id]


def test_two_questionnaires_of_one_year_share_no_measure(tmp_path: Path) -> None:
    one = facts(written(tmp_path, CASES["emergency"][1], "one.ods"), urgentcare)
    three = facts(written(tmp_path, CASES["urgent treatment"][1], "three.ods"), urgentcare)

    assert not set(one.index) & set(three.index)


@pytest.mark.parametrize("source", SISTERS, ids=lambda source: source.SOURCE.id)
def test_each_file_is_a_declaration(source: Source) -> None:
    tree = ast.parse((ROOT / "loaders" / "sources" / f"{source.SOURCE.id}.py").read_text(encoding="utf-8"))

    assert discover()[source.SOURCE.id] is source
    assert {type(node) for node in tree.body} <= {ast.Expr, ast.ImportFrom, ast.Assign}
    assert source.SOURCE.cautions
