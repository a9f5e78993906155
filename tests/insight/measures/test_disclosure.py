"""No figure shown may give a hidden organisation away: rules as cases, and an attacker who subtracts whatever he sees."""

from __future__ import annotations

from collections.abc import Sequence, Set

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from insight.measures.disclosure import Published, Withheld, published_members, withheld, withhold
from insight.model import Status
from tests.invented import fact, facts

HOMES = pd.Series({f"P{number}": "NN" if number <= 5 else "EE" for number in range(1, 11)})


def hidden(org: str, year: int = 2025) -> dict:
    return fact(org, year, None, status="suppressed", respondents=None)


def told(*hides: str) -> Published:
    return published_members(facts(*(hidden(org) if org in hides else fact(org, 2025, 70) for org in HOMES.index)))


def orgs(*numbers: int) -> frozenset[str]:
    return frozenset(f"P{number}" for number in numbers)


def reasons(*asked: Set[str], behind: Published, parts: Sequence[pd.Series] = ()) -> list:
    return [row[0] for row in withheld(asked, [HOMES, *parts], behind)]


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (orgs(1, 2, 3, 4), Withheld.SUBTRACTION),  # the rest of North is P5, hidden
        (orgs(1, 2, 3, 4, 5), Withheld.SUBTRACTION),  # P5 adds nothing to the sum: the same number again
        (orgs(1, 2, 3), None),  # P4 and P5 remain, known only together
        (orgs(5, 6, 7, 8, 9, 10), None),  # East, as published
        (orgs(1, 2, 3, 4, 6, 7, 8, 9, 10), Withheld.SUBTRACTION),  # all England but P5
        (orgs(5, 6), Withheld.TOO_FEW),
    ],
)
def test_against_published_footprints_and_england(asked: frozenset[str], reason: Withheld | None) -> None:
    assert reasons(asked, behind=told("P5")) == [reason]


def test_nothing_hidden_nothing_withheld() -> None:
    assert reasons(orgs(1, 2, 3, 4), orgs(1, 2, 3), orgs(1, 2), behind=told()) == [None, None, None]


def test_hidden_together_stay_hidden() -> None:
    assert reasons(orgs(1, 2, 3), orgs(1, 2, 3, 4), behind=told("P4", "P5")) == [None, None]


def test_what_was_seen_first_stays_and_a_chain_of_three_is_not_completed() -> None:
    """P1 to P4 make all of North but P5: in two halves, each innocent by itself."""
    halves = orgs(1, 2, 6), orgs(3, 4, 7), orgs(6, 7, 8), orgs(8, 9, 10)
    assert reasons(*halves, behind=told("P5")) == [None, None, None, Withheld.SUBTRACTION]


def test_what_is_withheld_is_not_given_and_so_completes_nothing() -> None:
    assert reasons(orgs(1, 2, 3, 4), orgs(1, 2, 3), behind=told("P5")) == [Withheld.SUBTRACTION, None]


def test_only_the_periods_in_which_it_is_hidden() -> None:
    rows = [fact(org, year, 70) for org in HOMES.index for year in (2024, 2025) if org != "P5"]
    behind = published_members(facts(*rows, fact("P5", 2024, 70), hidden("P5", 2025)))
    assert list(withheld([orgs(1, 2, 3, 4)], [HOMES], behind)[0]) == [None, Withheld.SUBTRACTION]


def test_networks_count_too_alone_and_in_chains() -> None:
    network = pd.Series({"P6": "N1", "P7": "N1", "P8": "N1", "P9": "N1"})
    assert reasons(orgs(6, 7, 8), behind=told("P9"), parts=[network]) == [Withheld.SUBTRACTION]
    assert reasons(orgs(1, 6, 7), orgs(1, 2, 8), behind=told("P9"), parts=[network]) == [None, None]
    chain = orgs(1, 6, 7), orgs(1, 2, 8), orgs(1, 2, 3), orgs(2, 3, 4), orgs(1, 3, 4), orgs(1, 2, 4)
    assert Withheld.SUBTRACTION in reasons(*chain, behind=told("P9"), parts=[network])


def test_practices_are_preferred_to_trusts_and_other_segments_are_passed_over() -> None:
    rows = facts(fact("P1", 2025, 70), fact("T1", 2025, 70, "trust"), fact("P2", 2025, 70, segment="age=16-24"))
    assert list(published_members(rows).orgs) == ["P1"]
    assert list(published_members(rows[rows["level"] == "trust"]).orgs) == ["T1"]
    assert list(published_members(rows, "age=16-24").orgs) == ["P2"]
    assert withheld([orgs(1, 2, 3)], [HOMES], published_members(rows[:0])).shape == (1, 0)


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
    st.lists(chosen, min_size=1, max_size=7),
)
def test_an_attacker_who_solves_all_he_was_given_finds_no_hidden_organisation(
    areas: list[int], networks: list[int], hides: set[str], asked: list[frozenset[str]]
) -> None:
    """Whatever own footprints are asked for, their figures add nothing to what published ones determine by themselves."""
    published = published_members(facts(*(hidden(org) if org in hides else fact(org, 2025, 70) for org in WORLD)))
    homes, network = (pd.Series([f"A{place}" for place in groups], WORLD) for groups in (areas, networks))
    found = [row[0] for row in withheld(asked, [homes, network], published)]

    totals = [[group == place for group in groups] for groups in (areas, networks, [0] * 12) for place in set(groups)]
    shown = [
        [org in members and org not in hides for org in WORLD]
        for members, reason in zip(asked, found, strict=True)
        if reason is None
    ]
    for org in hides:
        assert _solved(totals + shown, org) == _solved(totals, org)
    assert hides or not any(found), "withheld although nothing is hidden"


def _solved(equations: list[list[bool]], org: str) -> bool:
    """Slow and obvious: the organisation's own unit vector adds no rank."""
    rows = np.array(equations, dtype=float)
    unit = np.array([[other == org for other in WORLD]], dtype=float)
    return np.linalg.matrix_rank(np.vstack([rows, unit])) == np.linalg.matrix_rank(rows)
