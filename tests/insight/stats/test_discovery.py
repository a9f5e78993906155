"""False discovery rates against the worked example of 1995."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.stats.discovery import adjust, expected_false_flags, stands_out
from insight.stats.intervals import Z998
from insight.stats.normal import two_sided_p

from . import twins

# methods.md 8: given as the worked example of Benjamini and Hochberg 1995 (JRSS B 57:289).
P = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1]
ADJUSTED = [
    0.0015, 0.0030, 0.0095, 0.035625, 0.0603, 0.063857, 0.063857, 0.0645, 0.0765, 0.4860, 0.581182, 0.714875,
    0.753231, 0.813214, 1,
]  # fmt: skip


def test_the_worked_example():
    order = np.random.default_rng(1).permutation(15)
    assert adjust(P) == pytest.approx(ADJUSTED, abs=5.1e-7)
    assert adjust(np.array(P)[order]) == pytest.approx(np.array(ADJUSTED)[order], abs=5.1e-7)
    assert stands_out(P).tolist() == [True] * 4 + [False] * 11


def test_the_threshold_is_4_of_15_of_5_percent_and_bonferroni_lists_three():
    just_in, just_out = [*P[:3], 0.013333, *P[4:]], [*P[:3], 0.013334, *P[4:]]
    assert (stands_out(just_in).sum(), stands_out(just_out).sum()) == (4, 3)
    assert sum(p <= 0.05 / 15 for p in P) == 3


@given(st.lists(st.integers(0, 1000).map(lambda i: i / 1000), min_size=1, max_size=40), st.sampled_from([0.05, 0.2]))
def test_the_list_agrees_with_the_stepping_rule(p, rate):
    adjusted = adjust(p)
    if np.abs(adjusted - rate).min() > 1e-9:
        assert set(np.flatnonzero(stands_out(p, rate)).tolist()) == twins.benjamini_hochberg(p, rate)
    assert np.all(adjusted >= np.array(p) - 1e-15)
    assert adjusted.max() <= 1


def test_a_p_value_at_the_rate_is_listed():
    assert stands_out([0.05]).tolist() == [True]
    assert stands_out([0.1], 0.1).tolist() == [True]


def test_missing_p_values_are_no_comparisons():
    found = adjust([0.01, np.nan, 0.04])
    assert found[[0, 2]].tolist() == pytest.approx([0.02, 0.04])
    assert np.isnan(found[1])
    assert stands_out([0.01, np.nan, 0.04]).tolist() == [True, False, True]
    assert len(adjust([])) == 0


def test_how_many_flags_chance_alone_raises():
    """methods.md 8: 42 footprints times 20 measures: 42 at 95%, about 1.7 at 99.8%."""
    assert expected_false_flags(42 * 20, 0.95) == pytest.approx(42)
    assert expected_false_flags(42 * 20, 0.998) == pytest.approx(1.68)
    assert two_sided_p(Z998) == pytest.approx(0.002)
