"""The invented dental workbooks: true layouts by position, counts that add up, and groups a reader can hold against one another."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from demo.gpps.dental import YEARS, file_name
from loaders.source import Raw
from loaders.sources import gpps
from tests.loaders.built_in import LISTS


def lines(publication: Path, year: int, sheet: str) -> list[tuple]:
    book = openpyxl.load_workbook(publication / file_name(year), read_only=True)
    return list(book[sheet].iter_rows(values_only=True))


@pytest.mark.parametrize(("year", "sheet", "blank"), [(2018, "Question Responses", 1), (2021, "Responses", 2)])
def test_columns_stand_where_the_format_reference_says(publication: Path, year: int, sheet: str, blank: int) -> None:
    rows = lines(publication, year, sheet)
    assert "January to March" in rows[0][0] and rows[0][0].endswith("\n")
    header = rows[3]
    assert len(header) == 66
    totals = [column for column, cell in enumerate(header) if cell == "Total responses"]
    assert totals == [7, 20, 27, 34, 45]
    assert rows[4][3] == "ENGLAND" and rows[4][1] is None
    gap = next(at for at, row in enumerate(rows) if at > 4 and not any(row))
    assert not any(any(row) for row in rows[gap : gap + blank]) and any(rows[gap + blank])
    assert rows[4][28] / rows[4][27] == pytest.approx(rows[4][31])


@pytest.mark.parametrize("year", YEARS)
def test_the_loader_reads_them_and_areas_add_up_to_england(publication: Path, year: int) -> None:
    raw = Raw(publication / file_name(year), file_name(year), "")
    release = gpps.recognise(raw, LISTS)
    assert release is not None and release.id == f"gpps.dental-{year}"
    facts = gpps.tidy(raw, release, LISTS)["facts"]
    for measure in ("gpps.dental_overall", "gpps.dental_success"):
        mine = facts[(facts["measure"] == measure) & (facts["segment"] == "all")]
        answers = mine.groupby("level")["denominator"].sum()
        assert answers["sub_icb"] == pytest.approx(answers["england"]) == pytest.approx(answers["region"])
        assert mine["value"].between(40, 100).all()
    grouped = set(facts["segment"]) - {"all"}
    assert bool(grouped) == (year in (2018, 2020))


def test_groups_differ_as_they_were_invented_to(publication: Path) -> None:
    raw = Raw(publication / file_name(2020), file_name(2020), "")
    release = gpps.recognise(raw, LISTS)
    assert release is not None
    facts = gpps.tidy(raw, release, LISTS)["facts"]
    england = facts[facts["level"] == "england"].set_index("segment")["value"]
    assert england["ethnicity=White"] > england["ethnicity=Other ethnicity"]
    assert england["age=65-74"] > england["age=25-34"]
