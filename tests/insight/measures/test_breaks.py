"""Which periods may be compared: those on one side of every break."""

from __future__ import annotations

import pandas as pd
import pytest

from insight.measures.breaks import breaks_of, eras
from insight.measures.lineage import Timetable
from tests.invented import OVERALL

BREAKS = pd.DataFrame(
    {
        "measure": [OVERALL.id, OVERALL.id, "gpps.other"],
        "date": pd.to_datetime(["2024-01-01", "2018-01-01", "2021-01-01"]),
        "reason": ["second", "first", "another"],
        "citation": ["invented"] * 3,
    }
)


def test_only_the_measures_own_breaks_oldest_first():
    assert list(breaks_of(OVERALL, BREAKS)["reason"]) == ["first", "second"]


@pytest.mark.parametrize(
    ("end", "era"),
    [
        ("2017-04-01", 0),
        ("2018-01-01", 0),  # half-open: its last day is 31 December 2017
        ("2018-01-02", 1),
        ("2024-01-01", 1),
        ("2024-04-01", 2),
    ],
)
def test_a_period_belongs_after_a_break_that_falls_in_it(end, era):
    assert list(eras(pd.Series(pd.to_datetime([end])), breaks_of(OVERALL, BREAKS))) == [era]


@pytest.mark.parametrize(
    ("end", "vintage"),
    [("2016-03-15", None), ("2016-03-16", "a"), ("2018-06-07", "a"), ("2018-06-08", "b"), ("2030-01-01", "b")],
)
def test_a_period_belongs_to_the_vintage_in_force_on_its_last_day(end, vintage):
    vintages = pd.DataFrame(
        {
            "id": ["b", "a", "region"],
            "title": ["B", "A", "Regions"],
            "start": pd.to_datetime(["2018-06-07", "2016-03-15", "1990-01-01"]),
            "end": pd.to_datetime([None, "2018-06-07", None]),
        }
    )
    assert Timetable.of(vintages).in_force(pd.to_datetime([end]).to_numpy()) == [vintage]
