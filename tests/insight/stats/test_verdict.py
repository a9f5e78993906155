"""Verdicts against the fixtures of Fingertips' own unit tests."""

from __future__ import annotations

import numpy as np
import pytest

from insight.model import Better
from insight.stats.verdict import Verdict, compare, judge

LOWER, SIMILAR, HIGHER = Verdict.LOWER, Verdict.SIMILAR, Verdict.HIGHER
WORSE, BETTER, NOT_COMPARED = Verdict.WORSE, Verdict.BETTER, Verdict.NOT_COMPARED


def around(values: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """Intervals of 1.1 on either side, as in the project's tests."""
    return np.array(values) - 1.1, np.array(values) + 1.1


@pytest.mark.parametrize(
    ("polarity", "expected"),
    [
        (Better.HIGHER.sign, [BETTER, SIMILAR, SIMILAR, WORSE]),
        (Better.LOWER.sign, [WORSE, SIMILAR, SIMILAR, BETTER]),
        (Better.NEITHER.sign, [HIGHER, SIMILAR, SIMILAR, LOWER]),
    ],
)
def test_areas_against_england(polarity, expected):
    """methods.md 3: FingertipsNext d1600f4a unit tests, values 4 3 2 1 against 1 2 3 4."""
    assert judge(compare(*around([4, 3, 2, 1]), [1, 2, 3, 4]), polarity).tolist() == expected


@pytest.mark.parametrize(
    ("group", "expected"),
    [([2, 3, 4, 5], [LOWER, SIMILAR, HIGHER, HIGHER]), ([1, 2, 3, 4], [LOWER, SIMILAR, SIMILAR, HIGHER])],
)
def test_groups_against_their_areas_total(group, expected):
    """methods.md 3: female and male against totals 4 3 2 1."""
    assert judge(compare(*around(group), [4, 3, 2, 1]), Better.NEITHER.sign).tolist() == expected


def test_touching_is_similar():
    assert compare([1.0, 0.5], [2.0, 1.0], [1.0, 1.0]).tolist() == [SIMILAR, SIMILAR]


def test_a_limit_that_only_the_adding_up_parts_from_the_comparator_touches_it():
    assert compare([0.0, 0.3], [0.3, 0.5], [0.1 + 0.2, 0.3 - 4e-17]).tolist() == [SIMILAR, SIMILAR]
    assert compare([0.0, 0.3], [0.3, 0.5], [0.3 + 1e-8, 0.3 - 1e-8]).tolist() == [LOWER, HIGHER]


@pytest.mark.parametrize("gap", range(3))
def test_without_interval_or_comparator_nothing_is_compared(gap):
    figures = [5.0, 6.0, 1.0]
    figures[gap] = np.nan
    verdict = compare(*figures)
    assert verdict == NOT_COMPARED
    assert judge(verdict, Better.HIGHER.sign) == NOT_COMPARED
    assert judge(verdict, Better.LOWER.sign) == NOT_COMPARED


def test_each_measure_may_have_its_own_polarity():
    verdicts = np.array([[LOWER, HIGHER, SIMILAR, NOT_COMPARED]] * 3)
    assert judge(verdicts, np.array([[1], [0], [-1]])).tolist() == [
        [WORSE, BETTER, SIMILAR, NOT_COMPARED],
        [LOWER, HIGHER, SIMILAR, NOT_COMPARED],
        [BETTER, WORSE, SIMILAR, NOT_COMPARED],
    ]


def test_the_codes_of_a_verdict_are_kept():
    """They are stored with comparisons, so they may not drift."""
    assert {v.name: v.value for v in Verdict} == {
        "WORSE": -2, "LOWER": -1, "SIMILAR": 0, "HIGHER": 1, "BETTER": 2, "NOT_COMPARED": 9,
    }  # fmt: skip
    assert compare(0, 1, 2).dtype == np.int8
    assert judge(compare(0, 1, 2), 1).dtype == np.int8
