"""Months are read as months: against the month of the year before, on a control chart, and never between organisations."""

from __future__ import annotations

import pandas as pd
import pytest

from insight.benchmarks.cadence import is_monthly
from insight.benchmarks.change import Change
from insight.benchmarks.findings import trajectory_finding
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.trajectory import Trajectory, trajectory
from insight.charts.provenance import Provenance
from insight.charts.trend.chart import trend
from insight.model import ENGLAND, Basis
from tests.invented import NO_BREAKS, geography
from tests.monthly import POSITIVE, RELEASES, months


def follow(values: list[float | None]) -> Trajectory:
    own = months(values)
    rows = pd.concat([own, own.assign(org="EE"), own.assign(org=ENGLAND, value=90.0)])
    return trajectory(POSITIVE, rows, geography("mid").group, NO_BREAKS, "NN")


def test_months_that_follow_one_another_are_monthly_and_one_month_a_year_is_not() -> None:
    every = months([90.0] * 25)
    assert is_monthly(every)
    assert not is_monthly(every[every["start"].dt.month == 11])
    assert not is_monthly(every.head(1))


def test_ratings_stand_until_the_next_inspection() -> None:
    assert not is_monthly(months([90.0] * 25).assign(basis=str(Basis.LOCATIONS)))


def test_a_month_is_held_against_the_same_month_of_the_year_before() -> None:
    told = follow([80.0, *[50.0] * 11, 95.0])
    assert isinstance(told.change, Change)
    assert (told.change.earlier, told.change.later) == ("January 2022", "January 2023")
    assert told.change.value == pytest.approx(15.0)
    assert told.change.word == "improved"


@pytest.mark.parametrize("values", [[80.0] * 5, [None, *[80.0] * 12]])
def test_without_that_month_the_change_cannot_be_told(values: list[float | None]) -> None:
    told = follow(values)
    assert isinstance(told.change, Refusal) and told.change.reason is Reason.NO_YEAR_BEFORE
    assert trajectory_finding(told) == "North on inpatient care: positive: no year before to compare with"


def test_five_months_are_not_told_as_five_years() -> None:
    told = follow([80.0 + month for month in range(13)])
    assert isinstance(told.trend, Refusal) and told.trend.reason is Reason.MONTHS


def test_where_organisations_may_not_be_compared_the_others_are_not_drawn() -> None:
    told = follow([80.0] * 13)
    assert told.others.empty and len(told.england) == 13
    drawn = trend(told, Provenance(RELEASES, "ICBs", demonstration=False))
    assert "not a benchmark" in drawn.foot and "Grey" not in drawn.foot


def test_lists_of_one_day_are_not_months_whoever_is_on_them() -> None:
    lists = months([None] * 12)
    assert not is_monthly(lists.assign(end=lists["start"] + pd.Timedelta(days=1), basis=None))
