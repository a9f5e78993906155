"""The registers: the documented columns, histories without gaps, and lists that agree with the world."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
import pytest

from demo import geography
from demo.world import World


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.parametrize("name", ["epraccur", "etr", "ets"])
def test_ods_reports_have_27_quoted_columns_and_no_header(publication: Path, name: str) -> None:
    rows = _rows(publication / f"{name}.csv")
    assert {len(row) for row in rows} == {27}
    assert rows[0][0] != "code"
    first = (publication / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
    assert first.count('"') == 54


def test_open_practices_carry_the_areas_of_2026_and_closed_ones_those_of_their_end(publication: Path) -> None:
    for row in _rows(publication / "epraccur.csv"):
        day = date.fromisoformat(row[11]) if row[12] == "C" else date(2026, 4, 1)
        vintage = geography.vintage_on(day)
        assert row[3] == geography.parents(vintage)[row[14]]
        assert row[2] == geography.footprints(vintage)[row[3]].region
        assert row[25] == "4"


def test_merged_practices_have_a_successor_and_sites_a_trust(publication: Path, world: World) -> None:
    known = world.practices
    closed = dict(zip(known.code.tolist(), known.closed.tolist(), strict=True))
    rows = _rows(publication / "succ.csv")
    assert rows and {len(row) for row in rows} == {5}
    for org, successor, _, day, _ in rows:
        assert closed[org] == date.fromisoformat(day) and closed[successor] is None
    trusts = set(world.trusts.code.tolist())
    assert {row[14] for row in _rows(publication / "ets.csv")} == trusts


def test_each_history_is_without_gap_and_ends_where_the_practice_is(publication: Path, world: World) -> None:
    now = dict(
        zip(world.practices.code.tolist(), world.places.areas_on(date(2026, 4, 1))[world.practices.place], strict=True)
    )
    closed = dict(zip(world.practices.code.tolist(), world.practices.closed.tolist(), strict=True))
    for code, group in groupby(_rows(publication / "epcmem.csv"), key=lambda row: row[0]):
        spells = list(group)
        for earlier, later in pairwise(spells):
            assert date.fromisoformat(earlier[4]) + timedelta(days=1) == date.fromisoformat(later[3])
        if closed[code] is None:
            assert spells[-1][1] == now[code]
            assert spells[-1][4] == ""
        else:
            assert date.fromisoformat(spells[-1][4]) + timedelta(days=1) == closed[code]


@pytest.mark.parametrize(
    ("name", "area", "footprint", "codes"),
    [("jan-22", "CCG", "STP", "stp-2020"), ("apr-26", "SUB_ICB_LOCATION", "ICB", "icb-2026")],
)
def test_mappings_carry_the_areas_of_their_day(
    publication: Path, name: str, area: str, footprint: str, codes: str
) -> None:
    header, *rows = _rows(publication / f"gp-reg-pat-prac-map-{name}.csv")
    named = [
        f"{start}{org}{end}"
        for org in (area, footprint)
        for start, end in (("ONS_", "_CODE"), ("", "_CODE"), ("", "_NAME"))
    ]
    assert header[7:13] == named
    assert {row[11] for row in rows} == set(geography.footprints(codes))
    assert all(geography.parents(codes)[row[8]] == row[11] for row in rows)
    assert len({row[2] for row in rows}) == len(rows)


def test_list_sizes_are_those_of_the_open_practices(publication: Path, world: World) -> None:
    header, *rows = _rows(publication / "gp-reg-pat-prac-all-apr-26.csv")
    assert header[-1] == "NUMBER_OF_PATIENTS"
    day = date(2026, 4, 1)
    assert len(rows) == world.practices.open_on(day).sum()
    assert sum(int(row[-1]) for row in rows) == np.round(world.practices.lists_on(day).sum())
    assert min(int(row[-1]) for row in rows) > 400


def test_the_survey_and_the_register_agree_on_who_lies_where(publication: Path, survey) -> None:
    header, *rows = _rows(publication / "gp-reg-pat-prac-map-apr-26.csv")
    register = {row[2]: row[header.index("ICB_CODE")] for row in rows}
    file = survey(2026, "Practice")
    for code, footprint in zip(file.text("ad_practicecode"), file.text("ad_icscode"), strict=True):
        assert register.get(code, footprint) == footprint
