"""No figure shown may give a hidden organisation away: rules as cases, and an attacker who subtracts whatever he sees."""

from __future__ import annotations

from collections.abc import Set
from itertools import permutations

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from insight.measures.disclosure import Replies, Withheld, replies_behind, withheld, withhold
from insight.model import Status
from tests.invented import fact, facts

HOMES = pd.Series({f"P{number}": "NN" if number <= 5 else "EE" for number in range(1, 11)})
NOWHERE: list[pd.Series] = []


def hidden(org: str, year: int = 2025, **other: float) -> dict:
    return fact(org, year, None, status="suppressed", **({"respondents": None} | other))


def told(*hides: str, years: tuple[int, ...] = (2025,), source: str = "gpps", **other: float) -> Replies:
    rows = [
        hidden(org, year, **other) if org in hides else fact(org, year, 70, respondents=40.0)
        for org in HOMES.index
        for year in years
    ]
    return replies_behind(facts(*rows), source)


def orgs(*numbers: int) -> frozenset[str]:
    return frozenset(f"P{number}" for number in numbers)


def reasons(*asked: Set[str], behind: Replies, parts: list[pd.Series] = NOWHERE) -> list:
    return [row[0] for row in withheld(asked, [HOMES], parts, behind)]


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (orgs(1, 2, 3, 4), Withheld.SUBTRACTION),  # the rest of North is P5, hidden
        (orgs(1, 2, 3), None),  # P4 and P5 remain: 40 replies hide those of P5
        (orgs(1, 2, 3, 4, 5), None),  # all of North: nothing remains
        (orgs(5, 6, 7, 8, 9, 10), Withheld.SUBTRACTION),  # East and P5
        (orgs(4, 5, 6, 7, 8, 9, 10), None),
        (orgs(1, 2, 3, 4, 6, 7, 8, 9, 10), Withheld.SUBTRACTION),  # all England but P5
        (orgs(5, 6), Withheld.TOO_FEW),
    ],
)
def test_against_published_footprints_and_england(asked: frozenset[str], reason: Withheld | None) -> None:
    assert reasons(asked, behind=told("P5")) == [reason]


def test_nothing_hidden_nothing_withheld() -> None:
    assert reasons(orgs(1, 2, 3, 4), orgs(1, 2, 3), orgs(1, 2), behind=told()) == [None, None, None]


def test_what_was_seen_first_stays_and_what_comes_later_is_withheld() -> None:
    more, less = orgs(1, 2, 3, 7, 8, 9), orgs(1, 2, 3, 7, 9)
    assert reasons(more, less, behind=told("P8")) == [None, Withheld.SUBTRACTION]
    assert reasons(less, more, behind=told("P8")) == [None, Withheld.SUBTRACTION]
    assert reasons(more, less, behind=told("P3")) == [None, None]


def test_what_is_withheld_cannot_be_subtracted() -> None:
    """The third differs from the second by 9 replies, all hidden; but the second is not shown, and the first has 18 more."""
    first, second, third = orgs(1, 2, 3, 7, 8, 9), orgs(1, 2, 3, 7, 9), orgs(1, 2, 3, 7)
    behind = told("P8", "P9", respondents=9.0)
    assert reasons(first, second, third, behind=behind) == [None, Withheld.SUBTRACTION, None]
    assert reasons(second, third, behind=behind) == [None, Withheld.SUBTRACTION]


def test_only_the_periods_in_which_it_is_hidden() -> None:
    rows = [fact(org, year, 70, respondents=40.0) for org in HOMES.index for year in (2024, 2025) if org != "P5"]
    behind = replies_behind(facts(*rows, fact("P5", 2024, 70), hidden("P5", 2025)), "gpps")
    assert list(withheld([orgs(1, 2, 3, 4)], [HOMES], NOWHERE, behind)[0]) == [None, Withheld.SUBTRACTION]


@pytest.mark.parametrize(("source", "count", "reason"), [
    ("gpps", 9, Withheld.SUBTRACTION), ("gpps", 10, None), ("fft", 4, Withheld.SUBTRACTION), ("fft", 5, None),
    ("inpatient", 29, Withheld.SUBTRACTION), ("inpatient", 30, None), ("a new source", 29, Withheld.SUBTRACTION),
])  # fmt: skip
def test_thresholds_are_the_sources_own(source: str, count: float, reason: Withheld | None) -> None:
    """Under 10 replies GPPS, 5 FFT, 30 Inpatient; hidden replies count where they are published."""
    assert reasons(orgs(1, 2, 3, 4), behind=told("P5", source=source, respondents=count)) == [reason]


def test_networks_count_only_where_one_lies_in_the_other() -> None:
    network = pd.Series({"P6": "N1", "P7": "N1", "P8": "N1", "P9": "N1"})
    for asked, reason in (
        (orgs(6, 7, 8), Withheld.SUBTRACTION),  # all of the network but P9
        (
            orgs(1, 2, 6, 7, 8),
            None,
        ),  # more than the network on one side, less on the other: one subtraction gives nothing
    ):
        assert reasons(asked, behind=told("P9"), parts=[network]) == [reason]


def test_a_shown_figure_without_a_number_of_replies_hides_as_many_as_the_source_demands() -> None:
    rows = [fact(org, 2025, 70, respondents=None) for org in HOMES.index if org != "P5"]
    behind = replies_behind(facts(*rows, hidden("P5")), "gpps")
    assert reasons(orgs(1, 2, 3), behind=behind) == [None]
    assert reasons(orgs(1, 2, 3, 4), behind=behind) == [Withheld.SUBTRACTION]


def test_practices_are_preferred_to_trusts_and_other_segments_are_passed_over() -> None:
    rows = facts(fact("P1", 2025, 70), fact("T1", 2025, 70, "trust"), fact("P2", 2025, 70, segment="age=16-24"))
    assert list(replies_behind(rows, "gpps").orgs) == ["P1"]
    assert list(replies_behind(rows[rows["level"] == "trust"], "fft").orgs) == ["T1"]
    assert list(replies_behind(rows, "gpps", "age=16-24").orgs) == ["P2"]
    assert withheld([orgs(1, 2, 3)], [HOMES], NOWHERE, replies_behind(rows[:0], "gpps")).shape == (1, 0)


def test_no_number_of_a_withheld_figure_leaves() -> None:
    numbers = ["value", "lower", "upper", "numerator", "denominator", "respondents", "effective", "coverage"]
    rows = pd.DataFrame({"start": pd.to_datetime(["2024-01-01", "2025-01-01"]), "status": Status.OK, "org": "own-1"})
    rows = rows.assign(**dict.fromkeys(numbers, 1.0))
    starts = rows["start"].to_numpy(dtype="datetime64[ns]")
    kept = withhold(rows, starts, np.array([None, Withheld.SUBTRACTION], dtype=object))
    assert kept.loc[0, numbers].eq(1.0).all()
    assert kept.loc[1, numbers].isna().all()
    assert list(kept["status"]) == ["ok", "withheld"]
    assert rows["value"].notna().all()


WORLD = tuple(f"P{number}" for number in range(12))
partitions = st.lists(st.integers(0, 3), min_size=len(WORLD), max_size=len(WORLD))
chosen = st.sets(st.sampled_from(WORLD), min_size=3).map(frozenset)


@settings(max_examples=300, deadline=None)
@given(
    partitions,
    partitions,
    st.sets(st.sampled_from(WORLD), max_size=6),
    st.lists(chosen, min_size=1, max_size=5),
    st.data(),
)
def test_nothing_hidden_can_be_recovered_by_subtracting_what_is_shown(
    areas: list[int], networks: list[int], hides: set[str], asked: list[frozenset[str]], data: st.DataObject
) -> None:
    true = {org: data.draw(st.integers(1, 9) if org in hides else st.integers(10, 12)) for org in WORLD}
    rows = [hidden(org) if org in hides else fact(org, 2025, 70, respondents=float(true[org])) for org in WORLD]
    homes, network = pd.Series(areas, WORLD), pd.Series(networks, WORLD)
    found = [row[0] for row in withheld(asked, [homes], [network], replies_behind(facts(*rows), "gpps"))]

    shown = [orgs for orgs, reason in zip(asked, found, strict=True) if reason is None]
    totals = [
        frozenset(np.array(WORLD)[np.array(group) == place])
        for group in (areas, networks, [0] * 12)
        for place in set(group)
    ]
    for mine in shown:
        others = [each for each in (*shown, *totals) if each != mine]
        assert not any(
            _gives_away(one, other, hides, true) for each in others for one, other in permutations((mine, each))
        )
    for orgs, reason in zip(asked, found, strict=True):
        assert reason is None or hides, f"{orgs} withheld although nothing is hidden"


def _gives_away(whole: Set[str], part: Set[str], hides: Set[str], true: dict[str, int]) -> bool:
    """Slow and obvious: the part lies in the whole, and what remains is under ten people, some of them hidden."""
    rest = whole - part
    return part <= whole and bool(rest & hides) and sum(true[org] for org in rest) < 10
