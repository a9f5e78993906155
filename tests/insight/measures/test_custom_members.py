"""Who lies in a footprint of one's own, and its figures beside those of the vintage. The country is invented."""

from __future__ import annotations

import pandas as pd
import pytest

from insight.measures.custom import CustomFootprint, Member, NotAFootprint
from insight.measures.custom_geography import alone, lies_in, with_custom
from insight.measures.custom_members import Register, place_members
from insight.measures.portrait import portrait
from insight.measures.series import series
from insight.model import ENGLAND, Level
from tests.invented import OVERALL, england, fact, facts, footprint, geography

ORGS = pd.DataFrame(
    [
        *(("P" + str(number), "practice", f"Surgery {number}") for number in range(1, 8)),
        ("N1", "pcn", "First Network"), ("N2", "pcn", "Second Network"), ("N9", "pcn", "Network of another time"),
        ("S1", "sub_icb", "Eastern Place"), ("T1", "trust", "General Hospital"),
    ],
    columns=["code", "level", "name"],
).assign(opened=None, closed=None)  # fmt: skip
HOMES = {
    "P1": "N1", "P2": "N1", "P3": "NN", "P4": "N2", "P5": "N2", "P6": "XX", "N1": "NN", "N2": "S1", "S1": "EE", "T1": "NN",
}  # fmt: skip
MAP = geography(homes=HOMES)


@pytest.fixture
def register() -> Register:
    return Register("new", ORGS, MAP.footprints, MAP.membership)


def own(*members: tuple[Level, str], name: str = "Mine") -> CustomFootprint:
    return CustomFootprint(name, "new", tuple(Member(*member) for member in members))


def test_what_may_be_a_member(register: Register) -> None:
    assert register.levels["NN"] is Level.FOOTPRINT
    assert register.levels["P7"] is Level.PRACTICE  # closed or unplaced, but it may have figures
    assert "N9" not in register.levels
    known, unknown = register.look_up(["T1", "N9", "XX", "WHAT"])
    assert known == [(Level.TRUST, "T1"), (Level.FOOTPRINT, "XX")]
    assert unknown == ["N9", "WHAT"]


def test_search_by_code_first_then_by_words_of_the_name(register: Register) -> None:
    assert list(register.search("p3", 5)["code"]) == ["P3"]
    assert list(register.search("network SECOND", 5)["code"]) == ["N2"]
    assert list(register.search("surg", 3)["code"]) == ["P1", "P2", "P3"]
    assert register.search("  ", 5).empty
    assert register.search("[(", 5).empty


def test_members_hold_what_lies_in_them_at_any_distance(register: Register) -> None:
    placed = place_members(own((Level.FOOTPRINT, "EE"), (Level.PCN, "N1"), (Level.PRACTICE, "P1")), register)
    assert placed.organisations == {"P1", "P2", "P4", "P5"}
    assert placed.orgs == {"EE", "S1", "N1", "N2", "P1", "P2", "P4", "P5"}
    assert placed.unknown == ()


def test_unknown_members_are_listed_and_a_code_of_another_level_is_not_meant(register: Register) -> None:
    placed = place_members(own((Level.FOOTPRINT, "NN"), (Level.PCN, "NOPE"), (Level.TRUST, "P6")), register)
    assert placed.unknown == ("NOPE", "P6")
    assert placed.organisations == {"P1", "P2", "P3", "T1"}


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ([(Level.PCN, "N1")], "holds two practices or trusts"),
        ([(Level.TRUST, "T1")], "holds one practice or trust"),
        ([(Level.PCN, "N9")], "holds no practice or trust"),
    ],
)
def test_fewer_than_three_organisations_are_refused(register: Register, members: list, said: str) -> None:
    with pytest.raises(NotAFootprint, match=said):
        place_members(own(*members), register)


def test_beside_the_vintage_it_takes_nothing_from_the_others(register: Register) -> None:
    placed = place_members(own((Level.PCN, "N1"), (Level.PRACTICE, "P4")), register)
    beside = with_custom(MAP, placed)
    assert list(beside.names["short_name"]) == ["East", "Mine", "North", "West and South"]
    pd.testing.assert_series_equal(beside.homes, MAP.homes)
    assert MAP.name(placed.footprint.code) == placed.footprint.code
    assert lies_in(beside, placed.code) == ["NN", "EE"]
    assert lies_in(beside, "NN") == lies_in(MAP, placed.code) == []


def test_alone_it_is_summed_from_its_own_and_coverage_is_that_of_the_vintage(register: Register) -> None:
    rows = facts(
        england(2025, 70), footprint("NN", 2025, 66),
        fact("P1", 2025, 60, denominator=100), fact("P2", 2025, 80, denominator=300), fact("P4", 2025, 90, denominator=600),
        fact("P5", 2025, 10, denominator=500), fact("P7", 2025, 10, denominator=250),
    )  # fmt: skip
    placed = place_members(own((Level.PCN, "N1"), (Level.PRACTICE, "P4")), register)
    told = series(rows, OVERALL, alone(MAP, placed)).set_index("org")
    mine = told.loc[placed.footprint.code]
    assert mine["numerator"] == pytest.approx(60 + 240 + 540)
    # P7 belonged somewhere, but nobody says where: 250 of 1,750 are missing to every footprint alike.
    assert mine["coverage"] == pytest.approx(1500 / 1750)
    assert mine["coverage"] == series(rows, OVERALL, MAP).set_index("org").loc["EE", "coverage"]
    assert told.loc[ENGLAND, "value"] == 70


def test_taking_in_a_closed_practice_places_it(register: Register) -> None:
    rows = facts(fact("P1", 2025, 60), fact("P2", 2025, 80), fact("P7", 2025, 40))
    placed = place_members(own((Level.PCN, "N1"), (Level.PRACTICE, "P7")), register)
    mine = series(rows, OVERALL, alone(MAP, placed)).set_index("org").loc[placed.footprint.code]
    assert (mine["value"], mine["coverage"]) == (pytest.approx(60), 1)


def test_whole_footprints_together_are_the_sum_of_both(register: Register) -> None:
    rows = facts(*(fact(f"P{number}", 2025, 10.0 * number, denominator=100.0 + number) for number in range(1, 7)))
    placed = place_members(own((Level.FOOTPRINT, "NN"), (Level.FOOTPRINT, "EE")), register)
    each = series(rows, OVERALL, MAP).set_index("org")
    mine = series(rows, OVERALL, alone(MAP, placed)).set_index("org").loc[placed.footprint.code]
    for base in ("numerator", "denominator", "respondents"):
        assert mine[base] == pytest.approx(each.loc["NN", base] + each.loc["EE", base])


def test_its_portrait_counts_what_it_holds(register: Register) -> None:
    placed = place_members(own((Level.FOOTPRINT, "NN"), (Level.PRACTICE, "P6")), register)
    told = portrait(placed.code, with_custom(MAP, placed), ORGS)
    assert told.name == "Mine"
    assert told.counts == {Level.PCN: 1, Level.PRACTICE: 4, Level.TRUST: 1}
    assert told.came_from == told.today == ()
