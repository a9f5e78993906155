"""Months are read as months: on a control chart alone, never two of them against each other, never between organisations."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from insight.benchmarks.control import is_monthly
from insight.benchmarks.findings import trajectory_finding
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.trajectory import Trajectory, trajectory
from insight.charts.provenance import Provenance
from insight.charts.trend.chart import trend
from insight.model import ENGLAND
from tests.invented import NO_BREAKS, geography
from tests.monthly import POSITIVE, RELEASES, months
from tests.traits import traits_of


def follow(values: list[float | None]) -> Trajectory:
    own = months(values)
    rows = pd.concat([own, own.assign(org="EE"), own.assign(org=ENGLAND, value=90.0)])
    return trajectory(POSITIVE, rows, geography("mid").group, NO_BREAKS, "NN")


def test_months_that_follow_one_another_are_monthly_and_one_month_a_year_is_not() -> None:
    every = months([90.0] * 25)
    assert is_monthly(POSITIVE, every)
    assert not is_monthly(POSITIVE, every[every["start"].dt.month == 11])
    assert not is_monthly(POSITIVE, every.head(1))


def test_ratings_stand_until_the_next_inspection() -> None:
    assert not is_monthly(replace(POSITIVE, traits=traits_of("cqc.gp_good")), months([90.0] * 25))


@pytest.mark.parametrize("values", [[80.0, *[50.0] * 11, 95.0], [80.0] * 5, [None, *[80.0] * 12]])
def test_two_months_are_never_tested_against_each_other(values: list[float | None]) -> None:
    told = follow(values)
    assert isinstance(told.change, Refusal) and told.change.reason is Reason.MONTHS
    assert told.own["lower"].isna().all()
    latest = told.own["value"].iloc[-1]
    month = told.own["period"].iloc[-1]
    assert trajectory_finding(told) == f"North, patients positive about inpatient care: {latest:.1f}% in {month}"


def test_five_months_are_not_told_as_five_years() -> None:
    told = follow([80.0 + month for month in range(13)])
    assert isinstance(told.trend, Refusal) and told.trend.reason is Reason.MONTHS


def test_where_organisations_may_not_be_compared_neither_the_others_nor_england_are_drawn() -> None:
    told = follow([80.0] * 13)
    assert told.others.empty and told.england.empty
    drawn = trend(told, Provenance(RELEASES, "ICBs", demonstration=False))
    assert "England" not in f"{drawn.alt} {list(drawn.table.columns)}" and "Grey" not in drawn.foot


def test_lists_of_one_day_are_not_months_whoever_is_on_them() -> None:
    lists = months([None] * 12)
    assert not is_monthly(POSITIVE, lists.assign(end=lists["start"] + pd.Timedelta(days=1), basis=None))
