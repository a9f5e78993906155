"""The expected figure against a line worked out by hand, the normal equations, and what is left out."""

from __future__ import annotations

import math

import numpy as np
import pytest

from insight.stats.case_mix import expected_figure


def test_one_variable_is_the_weighted_line_worked_out_by_hand():
    """Weights 1 2 1, x 0 1 2, y 80 70 66: means 1 and 71.5; Sxy = -14, Sxx = 2, slope -7; own practices at 3 and 0 with weights 1 and
    3: 0.25 (71.5 - 14) + 0.75 (71.5 + 7) = 73.25. Around the mean 72.25 + 4.5 + 30.25 = 107, left 2.25 + 4.5 + 2.25 = 9."""
    found = expected_figure(
        [80, 70, 66, np.nan, 50], np.array([[0.0], [1], [2], [3], [0]]), [1, 2, 1, 1, 3], [False] * 3 + [True] * 2
    )
    assert found.value == pytest.approx(73.25)
    assert found.explained == pytest.approx(1 - 9 / 107)
    assert (found.others, found.coverage) == (3, 1.0)


def test_several_variables_are_the_normal_equations():
    random = np.random.default_rng(4)
    x, w, y = random.normal(20, 6, (200, 3)), random.gamma(4, 25, 200), random.normal(75, 5, 200)
    own = np.arange(200) < 20
    design = np.column_stack([np.ones(200), x])
    there = design[~own]
    beta = np.linalg.solve(there.T @ (there * w[~own, None]), there.T @ (w[~own] * y[~own]))
    assert expected_figure(y, x, w, own).value == pytest.approx(float(np.average(design[own] @ beta, weights=w[own])))


def test_the_footprints_own_figures_play_no_part():
    random = np.random.default_rng(6)
    x, y, own = random.normal(0, 1, (60, 2)), random.normal(75, 5, 60), np.arange(60) < 10
    other = np.where(own, 5.0, y)
    assert expected_figure(y, x, np.ones(60), own) == expected_figure(other, x, np.ones(60), own)


def test_practices_of_which_something_is_not_known_are_left_out_and_counted():
    x = np.array([[0.0], [1], [2], [3], [np.nan], [1]])
    found = expected_figure([80, 73, 66, np.nan, 70, 60], x, [1, 1, 1, 1, 3, 0], [False] * 3 + [True] * 2 + [False])
    assert found.value == pytest.approx(59.0) and found.coverage == 0.25 and found.others == 3
    partly = [[0.0, 5.0], [1, 3], [2, 7], [3, 1], [4, np.nan], [5, 2]]
    found = expected_figure([80, 73, 66, 59, 90, 0], partly, [1] * 6, [False] * 5 + [True])
    assert found.value == pytest.approx(45.0) and found.others == 4, "one of two variables is not enough"


def test_too_few_practices_and_what_does_not_vary():
    assert math.isnan(expected_figure([80, 70], [[0.0], [1.0]], [1, 1], [False, True]).value)
    nobody = expected_figure([80, 70, 75, 60, 0], [[0.0], [1], [2], [3], [1]], [1, 1, 1, 1, 0], [False] * 4 + [True])
    assert math.isnan(nobody.value) and nobody.coverage == 0.0
    alike = expected_figure([80, 70, 75, 0], [[1.0]] * 4, [1, 1, 1, 1], [False] * 3 + [True])
    assert alike.value == pytest.approx(75.0) and alike.explained == pytest.approx(0.0)
    content = expected_figure([75, 75, 75, 0], [[1.0], [2], [3], [1]], [1, 1, 1, 1], [False] * 3 + [True])
    assert content.value == pytest.approx(75.0) and content.explained == 0.0, (
        "where nothing differs, nothing is explained"
    )
    unlike = expected_figure([80, 70, 75, 0], [[1.0]] * 3 + [[9.0]], [1, 1, 1, 1], [False] * 3 + [True])
    assert unlike.value == pytest.approx(75.0), "what is alike elsewhere tells nothing of those it differs from"


def test_an_area_like_its_patients_is_expected_where_it_is():
    """Simulated: where age and deprivation are all that matters, the expected figure is the true one."""
    random, off = np.random.default_rng(8), []
    for _ in range(200):
        x = random.normal(0, 1, (400, 2))
        truth = np.clip(0.75 + x @ [0.03, -0.04], 0.05, 0.98)
        own = np.arange(400) < 40
        found = expected_figure(random.binomial(70, truth) / 70 * 100, x, np.ones(400), own)
        off.append(found.value - 100 * truth[own].mean())
    assert abs(np.mean(off)) < 0.1 and np.std(off) < 1.0
