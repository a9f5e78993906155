"""The range expected of one more organisation: the textbook's formula in matrices, and what it may not be asked."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from insight.stats.expected import expected_at


def _slow(x: np.ndarray, y: np.ndarray, at: float) -> tuple[float, float, float]:
    """Draper and Smith in matrices, the quantile by the distribution itself."""
    design = np.column_stack([np.ones(len(x)), x])
    inverse = np.linalg.inv(design.T @ design)
    coefficients = inverse @ design.T @ y
    residual = y - design @ coefficients
    variance = residual @ residual / (len(x) - 2)
    place = np.array([1.0, at])
    half = stats.t.ppf(0.975, len(x) - 2) * np.sqrt(variance * (1 + place @ inverse @ place))
    value = place @ coefficients
    return float(value), float(value - half), float(value + half)


def test_a_worked_example() -> None:
    """x 1 to 5, y 2, 4, 5, 4, 5: slope 0.6, intercept 2.2, residual variance 0.8; at 3 the half width is t(3) * sqrt(0.96)."""
    found = expected_at([1, 2, 3, 4, 5], [2, 4, 5, 4, 5], 3.0)
    half = 3.182446305284263 * np.sqrt(0.8 * 1.2)
    assert found == pytest.approx((4.0, 4.0 - half, 4.0 + half, 2.2, 0.6))


def test_the_slow_twin() -> None:
    chance = np.random.default_rng(7)
    for count in (3, 10, 42):
        x, y = chance.normal(20, 5, count), chance.normal(75, 4, count)
        found = expected_at(x, y, 31.0)
        assert found[:3] == pytest.approx(_slow(x, y, 31.0))


def test_ninety_five_of_a_hundred_new_ones_lie_in_the_range() -> None:
    chance, inside = np.random.default_rng(11), 0
    for _ in range(2_000):
        x = chance.normal(0, 1, 20)
        y = 1 + 2 * x + chance.normal(0, 3, 20)
        found = expected_at(x, y, 0.5)
        inside += found.lower <= 2 + chance.normal(0, 3) <= found.upper
    assert 0.935 < inside / 2_000 < 0.965


@pytest.mark.parametrize(("x", "y"), [([1, 2], [1, 2]), ([], []), ([4, 4, 4], [1, 2, 3])])
def test_too_few_or_all_alike_have_no_line(x: list[float], y: list[float]) -> None:
    with pytest.raises(ValueError, match="a line needs"):
        expected_at(x, y, 1.0)
