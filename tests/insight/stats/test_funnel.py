"""Funnel limits, flags and curves against the package files of Public Health England."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.stats.funnel import FunnelFlag, average, curve_sizes, flag_orgs, funnel_limits
from insight.stats.intervals import Z95, Z998, Interval, wilson_proportion

# methods.md 7.1: PHEindicatormethods 093fd288 test files, 303 areas.
P0 = 10_325_813.8504 / 12_804_440
LIMITS = [
    (1, 3.204264, 100, 0, 100),
    (2, 25.885383, 100, 0, 100),
    (3, 35.933491, 100, 10.150815, 100),
    (4, 41.923356, 100, 19.594903, 100),
    (5, 46.011039, 100, 26.039864, 100),
    (10, 56.154344, 100, 42.032590, 100),
    (72_486, 80.354822, 80.930074, 80.188954, 81.095941),
    (110_000, 80.408963, 80.875933, 80.274317, 81.010578),
]


def test_the_middle_is_the_sum_divided_by_the_sum():
    found = average([10_000_000, np.nan, 325_813.8504, 5], [12_804_400, 7, 40, np.nan])
    assert found == pytest.approx(P0, rel=1e-15)
    assert 100 * found == pytest.approx(80.64244785714955, abs=1e-12)


@pytest.mark.parametrize(("n", "low95", "high95", "low998", "high998"), LIMITS)
def test_published_limits(n, low95, high95, low998, high998):
    at95, at998 = funnel_limits(P0, n), funnel_limits(P0, n, Z998)
    found = [100 * float(v) for v in (at95.lower, at95.upper, at998.lower, at998.upper)]
    assert found == pytest.approx([low95, high95, low998, high998], abs=5.1e-7)


@pytest.mark.parametrize(
    ("area", "x", "n", "flag"),
    [
        ("New Forest", 35078.488, 41_980, FunnelFlag.HIGH_998),
        ("Norwich", 24803.6256, 31_824, FunnelFlag.LOW_998),
        ("South Gloucestershire", 50050.7443, 61_921, FunnelFlag.INSIDE),
        ("West Norfolk", 26789.2380, 33_012, FunnelFlag.HIGH_95),
        ("North Devon", 30277.5312, 37_828, FunnelFlag.LOW_95),
    ],
)
def test_published_flags(area, x, n, flag):
    assert flag_orgs(x / n, funnel_limits(P0, n), funnel_limits(P0, n, Z998)) == flag, area


@given(st.floats(0.02, 0.98), st.floats(1, 1e5), st.sampled_from([Z95, Z998]))
def test_at_a_control_limit_the_wilson_interval_just_touches_the_middle(p0, n, z):
    lower, upper = funnel_limits(p0, n, z)
    if lower > 0:
        assert wilson_proportion(lower, n, z).upper == pytest.approx(p0, abs=1e-9)
    if upper < 1:
        assert wilson_proportion(upper, n, z).lower == pytest.approx(p0, abs=1e-9)


def test_limits_are_clipped_at_the_measures_own_maximum():
    limits = funnel_limits(0.5, [1, 100, np.nan], ceiling=0.55)
    assert limits.upper[:2].tolist() == [0.55, 0.55]
    assert limits.lower[:2].tolist() == pytest.approx([0, 0.5 - Z95 * 0.05])
    assert np.isnan(limits.lower[2])
    assert np.isnan(limits.upper[2])


@pytest.mark.parametrize("n", [0, -1, [10, 0]])
def test_no_limits_for_a_base_of_nothing(n):
    with pytest.raises(ValueError, match="base of 0"):
        funnel_limits(0.5, n)


def test_touching_a_limit_is_inside():
    at95, at998 = Interval(np.array(0.4), np.array(0.6)), Interval(np.array(0.3), np.array(0.7))
    values = [0.3, 0.4, 0.6, 0.7, 0.29, 0.31, 0.61, 0.71, 0.5, np.nan]
    assert flag_orgs(values, at95, at998).tolist() == [-1, 0, 0, 1, -2, -1, 1, 2, 0, 9]


@pytest.mark.parametrize("missing", [0, 1])
def test_without_limits_nothing_is_flagged(missing):
    limits = [Interval(np.array(0.4), np.array(0.6)), Interval(np.array(0.3), np.array(0.7))]
    limits[missing] = Interval(np.array(np.nan), np.array(np.nan))
    flag = flag_orgs(0.1, limits[0], limits[1])
    assert flag == FunnelFlag.NOT_COMPARED
    assert flag.dtype == np.int8


def test_the_codes_of_a_flag_are_kept():
    assert [(f.name, f.value) for f in FunnelFlag] == [
        ("LOW_998", -2), ("LOW_95", -1), ("INSIDE", 0), ("HIGH_95", 1), ("HIGH_998", 2), ("NOT_COMPARED", 9),
    ]  # fmt: skip


def test_the_curve_is_drawn_where_it_bends():
    """methods.md 7.1: x_j = max(round((X/x_(j-1))^(1/(101-j)) x_(j-1)), x_(j-1) + 1), X = 110,000."""
    sizes = curve_sizes(110_000)
    assert len(sizes) == 100
    assert sizes[:5].tolist() == [1, 2, 3, 4, 5]
    assert sizes[-1] == 110_000
    assert np.all(np.diff(sizes) >= 1)
    for j in range(2, 101):
        before = sizes[j - 2]
        assert sizes[j - 1] == max(round((110_000 / before) ** (1 / (101 - j)) * before), before + 1)


def test_the_curve_stays_on_a_short_axis():
    assert curve_sizes(40).tolist() == list(range(1, 41))
    assert curve_sizes(5000, smallest=50)[[0, -1]].tolist() == [50, 5000]
