"""Rolling practices up to footprints: sum, then divide."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.stats.intervals import wilson_proportion
from insight.stats.rollup import roll_up

from . import twins

W, P, N, D = [120, 300, 80], [0.70, 0.80, 0.90], [100, 110, 95], 1.54


def test_three_practices():
    """methods.md 9, computed there from the formulas."""
    found = roll_up(W, P, N, D, footprint=[0, 0, 0], footprints=1)
    p, variance, base = (float(a[0]) for a in found)

    assert p == pytest.approx(0.792, abs=1e-12)
    assert variance == pytest.approx(0.0010300275, abs=5e-11)
    assert np.sqrt(variance) == pytest.approx(0.0320940, abs=5e-8)
    assert base == pytest.approx(157.6782, abs=5e-5)
    assert [float(v) for v in wilson_proportion(p, base)] == pytest.approx([0.722078, 0.848033], abs=5e-7)

    first_form = p * (1 - p) / variance
    assert first_form == pytest.approx(159.9336, abs=5e-5)
    assert [float(v) for v in wilson_proportion(p, first_form)] == pytest.approx([0.722614, 0.847688], abs=5e-7)


def test_not_the_mean_of_percentages_nor_weighted_by_replies():
    """methods.md 9: the two wrong answers are 0.80 and 0.798361."""
    p = roll_up(W, P, N, D, footprint=[0, 0, 0], footprints=1).proportion[0]
    assert np.mean(P) == pytest.approx(0.80)
    assert np.average(P, weights=N) == pytest.approx(0.798361, abs=5e-7)
    assert min(abs(p - 0.80), abs(p - 0.798361)) > 0.006


org = st.tuples(st.floats(1, 1e4), st.floats(0, 1), st.integers(1, 500), st.floats(1, 3), st.integers(-1, 3))


@given(st.lists(org, min_size=1, max_size=30))
def test_all_footprints_at_once_agree_with_one_at_a_time(orgs):
    w, p, n, d, place = map(list, zip(*orgs, strict=True))
    found = roll_up(w, p, n, d, footprint=place, footprints=4)
    for footprint in range(4):
        rows = [o[:4] for o in orgs if o[4] == footprint]
        slow = twins.roll_up_one(rows) if rows else (np.nan,) * 3
        fast = tuple(float(a[footprint]) for a in found)
        assert fast == pytest.approx(slow, rel=1e-9, abs=1e-15, nan_ok=True)


@pytest.mark.parametrize(
    "hidden",
    [(np.nan, 0.5, 10), (50, np.nan, 10), (50, 0.5, np.nan), (0, 0.5, 10), (50, 0.5, 0)],
)
def test_an_org_without_a_figure_changes_nothing(hidden):
    columns = [[*column, extra] for column, extra in zip((W, P, N), hidden, strict=True)]
    whole = roll_up(W, P, N, D, footprint=[0, 0, 0], footprints=2)
    found = roll_up(*columns, D, footprint=[0, 0, 0, 0], footprints=2)
    assert [a[0] for a in found] == [a[0] for a in whole]
    assert np.isnan([a[1] for a in found]).all()


def test_a_footprint_of_orgs_without_weight_alone_has_no_figure_and_nothing_is_divided_by_nought():
    with np.errstate(all="raise"):
        found = roll_up([*W, 0], [*P, 0.5], [*N, 10], D, footprint=[0, 0, 0, 1], footprints=2)
    assert np.isnan([each[1] for each in found]).all()


def test_the_second_form_has_no_zero_variance():
    found = roll_up([10, 20], [1, 1], [5, 8], 1.54, footprint=[0, 0], footprints=1)
    assert found.variance[0] == 0
    assert found.effective_base[0] == pytest.approx(30**2 / (1.54 * (100 / 5 + 400 / 8)))


@pytest.mark.parametrize("unit", [1e-3, 1.0, 1e3])
def test_the_unit_of_the_weights_does_not_matter(unit):
    w, p, n = np.array([1.0, 2.0, 4.0]) * unit, [0.5, 0.7, 0.9], [1.0, 50.0, 80.0]
    found = roll_up(w, p, n, 1.0, footprint=np.zeros(3, dtype=int), footprints=1)
    assert found.proportion[0] == pytest.approx((0.5 + 2 * 0.7 + 4 * 0.9) / 7)
    assert found.effective_base[0] == pytest.approx(49 / (1 + 4 / 50 + 16 / 80))
