"""The slope index against the package's own test data, and a least-squares twin."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.stats.inequality import slope_index
from insight.stats.intervals import Z998
from insight.stats.polarity import Polarity

# methods.md 16: PHEindicatormethods 093fd288 test data, ten groups, two areas.
POPULATION = np.array([
    [7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534],
    [21675, 20065, 19750, 24713, 20112, 19618, 22408, 19752, 18939, 19312],
])  # fmt: skip
VALUE = np.array([
    [75.933459, 78.344238, 83.836063, 83.637540, 80.465503, 81.115676, 81.693084, 84.190006, 80.595564, 86.289435],
    [70.548532, 71.571557, 72.486987, 73.519855, 73.146054, 76.158987, 78.654449, 80.564770, 80.854866, 79.971125],
])  # fmt: skip
ERROR = np.array([
    [1.638472, 1.578193, 1.513436, 1.775491, 1.701339, 1.564121, 1.368115, 1.400142, 2.432846, 1.566518],
    [0.229592, 0.259807, 0.299238, 0.160751, 0.791823, 0.778320, 0.399375, 0.279396, 0.229592, 0.351754],
])  # fmt: skip


def test_two_areas():
    found = slope_index(POPULATION, VALUE, ERROR)

    assert found.sii == pytest.approx([6.93462, 12.547847], abs=5e-6)
    assert found.sii[1] == pytest.approx(12.547847, abs=5e-7)
    assert found.rii == pytest.approx([1.088818, 1.180886], abs=5e-7)
    assert found.lower == pytest.approx([3.0899, 11.9364], abs=5.1e-5)
    assert found.upper == pytest.approx([10.7793, 13.1593], abs=5.1e-5)


def test_the_packages_simulated_interval_is_close():
    """methods.md 16: 3.1276 to 10.7587 and 11.9362 to 13.1630 in the file."""
    found = slope_index(POPULATION, VALUE, ERROR)
    assert found.lower == pytest.approx([3.1276, 11.9362], abs=0.04)
    assert found.upper == pytest.approx([10.7587, 13.1630], abs=0.03)


def test_low_is_good_reverses_the_sign():
    good, bad = slope_index(POPULATION, VALUE, ERROR), slope_index(POPULATION, VALUE, ERROR, Polarity.LOWER)
    assert bad.sii == pytest.approx(-good.sii)
    assert bad.lower == pytest.approx(-good.upper)
    assert bad.upper == pytest.approx(-good.lower)
    assert bad.rii == pytest.approx(good.rii)


def test_other_confidence():
    found = slope_index(POPULATION, VALUE, ERROR, z=Z998)
    assert found.upper - found.sii == pytest.approx(Z998 * found.error)


groups = st.lists(st.tuples(st.integers(1, 1000), st.floats(1, 100), st.floats(0.1, 5)), min_size=5, max_size=100)


@given(groups)
def test_least_squares_written_out(rows):
    """sqrt(a) y on sqrt(a) and b sqrt(a), no intercept; the error by adding up each group's own."""
    population, value, error = np.array(rows).T
    a = population / population.sum()
    b = np.cumsum(a) - a / 2
    design = np.column_stack([np.sqrt(a), b * np.sqrt(a)])
    solve = np.linalg.pinv(design) * np.sqrt(a)
    intercept, slope = solve @ value

    found = slope_index(population, value, error)
    assert found.sii == pytest.approx(slope, rel=1e-6, abs=1e-6)
    assert found.error == pytest.approx(np.sqrt((solve[1] ** 2 * error**2).sum()), rel=1e-6)
    if abs(intercept) > 0.1:
        assert found.rii == pytest.approx((intercept + slope) / intercept, rel=1e-4)


@pytest.mark.parametrize("groups", [4, 101])
def test_too_few_or_too_many_groups(groups):
    with pytest.raises(ValueError, match="5 to 100 groups"):
        slope_index(np.ones(groups), np.arange(groups), np.ones(groups))


@pytest.mark.parametrize("groups", [5, 100])
def test_just_enough_groups(groups):
    assert slope_index(np.ones(groups), np.arange(groups) / groups, np.ones(groups)).sii == pytest.approx(1)


def test_a_missing_group_is_a_missing_index():
    value = VALUE.copy()
    value[0, 3] = np.nan
    assert np.isnan(slope_index(POPULATION, value, ERROR).sii).tolist() == [True, False]
