"""Control limits against every printed oracle series."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import gamma

from insight.stats.spc.limits import (
    NEAR,
    THREE_SIGMA,
    average_range,
    control_limits,
    unguarded_limits,
)

from . import oracle
from .plot_the_dots import screened_range

SPREADS = {oracle.SCREENED: screened_range, oracle.PLAIN: average_range}
CASES = [
    pytest.param(series, baseline, SPREADS[setting], printed, id=f"{name}-{setting}")
    for name, series, settings, baseline, printed in oracle.LIMITS
    for setting in settings
]


@pytest.mark.parametrize(("series", "baseline", "spread", "printed"), CASES)
def test_printed_limits(series, baseline, spread, printed):
    """methods.md 6.5: mean, LPL, UPL, near lower, near upper."""
    limits, _ = unguarded_limits([series], 0, baseline, spread)
    for line, text in zip(limits, printed.split(), strict=True):
        digits = len(text.partition(".")[2]) or 6
        assert line[0] == pytest.approx(np.full(len(series), float(text)), abs=0.5000001 * 10**-digits)


def test_screening_is_off_unless_asked_for():
    """methods.md 6.1: Making Data Count's Excel tools do not screen."""
    assert control_limits([oracle.A]).upper[0, 0] == pytest.approx(6.951503, abs=5e-7)


def test_the_constants():
    d2 = 2 / gamma(0.5)
    assert pytest.approx(3 / d2, abs=0.005) == THREE_SIGMA
    assert NEAR == 2 / 3


def test_a_range_of_exactly_the_screen_is_dropped():
    """methods.md 6.1: drop every MR >= 3.267 aMR."""
    ranges = np.array([[np.nan, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0]])
    group = np.zeros(ranges.shape, dtype=np.intp)
    at = 3.267 * 8 / (10 - 3.267)
    for top, kept in ((at * 0.999, (8 + at * 0.999) / 10), (at * 1.001, 8 / 9)):
        with_top = np.append(ranges, [[top]], axis=1)
        assert screened_range(with_top, np.zeros((1, 11), dtype=np.intp))[0, 0] == pytest.approx(kept)
    zero = np.where(np.isnan(ranges), np.nan, 0.0)
    assert np.isnan(screened_range(zero, group)).all()


@pytest.mark.parametrize("spread", SPREADS.values())
def test_a_constant_series_has_no_variation_to_judge(spread):
    """Ours, methods.md 6.4."""
    for line in control_limits([[95.0] * 14], spread=spread):
        assert np.isnan(line).all()


def test_nothing_left_after_screening_is_no_variation_either():
    """Ours, methods.md 6.4: 1, 1, 1, 1, 2 screened."""
    assert np.isnan(control_limits([oracle.L], spread=screened_range).mean).all()
    assert np.isfinite(control_limits([oracle.L], spread=average_range).mean).all()


def test_one_point_has_no_limits():
    assert np.isnan(control_limits([[np.nan, 5.0, np.nan]]).mean).all()


def test_a_gap_contributes_no_moving_range():
    with_gap, _ = unguarded_limits([[1, 2, np.nan, 9, 10]])
    assert with_gap.mean[0, 0] == 5.5
    assert with_gap.upper[0, 0] == pytest.approx(5.5 + 2.66)


def test_rebased_groups_have_their_own_limits():
    """methods.md 6.5 r: screened, rebase at point 13."""
    group = np.repeat([0, 1], 12)
    limits = control_limits([oracle.R], group, spread=screened_range)
    assert limits.mean[0, [0, 11, 12, 23]].tolist() == [11.5, 11.5, 21.5, 21.5]
    assert limits.lower[0, [0, 12]].tolist() == pytest.approx([6.4218, 16.4218], abs=5.1e-5)
    assert limits.upper[0, [0, 12]].tolist() == pytest.approx([16.5782, 26.5782], abs=5.1e-5)

    whole = control_limits([oracle.R], spread=screened_range)
    found = [float(line[0, 5]) for line in (whole.mean, whole.lower, whole.upper)]
    assert found == pytest.approx([16.5, 11.4218, 21.5782], abs=5.1e-5)


def test_a_baseline_fixes_each_groups_limits_on_its_own_first_points():
    y = [[1, 2, np.nan, 3, 50, 10, 12, 14, 90], [5, 6, 7, 8, 9, 10, 11, 12, 13]]
    group = np.array([0, 0, 0, 0, 0, 1, 1, 1, 1])
    limits, movement = unguarded_limits(y, group, 3)
    assert limits.mean[:, 0].tolist() == [2, 6]
    assert limits.mean[:, -1].tolist() == [12, 11]
    assert movement[:, [0, -1]].tolist() == [[1, 2], [1, 1]]


def test_each_series_may_be_rebased_on_its_own():
    y = [[1, 2, 3, 10, 20, 30]] * 2
    limits = control_limits(y, [[0, 0, 0, 1, 1, 1], [0] * 6])
    assert limits.mean[:, [0, 5]].tolist() == [[2, 20], [11, 11]]
    assert limits.upper[0, [0, 5]].tolist() == pytest.approx([2 + 2.66, 20 + 26.6])


def test_groups_of_one_series_do_not_leak_into_the_next():
    y = np.array([[1.0, 2, 3, 4], [10, 20, 30, 40]])
    together = control_limits(y, [0, 0, 1, 1])
    for row in range(2):
        alone = control_limits(y[[row]], [0, 0, 1, 1])
        for line, own in zip(together, alone, strict=True):
            assert line[row].tolist() == own[0].tolist()
