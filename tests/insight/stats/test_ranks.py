"""Groups, ranks and distances among peers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.stats.polarity import Polarity
from insight.stats.ranks import (
    QUINTILE_WORDS,
    ntile,
    people_to_best_quarter,
    quartiles,
    quintiles,
    rank_range,
    two_figures,
)

from . import twins

values_with_gaps = st.lists(st.one_of(st.integers(0, 9).map(float), st.just(float("nan"))), max_size=40)


def test_seven_values_fall_into_fifths_as_sql_deals_them():
    """methods.md 4: NTILE(5) of 7 values is 2, 2, 1, 1, 1."""
    values = [7, 6, 5, 4, 3, 2, 1]
    assert quintiles(values, list("abcdefg")).tolist() == [5, 4, 3, 2, 2, 1, 1]


def test_fewer_than_five_values_are_not_compared():
    assert quintiles([1, 2, 3, 4, np.nan], list("abcde")).tolist() == [0, 0, 0, 0, 0]
    assert quintiles([1, 2, 3, 4, 5], list("abcde")).tolist() == [1, 2, 3, 4, 5]


def test_ties_are_split_by_code_whatever_the_order_of_the_rows():
    codes = np.array(["QE1", "QHM", "QF7", "QOP", "QWO"], dtype=object)
    assert quintiles([50] * 5, codes).tolist() == [1, 3, 2, 4, 5]


@given(values_with_gaps, st.integers(1, 6), st.randoms())
def test_ntile_deals_like_its_slow_twin(values, tiles, random):
    codes = [f"Q{i:02d}" for i in range(len(values))]
    random.shuffle(codes)
    assert ntile(values, codes, tiles).tolist() == twins.ntile_by_dealing(values, codes, tiles)


def test_the_words_for_fifths():
    """methods.md 4."""
    assert QUINTILE_WORDS[Polarity.HIGHER] == ("worst", "worse", "middle", "better", "best")
    assert QUINTILE_WORDS[Polarity.LOWER] == tuple(reversed(QUINTILE_WORDS[Polarity.HIGHER]))
    assert QUINTILE_WORDS[Polarity.NEITHER] == ("lowest", "low", "middle", "high", "highest")


def test_quartiles_are_the_largest_of_each_quarter():
    assert quartiles([80, 20, 30, 45, 70]) == (20, 30, 45, 70, 80)
    assert quartiles([10, np.nan, 40, 20, 30, 50, 60, 70]) == (10, 20, 40, 60, 70)


def test_no_quartiles_of_fewer_than_four():
    assert np.isnan(quartiles([1, 2, 3, np.nan])).all()
    assert quartiles([1, 2, 3, 4]) == (1, 1, 2, 3, 4)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 8), st.booleans()), max_size=30), st.booleans())
def test_rank_ranges_agree_with_every_pair_compared(areas, high_is_good):
    lower = [float("nan") if hidden else float(low) for low, _, hidden in areas]
    upper = [low + width for low, (_, width, _) in zip(lower, areas, strict=True)]
    found = rank_range(lower, upper, Polarity.HIGHER if high_is_good else Polarity.LOWER)

    pairs = list(zip(found.best.tolist(), found.worst.tolist(), strict=True))
    assert pairs == twins.rank_range_by_pairs(lower, upper, high_is_good)
    assert found.of == sum(not hidden for *_, hidden in areas)


def test_a_rank_carries_its_uncertainty():
    """methods.md 4, after Goldstein and Spiegelhalter 1996: touching intervals do not separate two areas."""
    found = rank_range([10, 20, 20, 40], [20, 30, 39, 50], Polarity.HIGHER)
    assert found.best.tolist() == [2, 2, 2, 1]
    assert found.worst.tolist() == [4, 4, 4, 1]
    assert found.of == 4


def test_without_a_better_direction_rank_1_is_the_highest():
    assert rank_range([1, 5], [2, 6], Polarity.NEITHER).best.tolist() == [2, 1]


def test_one_missing_limit_is_enough_to_have_no_rank():
    found = rank_range([np.nan, 1, 5], [9, np.nan, 6], Polarity.HIGHER)
    assert (found.best.tolist(), found.worst.tolist(), found.of) == ([0, 0, 1], [0, 0, 1], 1)


def test_distance_to_the_best_quarter_as_people():
    """methods.md 4: (Q3 - p)/100 * 100,000 in two significant figures."""
    assert people_to_best_quarter([0.721, 0.7784, 0.80], 0.7784, 100_000, Polarity.HIGHER).tolist() == [5700, 0, 0]
    assert people_to_best_quarter([0.12, 0.05], 0.08, [1000, 1000], Polarity.LOWER).tolist() == [40, 0]
    assert people_to_best_quarter(0.7, 0.8, 1_234_567, Polarity.NEITHER) == 120_000


@pytest.mark.parametrize(
    ("exact", "said"), [(5743, 5700), (99.6, 100), (12.4, 12), (0.0123, 0.012), (7, 7), (0, 0), (-128, -130)]
)
def test_two_significant_figures(exact, said):
    assert two_figures(exact) == pytest.approx(said)


def test_two_figures_of_missing_is_missing():
    assert np.isnan(two_figures([np.nan, 1.0])).tolist() == [True, False]
