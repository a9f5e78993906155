"""Figures, ranges and periods read the same everywhere."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis.strategies import booleans, floats

from insight.benchmarks import wording
from insight.benchmarks.refusals import Reason, refuse
from insight.model import Unit
from tests.invented import OVERALL

SCORE = replace(OVERALL, unit=Unit.SCORE, additive=False)
COUNT = replace(OVERALL, unit=Unit.COUNT, decimals=0)


def test_figures_carry_the_decimals_of_their_measure():
    assert wording.figure(72.06, OVERALL) == "72.1%"
    assert wording.figure(7.25, replace(SCORE, decimals=2)) == "7.2"
    assert wording.figure(1234.0, COUNT) == "1,234"


def test_a_range_never_holds_a_negative_nought():
    assert wording.span(-0.04, 2.5, OVERALL) == "0.0 to 2.5"


def test_a_value_without_an_interval_stands_alone():
    assert wording.with_span(72.1, 70.9, 73.3, OVERALL) == "72.1% (70.9 to 73.3)"
    assert wording.with_span(72.1, float("nan"), 73.3, OVERALL) == "72.1%"


@pytest.mark.parametrize(
    ("gap", "said"), [(-3.3, "3.3 points"), (1.0, "1.0 point"), (0.04, "less than 0.1 points"), (0.0, "0.0 points")]
)
def test_percentage_points_are_called_points(gap, said):
    assert wording.points(gap, OVERALL) == said


def test_a_large_distance_is_counted_in_its_thousands():
    assert wording.points(-1234.0, COUNT) == "1,234"


@pytest.mark.parametrize(
    ("value", "other", "told"),
    [(10.46, 11.64, "−1.1"), (10.54, 11.56, "−1.1"), (86.94, 86.86, "0.0"), (72.0, 70.0, "+2.0"), (70.0, 70.0, "0.0")],
)
def test_a_difference_is_that_of_the_figures_as_they_are_printed(value, other, told):
    assert wording.signed(wording.difference(value, other, OVERALL), OVERALL) == told


@given(floats(0, 100), floats(0, 100))
def test_a_difference_keeps_its_side_and_follows_from_what_is_printed(value, other):
    told = wording.difference(value, other, OVERALL)
    assert told == 0 or (told > 0) is (value > other)
    printed = float(wording.number(value, OVERALL)) - float(wording.number(other, OVERALL))
    assert float(wording.number(told, OVERALL)) == pytest.approx(printed, abs=1e-9)


def test_figures_that_are_printed_alike_differ_by_less_than_their_last_decimal():
    assert wording.up_or_down(wording.difference(86.94, 86.86, OVERALL), OVERALL) == "up less than 0.1 points"
    assert wording.up_or_down(wording.difference(86.86, 86.94, OVERALL), OVERALL) == "down less than 0.1 points"


@pytest.mark.parametrize(
    ("gap", "said"), [(1.26, "up 1.3 points"), (-0.04, "down less than 0.1 points"), (0.0, "neither up nor down")]
)
def test_a_change_says_which_way_however_small(gap, said):
    assert wording.up_or_down(gap, OVERALL) == said


@pytest.mark.parametrize(
    ("row", "benchmark", "said"),
    [
        ((72.1, 70.9, 73.3), 75.36, ("72.1% (70.9 to 73.3)", "75.4%")),
        ((86.2, 85.5, 86.86), 86.91, ("86.20% (85.50 to 86.86)", "86.91%")),
        ((0.91, 0.89, 0.93), 1.04, ("0.91% (0.89 to 0.93)", "1.04%")),  # not "0.9 to 0.9"
        ((0.910001, 0.91, 0.910002), 1.04, ("0.9% (0.9 to 0.9)", "1.0%")),  # no more decimals are read
        ((1.06812, 0.72409, 1.5719), 1.57203, ("1.068% (0.724 to just under 1.572)", "1.572%")),
        ((1.5722, 1.57209, 1.5801), 1.57203, ("just over 1.572% (just over 1.572 to 1.580)", "1.572%")),
        (
            (75.38, 75.0, 75.7),
            75.36,
            ("75.4% (75.0 to 75.7)", "75.4%"),
        ),  # the interval includes it: nothing is set apart
        ((75.38, float("nan"), float("nan")), 75.36, ("75.4%", "75.4%")),
    ],
)
def test_what_is_set_apart_from_a_benchmark_is_never_printed_like_it(row, benchmark, said):
    told = wording.set_beside(dict(zip(("value", "lower", "upper"), row, strict=True)), benchmark, OVERALL)
    assert (told.with_span, told.benchmark) == said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((87.44, 86.23, 88.56), ("87.4%", "88.6%")),  # a limit that is not written needs no second decimal
        ((88.58, 88.5, 88.62), ("88.58%", "88.63%")),
        ((88.6, 88.0, 89.0), ("88.6%", "88.6%")),
        ((88.6, float("nan"), float("nan")), ("88.6%", "88.6%")),
    ],
)
def test_without_an_interval_no_more_decimals_are_written_than_set_two_figures_apart(row, said):
    assert wording.figures_beside(dict(zip(("value", "lower", "upper"), row, strict=True)), 88.63, OVERALL) == said


@given(limit=floats(0, 100), gap=floats(1e-8, 60), above=booleans())
def test_no_limit_is_printed_like_the_benchmark_it_leaves_out(limit, gap, above):
    benchmark = limit - gap if above else limit + gap
    row = {"value": limit, "lower": limit, "upper": limit}
    told = wording.set_beside(row, benchmark, OVERALL)
    assert told.benchmark not in (told.figure, *(f"{each}%" for each in told.span.split(" to ")))


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2025-01-01", "2025-04-02", "2025"),
        ("2025-03-01", "2025-04-01", "March 2025"),
        ("2024-04-01", "2025-04-01", "2024/25"),
        ("2025-11-01", "2025-12-01", "November 2025"),
        ("2022-11-30", "2022-12-01", "30 November 2022"),
    ],
)
def test_periods_as_people_say_them(start, end, said):
    assert wording.period_name(pd.Timestamp(start), pd.Timestamp(end)) == said
    assert wording.during(said) == ("on 30 November 2022" if said.startswith("30 ") else f"in {said}")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Overall experience of GP practice", "overall experience of GP practice"),
        ("NHS dental services", "NHS dental services"),
        ("Wait", "wait"),
    ],
)
def test_a_title_inside_a_sentence(title, said):
    assert wording.topic(replace(OVERALL, title=title)) == said


@pytest.mark.parametrize(("number", "said"), [(1, "1st"), (2, "2nd"), (11, "11th"), (23, "23rd"), (42, "42nd")])
def test_ordinals(number, said):
    assert wording.ordinal(number) == said


def test_a_refusal_says_on_a_day_and_in_a_year():
    assert refuse(Reason.NOT_AVAILABLE, name="Alder", period="18 February 2025").sentence == (
        "There is no figure for Alder on 18 February 2025."
    )
    assert refuse(Reason.NOT_AVAILABLE, name="Alder", period="2025").sentence == "There is no figure for Alder in 2025."


def test_a_distance_has_a_sign_unless_it_rounds_to_nothing():
    given = (1.26, -0.4, 0.04, -0.04, 0.0)
    assert [wording.signed(gap, OVERALL) for gap in given] == ["+1.3", "−0.4", "0.0", "0.0", "0.0"]
