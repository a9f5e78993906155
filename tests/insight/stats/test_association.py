"""Spearman's rank correlation against scipy, with ties, gaps, too few pairs and no variation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata, spearmanr

from insight.stats.association import FEWEST_PAIRS, Association, disattenuate, ranks, spearman

NUMBERS = st.lists(st.integers(0, 12).map(float), min_size=FEWEST_PAIRS, max_size=40)


@given(NUMBERS, st.randoms(use_true_random=False))
def test_rho_is_scipys_even_with_ties(x, random):
    y = [value + random.randint(0, 6) for value in x]
    found = spearman(x, y)
    if len(set(x)) == 1 or len(set(y)) == 1:
        assert math.isnan(found.rho)
    else:
        assert found.rho == pytest.approx(spearmanr(x, y).statistic, abs=1e-12)
        assert found.lower <= found.rho <= found.upper


@given(NUMBERS)
def test_ranks_are_scipys(values):
    assert ranks(values).tolist() == rankdata(values).tolist()


def test_interval_is_bonett_and_wrights():
    """r = 0.5 over 50 pairs: tanh(atanh 0.5 -/+ 1.96 sqrt(1.125/47)) = 0.2411 to 0.6927, worked out by hand."""
    x = np.arange(50.0)
    random = np.random.default_rng(3)
    y = x + random.normal(0, 30, 50)
    found = spearman(x, y)
    half = 1.959963984540054 * math.sqrt((1 + found.rho**2 / 2) / 47)
    assert found.lower == pytest.approx(math.tanh(math.atanh(found.rho) - half))
    assert found.upper == pytest.approx(math.tanh(math.atanh(found.rho) + half))
    assert math.tanh(math.atanh(0.5) - 1.959963984540054 * math.sqrt(1.125 / 47)) == pytest.approx(0.2411, abs=5e-4)


def test_an_org_without_both_figures_is_left_out():
    x = [*map(float, range(FEWEST_PAIRS)), np.nan, 99.0]
    y = [*map(float, range(FEWEST_PAIRS)), 0.0, np.nan]
    assert spearman(x, y) == (1.0, 1.0, 1.0, FEWEST_PAIRS)


def test_too_few_pairs_have_no_association():
    found = spearman(range(FEWEST_PAIRS - 1), range(FEWEST_PAIRS - 1))
    assert math.isnan(found.rho)
    assert found.pairs == FEWEST_PAIRS - 1


def test_ten_pairs_are_the_fewest() -> None:
    assert math.isnan(spearman(range(9), range(9)).rho)
    assert spearman(range(10), range(10)).rho == 1.0
    assert spearman(range(10), range(10, 0, -1)).rho == -1.0


def test_what_does_not_vary_goes_with_nothing() -> None:
    with np.errstate(all="raise"):
        found = spearman([3.0] * 12, range(12))
    assert math.isnan(found.rho) and found.pairs == 12


def test_a_true_association_of_nine_tenths_looks_like_0_69():
    """Spearman 1904: with reliabilities 0.78 and 0.75 a true 0.9 is seen as 0.9 sqrt(0.585) = 0.688368."""
    found = disattenuate(Association(0.688368, 0.65, 0.72, 400), 0.78, 0.75)
    assert found == pytest.approx((0.9, 0.65 / 0.7648529, 0.72 / 0.7648529, 400), abs=1e-6)


def test_no_correction_goes_beyond_one_or_divides_by_nothing():
    assert disattenuate(Association(0.9, 0.8, 0.95, 50), 0.5, 0.5)[:3] == (1.0, 1.0, 1.0)
    assert disattenuate(Association(-0.9, -0.95, -0.8, 50), 0.5, 0.5)[:3] == (-1.0, -1.0, -1.0)
    assert math.isnan(disattenuate(Association(0.9, 0.8, 0.95, 50), 0.0, 0.5).rho)
    assert math.isnan(disattenuate(Association(np.nan, np.nan, np.nan, 5), 0.5, 0.5).rho)
