"""Needs of the invented country: the publishers' layouts with their traps, counts that agree, and people who fit the care they tell of."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from demo.needs.people import invent
from demo.world import World


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_fingertips_prints_england_twice_and_split_by_deprivation(publication: Path) -> None:
    rows = [row for row in _rows(publication / "fingertips_94240_GPs.csv") if row["Area Type"] == "England"]
    assert [bool(row["Category"]) for row in rows].count(True) == 10
    assert sorted(row["Parent Code"] for row in rows if not row["Category"]) == ["", "E92000001"]


def test_some_practices_have_sent_nothing(publication: Path) -> None:
    for name in ("fingertips_93468_GPs.csv", "fingertips_91547_GPs.csv"):
        notes = {row["Value note"] for row in _rows(publication / name) if not row["Value"]}
        assert notes == {"Value missing in source data"}


def test_every_practice_has_a_register_of_every_group(publication: Path) -> None:
    for year in ("2223", "2324", "2425"):
        rows = _rows(publication / f"PREVALENCE_{year}.csv")
        groups = {row["GROUP_CODE"] for row in rows}
        assert len(groups) == 21 and len(rows) == 21 * len({row["PRACTICE_CODE"] for row in rows})
        assert all(int(row["REGISTER"]) <= int(row["PRACTICE_LIST_SIZE"]) for row in rows)


def test_in_2023_24_only_new_diagnoses_of_depression_are_counted(publication: Path) -> None:
    def counted(year: str) -> int:
        rows = _rows(publication / f"PREVALENCE_{year}.csv")
        return sum(int(row["REGISTER"]) for row in rows if row["GROUP_CODE"] == "DEP")

    assert counted("2324") < 0.2 * min(counted("2223"), counted("2425"))


def test_small_areas_are_the_same_in_every_file_and_wales_is_in_two(publication: Path) -> None:
    index = _rows(publication / "File_7_IoD2025_All_Ranks_Scores_Deciles_Population_Denominators.csv")
    codes = {row["LSOA code (2021)"] for row in index}
    assert {row["LSOA21CD"] for row in _rows(publication / "LSOA21_SICBL23_ICB23_LAD23_EN_LU.csv")} == codes
    for name, column in (("census2021-ts021-lsoa.csv", "geography code"), ("LSOA21_RUC21_EW_LU.csv", "LSOA21CD")):
        assert {row[column] for row in _rows(publication / name)} - codes == {"W01099999"}
    ranks = sorted(int(row["Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)"]) for row in index)
    assert ranks == list(range(1, len(index) + 1))


def test_poorer_places_tell_of_worse_care_and_cities_are_younger(world: World) -> None:
    people = invent(world)
    assert np.corrcoef(people.poverty, world.standing)[0, 1] < -0.2
    assert np.corrcoef(people.over65, people.not_white)[0, 1] < -0.5
