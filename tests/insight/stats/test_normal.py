"""Two-sided p-values against scipy, far into the tails."""

import numpy as np
import pytest
from scipy.stats import chi2, norm

from insight.stats.normal import two_sided_p


def test_p_values_of_both_tails():
    z = np.array([[0.0, 1.0, -1.959963984540054], [3.090232306167813, -8.0, 30.0]])
    assert two_sided_p(z) == pytest.approx(2 * norm.sf(np.abs(z)), rel=1e-12)


def test_the_root_of_chi_square_with_one_degree_of_freedom():
    """methods.md 5.1: 9.54953570608324 is p = 0.002."""
    assert two_sided_p(np.sqrt(9.54953570608324)) == pytest.approx(0.002, rel=1e-12)
    assert two_sided_p(np.sqrt(2.5)) == pytest.approx(chi2.sf(2.5, 1))


def test_missing_stays_missing():
    assert np.isnan(two_sided_p([np.nan, 1.0])).tolist() == [True, False]
