"""Groups, ranks and distances among peers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from insight.stats.ranks import ntile, quartiles

from . import twins

values_with_gaps = st.lists(st.one_of(st.integers(0, 9).map(float), st.just(float("nan"))), max_size=40)


def test_seven_values_fall_into_fifths_as_sql_deals_them():
    """methods.md 4: NTILE(5) of 7 values is 2, 2, 1, 1, 1."""
    values = [7, 6, 5, 4, 3, 2, 1]
    assert ntile(values, list("abcdefg"), 5).tolist() == [5, 4, 3, 2, 2, 1, 1]


def test_fewer_than_five_values_are_not_compared():
    assert ntile([1, 2, 3, 4, np.nan], list("abcde"), 5).tolist() == [0, 0, 0, 0, 0]
    assert ntile([1, 2, 3, 4, 5], list("abcde"), 5).tolist() == [1, 2, 3, 4, 5]


def test_ties_are_split_by_code_whatever_the_order_of_the_rows():
    codes = np.array(["QE1", "QHM", "QF7", "QOP", "QWO"], dtype=object)
    assert ntile([50] * 5, codes, 5).tolist() == [1, 3, 2, 4, 5]


@given(values_with_gaps, st.integers(1, 6), st.randoms())
def test_ntile_deals_like_its_slow_twin(values, tiles, random):
    codes = [f"Q{i:02d}" for i in range(len(values))]
    random.shuffle(codes)
    assert ntile(values, codes, tiles).tolist() == twins.ntile_by_dealing(values, codes, tiles)


def test_quartiles_are_the_largest_of_each_quarter():
    assert quartiles([80, 20, 30, 45, 70]) == (20, 30, 45, 70, 80)
    assert quartiles([10, np.nan, 40, 20, 30, 50, 60, 70]) == (10, 20, 40, 60, 70)


def test_no_quartiles_of_fewer_than_four():
    assert np.isnan(quartiles([1, 2, 3, np.nan])).all()
    assert quartiles([1, 2, 3, 4]) == (1, 1, 2, 3, 4)
