"""The invented staff survey: true layouts of five years, areas weighted as the publisher weights them, boards that are employers only."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from demo import staff
from demo.world import World
from insight.model import ENGLAND
from loaders.sources import staff as source
from tests.loaders.sources.published_files import raw_file
from tests.loaders.sources.staff_files import recognised, tables


@pytest.fixture(scope="module")
def folder(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("staff")
    staff.publish(world, place)
    return place


@pytest.fixture(scope="module")
def facts(folder: Path) -> pd.DataFrame:
    every = pd.concat([tables(raw_file(path))["facts"] for path in sorted(folder.iterdir())], ignore_index=True)
    return every.assign(year=pd.to_datetime(every["start"]).dt.year)


def test_the_same_program_writes_the_same_bytes(world: World, folder: Path, tmp_path: Path) -> None:
    staff.publish(world, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in folder.iterdir()
    }


def test_every_year_and_kind_is_a_release(folder: Path) -> None:
    found = {recognised(raw_file(path)).id for path in folder.iterdir()}
    assert found == {f"staff.{year}.{kind}" for year in staff.YEARS for kind in ("national", "organisations")}


def test_every_footprint_and_region_has_every_measure_in_every_year(facts: pd.DataFrame) -> None:
    everyone = facts[facts["segment"] == "all"]
    counted = everyone.groupby(["measure", "year", "level"])["org"].nunique().unstack()
    assert len(counted) == 16 * len(staff.YEARS)
    assert set(counted["footprint"]) == {42} and set(counted["region"]) == {7} and set(counted["england"]) == {1}


def test_figures_are_plausible_and_of_no_board(facts: pd.DataFrame) -> None:
    care = facts[facts["measure"].eq("staff.recommend_care") & facts["year"].eq(2024) & facts["segment"].eq("all")]
    assert care.loc[care["org"] == ENGLAND, "value"].iloc[0] == pytest.approx(64, abs=3)
    assert care.loc[care["level"] == "footprint", "value"].between(35, 85).all()
    assert not set(care.loc[care["level"] == "trust", "org"]) & set(care.loc[care["level"] == "footprint", "org"])


def test_boards_stand_among_the_organisations_under_the_codes_of_their_footprints(folder: Path) -> None:
    rows = CalamineWorkbook.from_path(str(folder / "NSS24 detailed spreadsheets organisational results.xlsx"))
    groups = [
        (row[0], row[2]) for row in rows.get_sheet_by_name("THEMES").to_python(skip_empty_area=False)[5:] if row[0]
    ]
    assert len([code for code, group in groups if group == "ICBs" and str(code).startswith("Q")]) == 41
    assert [code for code, _ in groups] == sorted(str(code) for code, _ in groups)


def test_small_numbers_of_answers_are_marked(folder: Path) -> None:
    book = CalamineWorkbook.from_path(str(folder / "NSS24 detailed spreadsheets organisational results.xlsx"))
    rows = book.get_sheet_by_name("HEALTH WELLBEING SAFETY Q13-14").to_python(skip_empty_area=False)[5:]
    marked = [row for row in rows if row[6] == "-"]
    assert marked and all(set(row[6:]) == {"-"} for row in marked)
    assert min(row[-1] for row in rows if row[0] and row[6] != "-") >= 10


def test_a_system_is_its_trusts_by_size_without_ambulances(world: World, facts: pd.DataFrame) -> None:
    trusts = staff.trusts_of(world, 2024)
    inside = (trusts.system == "QOP") & (trusts.kind != "ambulance")
    rows = facts[facts["year"].eq(2024) & facts["segment"].eq("all") & facts["measure"].eq("staff.pp1")].set_index(
        "org"
    )
    values = rows.loc[trusts.code[inside], "value"].to_numpy()
    assert rows.loc["QOP", "value"] == pytest.approx(np.average(values, weights=trusts.staff[inside]))


def test_numbers_of_questions_move_as_they_did(folder: Path) -> None:
    for year, number in ((2021, "Q21d"), (2022, "Q23d"), (2025, "Q25d")):
        book = CalamineWorkbook.from_path(str(folder / f"NSS{year % 100} detailed spreadsheets national results.xlsx"))
        (name,) = (name for name in book.sheet_names if name.startswith("YOUR ORGANISATION"))
        above = book.get_sheet_by_name(name).to_python(skip_empty_area=False)[0]
        assert any(str(cell).startswith(f"{number} - If a friend") for cell in above)


def test_each_year_stands_apart() -> None:
    assert {each.date.year for each in source.BREAKS} == set(staff.YEARS[1:])
