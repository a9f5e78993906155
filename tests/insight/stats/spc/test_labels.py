"""Which rule names a point when several apply."""

from __future__ import annotations

import numpy as np

from insight.stats.spc.labels import Rule, name_points
from insight.stats.spc.rules import RuleSignals


def test_precedence():
    """methods.md 6.5, precedence: T, T, S, S, two of three below, outside below, outside below, none."""
    found = name_points(
        RuleSignals(
            outside=np.array([[0, 0, 0, 0, 0, -1, -1, 0]], dtype=np.int8),
            rising=np.array([[1, 1, 0, 0, 0, 0, 1, 0]], dtype=bool),
            falling=np.zeros((1, 8), dtype=bool),
            two_of_three=np.array([[1, 0, 0, 0, -1, -1, 0, 0]], dtype=np.int8),
            shift=np.array([[1, 1, 1, 1, -1, -1, 0, 0]], dtype=np.int8),
        ),
        step=np.ones((1, 8), dtype=np.int8),
        judged=np.ones((1, 8), dtype=bool),
    )
    expected = [Rule.TREND] * 2 + [Rule.SHIFT] * 2 + [Rule.TWO_OF_THREE] + [Rule.OUTSIDE] * 2 + [Rule.COMMON_CAUSE]
    assert found.rule[0].tolist() == expected
    assert found.sign[0].tolist() == [1, 1, 1, 1, -1, -1, -1, 0]


def test_a_peak_takes_the_direction_in_which_the_line_leaves_it():
    nothing = np.zeros((1, 3), dtype=np.int8)
    middle = np.array([[False, True, False]])
    found = name_points(
        RuleSignals(nothing, middle, middle, nothing, nothing),
        step=np.array([[0, 1, -1]], dtype=np.int8),
        judged=np.array([[True, True, False]]),
    )
    assert found.sign[0].tolist() == [0, -1, 0]
    assert found.rule[0].tolist() == [Rule.COMMON_CAUSE, Rule.TREND, Rule.NOT_JUDGED]
