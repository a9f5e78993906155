"""Targets against limits, from the tests of the R package."""

from __future__ import annotations

import numpy as np
import pytest

from insight.model import Better
from insight.stats.spc.assurance import Assurance, assure

PASS, FAIL, LUCK, NONE = (
    Assurance.CONSISTENTLY_PASSES,
    Assurance.CONSISTENTLY_FAILS,
    Assurance.HIT_OR_MISS,
    Assurance.NO_ICON,
)
LOWER, UPPER = np.array([1.0, 5.0, 1.0]), np.array([3.0, 7.0, 5.0])


@pytest.mark.parametrize(
    ("polarity", "expected"),
    [
        (Better.HIGHER.sign, [FAIL, PASS, LUCK]),
        (Better.LOWER.sign, [PASS, FAIL, LUCK]),
        (Better.NEITHER.sign, [NONE, NONE, NONE]),
    ],
)
def test_a_target_of_4(polarity, expected):
    """methods.md 6.5, assurance: limits (1,3), (5,7), (1,5). No direction is no division by 0 either."""
    with np.errstate(all="raise"):
        assert assure(LOWER, UPPER, 4, polarity).tolist() == expected


def test_after_a_rebase_where_decrease_is_improvement():
    """methods.md 6.5: groups ending (1,5), (1,3), (5,7)."""
    assert assure([1, 1, 5], [5, 3, 7], 4, Better.LOWER.sign).tolist() == [LUCK, PASS, FAIL]


def test_touching_a_limit_is_hit_or_miss():
    assert assure([4, 1], [7, 4], 4, Better.HIGHER.sign).tolist() == [LUCK, LUCK]


@pytest.mark.parametrize("gap", range(3))
def test_no_icon_without_limits_or_target(gap):
    figures = [1.0, 3.0, 4.0]
    figures[gap] = np.nan
    assert assure(*figures, Better.HIGHER.sign) == NONE


def test_the_codes_are_kept():
    assert [(a.name, a.value) for a in Assurance] == [
        ("NO_ICON", -1), ("HIT_OR_MISS", 0), ("CONSISTENTLY_PASSES", 1), ("CONSISTENTLY_FAILS", 2),
    ]  # fmt: skip
    assert assure(1, 2, 3, 1).dtype == np.int8
