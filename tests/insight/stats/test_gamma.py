"""Gamma quantiles against scipy, from rare events to large hospitals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import gammainc
from scipy.stats import gamma

from insight.stats.gamma import gamma_probability, gamma_quantile


@given(st.floats(0.1, 3000), st.sampled_from([0.001, 0.025, 0.5, 0.975, 0.999, 0.9999]))
def test_quantiles_agree_with_scipy(shape, probability):
    assert gamma_quantile(shape, probability) == pytest.approx(gamma.ppf(probability, shape), rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("shape", [0.02, 1, 7.5, 400, 50_000])
def test_probabilities_agree_with_scipy(shape):
    x = np.maximum(shape + np.sqrt(shape) * np.array([-1e9, -5, -1, 0, 1, 6, 10]), 1e-9)
    assert gamma_probability(shape, x) == pytest.approx(gammainc(shape, x), rel=1e-9, abs=1e-14)


def test_tables_and_gaps():
    table = gamma_quantile(np.array([[1.0], [2.0]]), [0.5, np.nan])
    assert table[:, 0].tolist() == pytest.approx([np.log(2), gamma.ppf(0.5, 2)])
    assert np.isnan(table[:, 1]).all()
    assert np.isnan(gamma_quantile([np.nan], 0.5)).all()


@pytest.mark.parametrize("shape", [0, -1, [3, 0]])
def test_a_shape_of_nothing_is_an_error(shape):
    with pytest.raises(ValueError, match="shape above 0"):
        gamma_quantile(shape, 0.5)
