"""A part against the whole it is a part of: against a slow twin that tests the part against all that lies outside it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.stats.part_of_whole import can_be_tested, distance


def against_the_rest(x: int, n: int, of: int, base: int) -> float:
    """The pooled test of two proportions, straight from the textbook: the part beside the rest of the whole."""
    outside, others = of - x, base - n
    first, second, pooled = x / n, outside / others, of / base
    return (first - second) / math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / others))


@st.composite
def parts(draw: st.DrawFn) -> tuple[int, int, int, int]:
    n, others = draw(st.integers(1, 3000)), draw(st.integers(1, 100_000))
    x, outside = draw(st.integers(0, n)), draw(st.integers(0, others))
    return x, n, x + outside, n + others


@given(parts())
def test_the_distance_is_that_from_the_rest_of_the_whole(each: tuple[int, int, int, int]) -> None:
    x, n, of, base = each
    if 0 < of < base:
        assert float(distance(x, n, of, base)) == pytest.approx(against_the_rest(x, n, of, base), rel=1e-9, abs=1e-9)


def test_two_shares_worked_out_by_hand() -> None:
    """15 of 100 beside 30 of 100: pooled 0.225, so 0.15 / sqrt(0.225 x 0.775 x 0.02) = 2.54 standard errors."""
    assert float(distance(15, 100, 45, 200)) == pytest.approx(-2.54, abs=0.005)


def test_nothing_is_told_where_all_or_none_are_counted_or_the_part_is_the_whole() -> None:
    assert np.isnan(distance([5, 0, 3], [5, 5, 9], [10, 0, 3], [10, 10, 9])).all()


@pytest.mark.parametrize(
    "wrong", [(-1, 10, 5, 100), (11, 10, 50, 100), (6, 10, 101, 100), (6, 10, 5, 100), (1, 10, 95, 100)]
)
def test_a_part_that_holds_more_than_its_whole_is_refused_be_it_one_of_many(wrong: tuple[int, int, int, int]) -> None:
    for fits in ((5, 10, 50, 100), None):
        with pytest.raises(ValueError, match="more than the whole"):
            distance(*(np.array(column) for column in zip(*filter(None, (wrong, fits)), strict=True)))


def test_a_part_may_hold_all_there_is_of_what_is_counted() -> None:
    assert np.isfinite(distance([5, 0, 10], [10, 10, 10], [5, 90, 50], [100, 100, 100])).all()


def test_five_expected_with_and_without_are_enough() -> None:
    assert can_be_tested([50, 49, 50], [10, 10, 95], [100, 100, 100]).tolist() == [True, False, False]
