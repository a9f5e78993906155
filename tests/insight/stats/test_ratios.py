"""Observed against expected: FunnelPlotR's published numbers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2

from insight.stats.intervals import Z95, Z998
from insight.stats.ratios import (
    exact_poisson_limits,
    log_dispersion,
    log_limits,
    square_root_dispersion,
    square_root_limits,
)

OBSERVED, EXPECTED = [100, 150, 180, 80, 120, 225], [108, 112, 165, 95, 100, 220]


def test_shmi_form():
    """methods.md 7.2: phi is FunnelPlotR's own test (9020d497)."""
    found = log_dispersion(OBSERVED, EXPECTED)
    assert found.phi == pytest.approx(2.948033, abs=5e-7)
    assert found.tau2 == pytest.approx(0.0194775, abs=5e-8)
    assert found.middle == 0
    assert found.z == pytest.approx(np.sqrt(EXPECTED) * np.log(np.array(OBSERVED) / EXPECTED))


@pytest.mark.parametrize(("tail", "phi", "tau2"), [(0.1, 2.327178, 0.0034398), (0.05, 2.746783, 0.0044060)])
def test_square_root_form(tail, phi, tau2):
    """methods.md 7.2, computed from the formulas."""
    found = square_root_dispersion(OBSERVED, EXPECTED, tail)
    assert found.phi == pytest.approx(phi, abs=5e-7)
    assert found.tau2 == pytest.approx(tau2, abs=5e-8)
    assert found.middle == 1
    assert square_root_dispersion(OBSERVED, EXPECTED).phi == pytest.approx(2.327178, abs=5e-7)


def test_shmi_sets_the_outer_tenths_aside():
    """floor(10 rank/(N+1)) of 0 or 9: of 19 hospitals rank 1 and ranks 18 and 19; ties share their average rank."""
    expected = np.full(19, 100.0)
    observed = 100 * np.exp(np.arange(1, 20) / 10 - 1)
    kept = np.arange(2, 18) - 10.0
    assert log_dispersion(observed, expected).phi == pytest.approx(np.mean(kept**2))

    observed[1] = observed[0]
    tied = np.concatenate([[-9.0], kept])
    tied[1] = -9.0
    # Ranks 1 and 2 become 1.5 each: floor(15/20) = 0, so both go.
    assert log_dispersion(observed, expected).phi == pytest.approx(np.mean(tied[2:] ** 2))


def test_only_the_kept_errors_enter_tau2():
    expected = np.linspace(50, 400, 19)
    observed = expected * np.exp(np.arange(1, 20) / 10 - 1)
    found = log_dispersion(observed, expected)
    order = np.argsort(found.z)
    kept = np.sort(order[1:17])
    weight = expected[kept]
    excess = 16 * np.mean(found.z[kept] ** 2) - 15
    assert found.tau2 == pytest.approx(excess / (weight.sum() - (weight**2).sum() / weight.sum()))


def test_rare_events_are_counts_too():
    assert np.isfinite(log_dispersion([0.5, 4], [0.7, 4]).z).all()
    assert np.isfinite(square_root_dispersion([0.5, 4], [0.7, 4]).z).all()


def test_missing_orgs_are_left_out():
    whole, found = (
        log_dispersion(OBSERVED, EXPECTED),
        log_dispersion([np.nan, *OBSERVED], [9, *EXPECTED]),
    )
    assert (found.phi, found.tau2) == pytest.approx((whole.phi, whole.tau2))
    assert np.isnan(found.z[0])


@pytest.mark.parametrize(("o", "e"), [(0, 5), (-1, 5), (5, 0), (5, -1)])
def test_shmi_needs_counts(o, e):
    with pytest.raises(ValueError, match="above 0"):
        log_dispersion([o, 4], [e, 4])


@pytest.mark.parametrize(("o", "e"), [(-1, 5), (5, 0), (5, -1)])
def test_square_roots_need_counts(o, e):
    with pytest.raises(ValueError, match="cannot be below 0"):
        square_root_dispersion([o, 4], [e, 4])
    assert np.isfinite(square_root_dispersion([0, 4], [5, 4]).z).all()


@pytest.mark.parametrize("z", [Z95, Z998])
def test_an_org_on_a_limit_lies_z_widened_errors_out(z):
    expected, tau2 = np.array([20.0, 100.0, 900.0]), 0.01

    logs = log_limits(tau2, expected, z)
    error = np.sqrt(1 / expected + tau2)
    assert np.log(logs.lower) == pytest.approx(-z * error)
    assert np.log(logs.upper) == pytest.approx(z * error)

    roots = square_root_limits(tau2, expected, z)
    error = np.sqrt(1 / (4 * expected) + tau2)
    assert np.sqrt(roots.lower) == pytest.approx(1 - z * error)
    assert np.sqrt(roots.upper) == pytest.approx(1 + z * error)


def test_limits_are_95_percent_unless_told_and_stop_at_nothing():
    assert log_limits(0, 100).upper == pytest.approx(np.exp(Z95 / 10))
    assert square_root_limits(0, 100).upper == pytest.approx((1 + Z95 / 20) ** 2)
    assert square_root_limits(1, 100).lower == 0


# methods.md 7.3: FunnelPlotR test.
POISSON = [
    (15, 0.5596924, 1.649348, 0.3862650, 2.082907),
    (20, 0.6108260, 1.544419, 0.4479107, 1.902094),
    (30, 0.6746958, 1.427562, 0.5289724, 1.702771),
]


@pytest.mark.parametrize(("expected", "low95", "high95", "low998", "high998"), POISSON)
def test_exact_poisson_limits(expected, low95, high95, low998, high998):
    at95, at998 = exact_poisson_limits(expected), exact_poisson_limits(expected, 0.001)
    assert (float(at95.lower), float(at998.lower)) == pytest.approx((low95, low998), abs=5.1e-8)
    assert (float(at95.upper), float(at998.upper)) == pytest.approx((high95, high998), abs=5.1e-7)


def test_exact_poisson_limits_agree_with_chi_square():
    e = np.array([0.5, 3.3, 250.0, np.nan])
    found = exact_poisson_limits(e)
    assert found.lower == pytest.approx(chi2.ppf(0.025, 2 * e) / (2 * e), rel=1e-9, nan_ok=True)
    assert found.upper == pytest.approx(chi2.ppf(0.975, 2 * (e + 1)) / (2 * e), rel=1e-9, nan_ok=True)
