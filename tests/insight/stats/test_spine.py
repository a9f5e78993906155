"""Spine positions against the fixture of Fingertips' own chart."""

import numpy as np
import pytest

from insight.model import Better
from insight.stats.ranks import Quartiles, spine_positions

SPREAD = Quartiles(20, 30, 50, 70, 80)


def test_positions():
    """methods.md 4: FingertipsNext fixture, E = 50, min 20, Q1 30, Q3 70, max 80."""
    places = spine_positions([60, 40, 55], 50, SPREAD, Better.HIGHER.sign)
    assert places.tolist() == pytest.approx([1 / 3, -1 / 3, 1 / 6])


def test_low_is_good_turns_the_spine_round():
    spread = Quartiles(10, 30, 45, 60, 80)
    assert spine_positions([80, 10, np.nan], 50, spread, Better.LOWER.sign)[:2].tolist() == pytest.approx([-0.75, 1])


def test_one_scale_for_both_sides_and_no_absolute_values():
    spread = Quartiles(-30, -20, -10, 0, 5)
    places = spine_positions([-30, 5], -10, spread, Better.HIGHER.sign)
    assert places.tolist() == pytest.approx([-1, 0.75])


def test_when_all_are_equal_all_stand_on_the_comparator():
    assert spine_positions([50, 50], 50, Quartiles(50, 50, 50, 50, 50), Better.HIGHER.sign).tolist() == [0, 0]


def test_without_a_better_direction_higher_stands_to_the_right():
    assert spine_positions([60, 40], 50, SPREAD, Better.NEITHER.sign)[0] > 0
    assert spine_positions([60, 40], 50, SPREAD, Better.NEITHER.sign)[1] < 0
