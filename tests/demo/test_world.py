"""The invented world: every footprint has practices, places add up to every vintage, mergers make sense."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from demo import geography
from demo.practices import FEWEST
from demo.world import World

DAYS = {
    "stp-2016": date(2018, 1, 1),
    "stp-2020": date(2021, 1, 1),
    "icb-2022": date(2024, 1, 1),
    "icb-2026": date(2026, 4, 1),
}
EXPECTED = {"stp-2016": 44, "stp-2020": 42, "icb-2022": 42, "icb-2026": 36}


@pytest.mark.parametrize(("vintage", "day"), DAYS.items())
def test_every_footprint_has_practices_and_a_place(world: World, vintage: str, day: date) -> None:
    assert geography.vintage_on(day) == vintage
    footprint = world.places.footprints_on(day)
    assert len(set(footprint)) == EXPECTED[vintage]
    assert set(footprint) == set(geography.footprints(vintage))
    open_now = world.practices.place[world.practices.open_on(day)]
    assert set(footprint[open_now]) == set(geography.footprints(vintage))


@pytest.mark.parametrize(
    ("year", "number"), [(2017, 207), (2018, 195), (2019, 191), (2020, 135), (2021, 106), (2023, 106)]
)
def test_there_are_as_many_ccgs_as_there_were(world: World, year: int, number: int) -> None:
    """Published: 207, 195 and 135 in the dental workbooks of 2017, 2018 and 2020; 191 and 106 in the ODS and NHS Digital lists."""
    assert len(set(world.places.areas_on(date(year, 4, 1)))) == number


def test_every_area_belongs_to_a_footprint_whenever_the_area_exists(world: World) -> None:
    for day in [date(year, 4, 1) for year in range(2017, 2027)]:
        assert set(world.places.areas_on(day)) <= set(geography.parents(geography.vintage_on(day)))


def test_sub_icb_locations_have_enough_practices(world: World) -> None:
    for column in ("sub_icb_2022", "sub_icb_2026"):
        _, number = np.unique(world.places.areas[column][world.practices.place], return_counts=True)
        assert number.min() >= FEWEST


@pytest.mark.parametrize(
    ("place", "before", "after"),
    [
        ("Bassetlaw", "QF7", "QT1"),
        ("Glossop", "QOP", "QJ2"),
        ("West Birmingham", "QUA", "QHL"),
        ("Oundle", "QUE", "QPM"),
        ("Sandwell", "QUA", "QUA"),
    ],
)
def test_july_2022_exchanged_four_areas(world: World, place: str, before: str, after: str) -> None:
    index = world.places.name.tolist().index(place)
    assert world.places.footprints_on(date(2022, 6, 30))[index] == before
    assert world.places.footprints_on(date(2022, 7, 1))[index] == after


def test_frimley_goes_three_ways_by_network(world: World) -> None:
    was = world.places.footprints_on(date(2026, 3, 31)) == "QNQ"
    now = world.places.footprints_on(date(2026, 4, 1))
    assert set(now[was]) == {"S0E4D", "S9B9J", "QRL"}
    for pcn in set(world.practices.pcn[was[world.practices.place]]):
        assert len(set(now[world.practices.place[world.practices.pcn == pcn]])) == 1


def test_a_practice_that_merges_hands_its_patients_on(world: World) -> None:
    known = world.practices
    merged = np.flatnonzero(known.successor >= 0)
    assert len(merged) > 10
    assert (known.place[known.successor[merged]] == known.place[merged]).all()
    index = int(merged[0])
    closed = known.closed[index].item()
    before = known.lists_on(date(closed.year - 1, closed.month, closed.day))
    after = known.lists_on(closed)
    assert after[index] == 0
    assert after[known.successor[index]] == pytest.approx(
        (before[known.successor[index]] + before[index]) * 1.008, rel=0.01
    )


def test_names_and_codes_are_unique(world: World) -> None:
    for each in (world.practices.code, world.practices.name, world.trusts.code, world.trusts.name):
        assert len(set(each)) == len(each)


@pytest.mark.parametrize(("vintage", "day"), DAYS.items())
@pytest.mark.parametrize("kind", ["acute", "mental health"])
def test_every_footprint_has_a_trust_to_rely_on(world: World, vintage: str, day: date, kind: str) -> None:
    trusts = world.trusts
    assert 80 < len(trusts.code) < 130
    leading = trusts.place[(trusts.kind == kind) & trusts.leading]
    assert set(world.places.footprints_on(day)[leading]) == set(geography.footprints(vintage))


def test_every_region_has_one_ambulance_service(world: World) -> None:
    carriers = world.trusts.place[world.trusts.kind == "ambulance"]
    regions = world.places.regions_on(DAYS["icb-2022"])
    assert sorted(regions[carriers]) == sorted(set(regions))


def test_a_postcode_tells_the_place_and_is_no_real_one(world: World) -> None:
    known = world.practices
    sector = [code[:-2] for code in known.postcode]
    assert (
        len(set(zip(sector, known.place.tolist(), strict=True))) == len(set(sector)) == len(set(known.place.tolist()))
    )
    assert all(code.startswith("X") for code in known.postcode)


def test_leaning_repeats_itself_and_keeps_from_year_to_year(world: World) -> None:
    def leaning(theme: str, year: int) -> np.ndarray:
        return world.leaning(theme, 1.0, year, world.practices.place, 0.4)

    assert (leaning("a", 2024) == leaning("a", 2024)).all()
    assert np.corrcoef(leaning("a", 2024), leaning("a", 2025))[0, 1] > 0.9
    assert 0.5 < np.corrcoef(leaning("a", 2024), leaning("b", 2024))[0, 1] < 0.95
