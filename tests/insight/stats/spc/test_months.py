"""The calendar of a control chart: gaps, groups and how many points there are."""

from __future__ import annotations

import numpy as np
import pytest

from insight.stats.spc.months import MINIMUM_POINTS, joined, latest, points_short, rebase_groups

GAP = np.nan
MONTHS = np.array(["2024-01", "2024-02", "2024-03", "2024-04"], dtype="datetime64[M]")


def test_a_rebase_takes_hold_at_the_first_month_on_or_after_its_date():
    """methods.md 6.4: R ignores a date that is not a data date; ours attaches it and can say so."""
    found = rebase_groups(MONTHS, ["2024-02-01", "2024-03-15"])
    assert found.group.tolist() == [0, 1, 1, 2]
    assert MONTHS[found.begins].astype(str).tolist() == ["2024-02", "2024-04"]


def test_rebases_in_any_order_before_and_after_the_months():
    found = rebase_groups(MONTHS, ["2030-01-01", "2020-01-01", "2024-03-01"])
    assert found.group.tolist() == [1, 1, 2, 2]
    assert found.begins.tolist() == [0, 2, -1]
    assert rebase_groups(MONTHS, []).group.tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("months", [["2024-01", "2024-01"], ["2024-02", "2024-01", "2024-03"]])
def test_months_must_ascend(months):
    with pytest.raises(ValueError, match="ascend"):
        rebase_groups(np.array(months, dtype="datetime64[M]"), [])


def test_points_are_joined_within_a_group_and_without_a_gap():
    y = [[1, 2, GAP, 3, 4, 5], [1, 2, 3, 4, 5, GAP]]
    assert joined(y, [0, 0, 0, 0, 1, 1]).astype(int).tolist() == [[0, 1, 0, 0, 0, 1], [0, 1, 1, 1, 0, 0]]


def test_the_latest_entry_is_that_of_the_latest_figure():
    y = np.array([[1, 2, GAP], [1, GAP, GAP], [GAP, GAP, GAP], [GAP, 1, 5]])
    assert latest([[7, 8, 9]] * 4, y, -1).tolist() == [8, 7, -1, 9]


def test_how_many_points_are_still_missing():
    """methods.md 6.1: limits and icons from 13 points in the current group (issue #194)."""
    y = np.full((4, 15), 5.0)
    y[1, 3:] = GAP
    y[2, 13:] = GAP
    y[3] = GAP
    assert points_short(y).tolist() == [0, 10, 0, 13]
    assert points_short(y, [0] * 10 + [1] * 5).tolist() == [8, 10, 10, 13]
    assert MINIMUM_POINTS == 13
