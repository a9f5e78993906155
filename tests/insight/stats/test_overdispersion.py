"""Between-organisation variance against published and recomputed cases, and its twin."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import norm

from insight.stats.funnel import funnel_limits
from insight.stats.intervals import Z95, Z998
from insight.stats.overdispersion import (
    adjusted_p,
    arcsine_dispersion,
    arcsine_limits,
    between_variance,
    winsorised_dispersion,
)

from . import twins

X, N = [60, 72, 110, 45, 90, 140], [100, 100, 150, 90, 110, 200]


def test_the_case_in_full():
    """methods.md 7.2, ours, from the formulas of Spiegelhalter 2005."""
    found = arcsine_dispersion(X, N)

    assert np.sin(found.middle) ** 2 == pytest.approx(0.689333, abs=5e-7)
    assert found.z == pytest.approx([-1.869973, 0.672434, 1.189997, -3.684261, 3.161317, 0.327554], abs=5e-7)
    assert np.quantile(found.z, [0.1, 0.9]) == pytest.approx([-2.777117, 2.175657], abs=5e-7)
    assert found.phi == pytest.approx(2.986370, abs=5e-7)
    assert found.tau2 == pytest.approx(0.00526787, abs=5e-9)


@pytest.mark.parametrize(
    ("n", "z", "adjusted", "plain"),
    [
        (100, Z95, (0.521429, 0.834863), (0.595587, 0.775829)),
        (100, Z998, (0.422137, 0.901727), (0.539624, 0.821105)),
        (200, Z95, (0.535912, 0.823950), (0.623588, 0.751448)),
        (200, Z998, (0.444806, 0.887693), (0.584514, 0.785149)),
    ],
)
def test_adjusted_and_plain_limits(n, z, adjusted, plain):
    """methods.md 7.2. The plain column is the same arcsine form with no variance between organisations."""
    found = arcsine_dispersion(X, N)
    limits = arcsine_limits(found, n, z)
    assert (float(limits.lower), float(limits.upper)) == pytest.approx(adjusted, abs=5.1e-7)

    chance_only = arcsine_limits(found._replace(tau2=0.0), n, z)
    assert (float(chance_only.lower), float(chance_only.upper)) == pytest.approx(plain, abs=5.1e-7)
    assert float(funnel_limits(0.689333, n, z).lower) == pytest.approx(plain[0], abs=0.02)


@given(
    st.lists(st.tuples(st.integers(1, 400), st.floats(0, 1)), min_size=2, max_size=25),
    st.sampled_from([0.0, 0.05, 0.1, 0.2]),
)
def test_phi_and_tau2_agree_with_the_printed_formulas(orgs, tail):
    n = [float(base) for base, _ in orgs]
    x = [share * base for base, share in orgs]
    found = arcsine_dispersion(x, n, tail)

    low, high = (twins.percentile(found.z.tolist(), share) for share in (tail, 1 - tail))
    pulled_in = [min(max(z, low), high) for z in found.z.tolist()]
    phi, tau2 = twins.between_variance_as_printed(pulled_in, found.error.tolist())
    assert found.phi == pytest.approx(phi, rel=1e-9, abs=1e-12)
    assert found.tau2 == pytest.approx(tau2, rel=1e-6, abs=1e-12)


def test_chance_alone_widens_nothing():
    assert arcsine_dispersion([50, 51, 49], [100, 100, 100]).tau2 == 0
    assert between_variance(5.0, np.array([0.1])) == 0
    assert between_variance(0.5, np.array([0.1, 0.1])) == 0
    assert between_variance(0.6, np.array([0.1, 0.1])) == pytest.approx(0.2 / 100)


def test_orgs_without_a_figure_are_left_out_but_keep_their_place():
    whole = arcsine_dispersion(X, N)
    found = arcsine_dispersion([60, np.nan, *X[1:], 12], [100, 80, *N[1:], np.nan])
    assert (found.phi, found.tau2) == pytest.approx((whole.phi, whole.tau2))
    assert np.isnan(found.z).tolist() == [False, True, False, False, False, False, False, True]


@pytest.mark.parametrize(
    ("x", "n"), [([-1, 2], [5, 5]), ([1, 2], [0, 5]), ([6, 2], [5, 5]), ([0, 1], [-2, 5]), ([0, 2], [0, 5])]
)
def test_impossible_counts_are_errors(x, n):
    with pytest.raises(ValueError, match="between 0 and its base"):
        arcsine_dispersion(x, n)


def test_all_or_nobody_is_possible():
    assert np.isfinite(arcsine_dispersion([0, 5, 3], [5, 5, 5]).z).all()


@given(st.floats(0.01, 0.99), st.floats(0, 0.05), st.sampled_from([Z95, Z998]))
def test_limits_never_turn_back_as_replies_fall(p0, tau2, z):
    """methods.md 7.2: where sin^2 would turn back the limits stay at 0 and 1."""
    found = arcsine_dispersion(X, N)._replace(middle=float(np.arcsin(np.sqrt(p0))), tau2=tau2)
    lower, upper = arcsine_limits(found, np.arange(1.0, 400.0), z)
    assert np.all(np.diff(lower) >= -1e-12)
    assert np.all(np.diff(upper) <= 1e-12)
    assert 0 <= lower.min() <= upper.max() <= 1


def test_few_replies_reach_both_ends():
    found = arcsine_dispersion(X, N)
    assert arcsine_limits(found, 1).lower == 0
    assert arcsine_limits(found, 1).upper == 1


def test_adjusted_p_values_agree_with_the_adjusted_limits():
    found = arcsine_dispersion(X, N)
    assert np.all(adjusted_p(found) > 2 * norm.sf(np.abs(found.z)))

    share = np.array(X) / np.array(N)
    for z in (Z95, Z998, 1.0):
        limits = arcsine_limits(found, N, z)
        outside = (share < limits.lower) | (share > limits.upper)
        assert (adjusted_p(found) < 2 * norm.sf(z)).tolist() == outside.tolist()


@given(st.lists(st.floats(-3, 3), min_size=2, max_size=12))
def test_without_tails_phi_is_the_mean_square(distances):
    assume(any(abs(d) > 0.01 for d in distances))
    found = winsorised_dispersion(np.array(distances) + 2, 2.0, np.ones(len(distances)), 0.0)
    assert found.phi == pytest.approx(np.mean(np.square(distances)))
