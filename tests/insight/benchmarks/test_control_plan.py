"""Limits start anew only where 13 months stand on either side; what is refused is refused in words."""

from __future__ import annotations

import pandas as pd
import pytest

from insight.benchmarks.control import Control, ControlPlan, Rebase, control
from insight.benchmarks.control_plan import admitted
from tests.insight.benchmarks.test_control import BROKEN
from tests.invented import NO_BREAKS
from tests.monthly import POSITIVE, months, wobble


def bare(values, breaks=NO_BREAKS) -> Control:
    found = control(months(values), POSITIVE, breaks, "North")
    assert isinstance(found, Control)
    return found


def at(month: str, reason: str = "A new ward") -> Rebase:
    return Rebase(pd.Timestamp(f"{month}-01"), reason)


def test_a_plan_that_can_stand_stands() -> None:
    plan = ControlPlan(rebases=(at("2023-02"),), baseline=12, target=90, remarks=(at("2022-06"),))
    assert admitted(plan, bare(wobble(90, 26))) == (plan, [])


@pytest.mark.parametrize(
    ("month", "side", "there"),
    [("2023-03", "after", 12), ("2023-01", "before", 12), ("2022-01", "before", 0), ("2030-01", "after", 0)],
)
def test_twelve_months_on_one_side_are_too_few(month: str, side: str, there: int) -> None:
    plan, refused = admitted(ControlPlan(rebases=(at(month),)), bare(wobble(90, 26)))
    assert plan.rebases == ()
    assert len(refused) == 1
    assert "13 months with a figure" in refused[0]
    assert f"{there or 'none'} {side} it" in refused[0]


def test_months_without_a_figure_do_not_count() -> None:
    values: list[float | None] = [*wobble(90, 26)]
    values[3] = None
    assert "12 before it" in admitted(ControlPlan(rebases=(at("2023-02"),)), bare(values))[1][0]


def test_of_new_starts_too_close_the_first_stands() -> None:
    plan, refused = admitted(ControlPlan(rebases=(at("2023-06"), at("2023-02"))), bare(wobble(90, 40)))
    assert plan.rebases == (at("2023-02"),)
    assert refused[0].startswith("Limits do not start anew in June 2023 yet")
    assert "4 before it" in refused[0]


def test_a_break_ends_the_stretch_that_is_counted() -> None:
    """The series breaks in March 2023, after 14 months; 26 follow."""
    read = bare(wobble(90, 14) + wobble(80, 26), BROKEN)
    assert admitted(ControlPlan(rebases=(at("2024-04"),)), read)[1] == []
    assert "6 before it" in admitted(ControlPlan(rebases=(at("2023-09"),)), read)[1][0]
    assert "before" in admitted(ControlPlan(rebases=(at("2023-03"),)), read)[1][0]


def test_a_baseline_lies_within_every_stretch_with_limits() -> None:
    read = bare(wobble(90, 40))
    assert admitted(ControlPlan(baseline=40), read)[1] == []
    plan, refused = admitted(ControlPlan(baseline=15, rebases=(at("2023-02"),)), read)
    assert plan.baseline is None
    assert "shortest stretch of this chart has 13" in refused[0]


def test_a_target_beyond_the_possible_and_a_note_off_the_chart_are_left_out() -> None:
    plan, refused = admitted(ControlPlan(target=101, remarks=(at("2019-01"), at("2022-03"))), bare(wobble(90, 20)))
    assert (plan.target, plan.remarks) == (None, (at("2022-03"),))
    assert "January 2019 is left out: the chart shows January 2022 to August 2023" in refused[0]
    assert "cannot be more than 100.0%" in refused[1]
