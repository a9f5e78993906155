"""Gaps between groups of patients, and the slope over deprivation: intervals, refusals, and what chance would bring."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from insight.benchmarks.deprivation import Slope, deciles, slope, through_years
from insight.benchmarks.gap_history import GapHistory
from insight.benchmarks.gaps import Gaps, beyond, gaps, groups
from insight.benchmarks.refusals import Refusal
from insight.measures.series import series
from insight.model import ENGLAND, Basis, Better
from insight.stats.intervals import newcombe
from tests.invented import OVERALL, fact, facts, footprint, geography

NEW = geography()
FRACTION = 1.53
"""The design effect of a footprint."""


def by_segment(*rows: dict, measure=OVERALL) -> dict[str, pd.DataFrame]:
    frame = facts(*rows)
    return {each: series(frame, measure, NEW, each) for each in frame["segment"].unique()}


def group(segment: str, value: float | None, people: float | None = 1000.0, year: int = 2025, **other) -> dict:
    base = {"respondents": people, "denominator": people or 1000.0}
    return footprint("NN", year, value, segment=segment, **(base | other))


def find(*rows: dict, measure=OVERALL) -> Gaps:
    found = gaps(measure, by_segment(*rows, measure=measure), "NN", "North")
    assert isinstance(found, Gaps)
    return found


def test_groups_are_sorted_by_number_and_other_segments_left_out():
    given = ["all", "age=85+", "age=16-24", "age=25-34", "age=Under 16", "sector=nhs", "sex=Male", "mode=online"]
    assert groups(given) == ["age=Under 16", "age=16-24", "age=25-34", "age=85+", "sex=Male"]


def test_a_gap_is_newcombes_on_effective_bases_against_the_largest_group():
    found = find(group("age=16-24", 60.0, 500.0), group("age=25-34", 80.0, 2000.0))
    young = found.table.set_index("segment").loc["age=16-24"]
    expected = newcombe(0.6, 500 / FRACTION, 0.8, 2000 / FRACTION)
    assert [young["gap"], young["gap_lower"], young["gap_upper"]] == pytest.approx(
        [100 * float(each) for each in expected]
    )
    assert young["ratio"] == pytest.approx(0.75)
    assert young["verdict"] == "worse"
    assert "20.0 points below 25-34 (0.75 times): a clear gap" in young["sentence"]
    assert found.compared == 1
    assert "0.1 would still stand out by chance" in found.caution


def test_direction_is_the_measures():
    waiting = replace(OVERALL, better=Better.LOWER)
    rows = [group("sex=Male", 60.0, 900.0), group("sex=Female", 80.0, 2000.0)]
    assert find(*rows, measure=waiting).table.set_index("group").loc["Male", "verdict"] == "better"


def test_without_replies_a_gap_is_shown_and_not_tested():
    found = find(group("sex=Male", 60.0, None, denominator=900.0), group("sex=Female", 80.0, None, denominator=1000.0))
    male = found.table.set_index("group").loc["Male"]
    assert male["gap"] == pytest.approx(-20.0)
    assert male["verdict"] == "not compared"
    assert "number of replies is not published" in male["sentence"]
    assert found.compared == 0
    assert "no gap is tested" in found.caution


def test_a_hidden_group_stays_hidden():
    found = find(group("sex=Male", None, status="suppressed"), group("sex=Female", 80.0))
    male = found.table.set_index("group").loc["Male"]
    assert np.isnan(male["gap"])
    assert male["verdict"] == "not compared"
    assert "too few people replied" in male["sentence"]


def test_dimensions_are_never_mixed_and_the_latest_year_with_groups_counts():
    rows = [
        group("sex=Male", 60.0),
        group("sex=Female", 80.0, 3000.0),
        group("age=16-24", 70.0),
        group("sex=Male", 1.0, year=2024),
    ]
    found = find(*rows)
    assert list(found.table.loc[found.table["reference"], "segment"]) == ["age=16-24", "sex=Female"]
    assert found.period == "2025"


def test_no_groups_is_refused_politely():
    found = gaps(OVERALL, by_segment(footprint("NN", 2025, 70.0)), "NN", "North")
    assert isinstance(found, Refusal)
    assert "by group of patients, such as age" in found.sentence


def below(org: str, value: float | None, people: float, **other) -> dict:
    return fact(org, 2025, value, "sub_icb", segment="sex=Male", denominator=people, **({"respondents": None} | other))


def test_groups_are_added_up_from_sub_icb_locations():
    place = geography("new", {"S1": "NN", "S2": "NN"})
    found = series(facts(below("S1", 50.0, 100.0), below("S2", 80.0, 300.0)), OVERALL, place, "sex=Male")
    north = found[found["org"] == "NN"].iloc[0]
    assert north["value"] == pytest.approx(72.5)
    assert north["basis"] == Basis.AREAS
    assert np.isnan(north["lower"])


def test_one_of_two_locations_hidden_leaves_no_figure():
    place = geography("new", {"S1": "NN", "S2": "NN"})
    rows = facts(below("S1", 50.0, 100.0), below("S2", None, 300.0, status="suppressed", numerator=None))
    found = series(rows, OVERALL, place, "sex=Male")
    assert found.loc[found["org"] == "NN", "value"].isna().all()


def test_locations_that_nobody_has_placed_on_a_map_are_not_added_up():
    place = geography("old", {})
    found = series(facts(below("S1", 50.0, 100.0)), OVERALL, place, "sex=Male")
    assert found.loc[found["org"] != ENGLAND, "value"].isna().all()


START = pd.Timestamp("2025-01-01")
SCORES = facts(*(fact(f"P{n:02}", 2019, 50.0 - n) for n in range(40)))
MEMBERS = pd.Index([f"P{n:02}" for n in range(40)])


def practices(values: list[float]) -> pd.DataFrame:
    return facts(*(fact(f"P{n:02}", 2025, value, denominator=80.0 + n) for n, value in enumerate(values)))


@pytest.mark.parametrize(("hidden", "coarse"), [(0, False), (1, True), (4, True), (5, False)])
def test_tenths_do_not_give_a_few_hidden_practices_away(hidden: int, coarse: bool) -> None:
    """The attack: all tenths together are the figure of those shown, which against the published one tells the hidden practice's."""
    values = [60.37 + 0.4 * n for n in range(40)]
    gone = [fact(f"Q{n}", 2025, None, status="suppressed", numerator=None) for n in range(hidden)]
    told = pd.concat([practices(values), *map(facts, gone)])
    members = MEMBERS.append(pd.Index([f"Q{n}" for n in range(hidden)]))
    found = slope(OVERALL, told, deciles(SCORES), members, name="North", start=START)
    assert isinstance(found, Slope) and found.is_coarse is coarse and found.hidden == hidden
    exact = np.average(values, weights=80.0 + np.arange(40))
    line = np.interp(0.5, found.table["rank"], found.table["fitted"])  # it passes through the figure of all
    told_level = np.average(found.table["value"], weights=found.table["share"])
    assert (abs(line - exact) < 0.005) is not coarse
    assert (found.table["value"] % 1 == 0).all() == coarse
    if coarse:
        assert abs(line - round(exact)) < 0.01 and abs(told_level - exact) > 0.005
    assert found.slope == slope(OVERALL, practices(values), deciles(SCORES), MEMBERS, name="North", start=START).slope  # type: ignore[union-attr]


def test_tenths_are_of_equal_size_with_the_most_deprived_first():
    found = deciles(SCORES)
    assert found["P00"] == 1
    assert found["P39"] == 10
    assert found.value_counts().eq(4).all()


def test_a_slope_is_the_weighted_regression_on_rank():
    values = [60 + 0.4 * n + (n % 3) for n in range(40)]
    found = slope(OVERALL, practices(values), deciles(SCORES), MEMBERS, name="North", start=START)
    assert isinstance(found, Slope)
    weight = 80.0 + np.arange(40)
    rank = (np.cumsum(weight) - weight / 2) / weight.sum()
    twin = np.polyfit(rank, values, 1, w=np.sqrt(weight))
    assert found.slope == pytest.approx(twin[0])
    table = found.table
    assert table["fitted"].tolist() == pytest.approx(np.polyval(twin, table["rank"]).tolist())
    assert table["value"].iloc[0] == pytest.approx(np.average(values[:4], weights=weight[:4]))
    assert found.lower < found.slope < found.upper
    assert found.verdict == "worse"
    assert "lower at the most deprived end" in found.sentence


def test_practices_in_any_order_have_the_same_slope():
    values = practices([60 + 0.4 * n + (n % 3) for n in range(40)])
    one, other = (
        slope(OVERALL, rows, deciles(SCORES), MEMBERS, name="North", start=START)
        for rows in (values, values.iloc[::-1])
    )
    assert isinstance(one, Slope) and isinstance(other, Slope)
    assert (one.slope, one.lower, one.upper) == pytest.approx((other.slope, other.lower, other.upper))


def test_no_slope_is_called_no_clear_slope():
    found = slope(
        OVERALL, practices([70.0 + (n % 2) for n in range(40)]), deciles(SCORES), MEMBERS, name="North", start=START
    )
    assert isinstance(found, Slope)
    assert found.verdict == "similar"
    assert "no clear difference" in found.sentence


@pytest.mark.parametrize(
    ("members", "scores", "why"),
    [
        (MEMBERS[:12], SCORES, "12 practices"),
        (MEMBERS, SCORES[SCORES["org"] == "none"], "No deprivation scores"),
    ],
)
def test_slopes_are_refused(members, scores, why):
    found = slope(OVERALL, practices([70.0] * 40), deciles(scores), members, name="North", start=START)
    assert isinstance(found, Refusal)
    assert why in found.sentence


def test_a_slope_on_some_of_the_practices_is_refused():
    found = slope(OVERALL, practices([70.0] * 31), deciles(SCORES), MEMBERS, name="North", start=START)
    assert isinstance(found, Refusal)
    assert "Only 77%" in found.sentence


def fitted(values: list[float], year: int = 2025, name: str = "North") -> Slope:
    rows = facts(*(fact(f"P{n:02}", year, value, denominator=80.0 + n) for n, value in enumerate(values)))
    found = slope(OVERALL, rows, deciles(SCORES), MEMBERS, name=name, start=pd.Timestamp(year, 1, 1))
    assert isinstance(found, Slope)
    return found


def through(*years: list[float], england: list[float] | None = None) -> GapHistory:
    """The history of one slope a year, from 2024, beside England's of 2025."""
    nation = {START: fitted(england, name="England")} if england else {}
    return through_years([fitted(values, year) for year, values in enumerate(years, 2024)], nation)


def steep(points: float) -> list[float]:
    return [70 - points / 2 + points * n / 39 + 0.2 * (n % 3) for n in range(40)]


@pytest.mark.parametrize(
    ("years", "word", "said"),
    [
        ((steep(12), steep(6)), "better", "is closing: 12"),
        ((steep(6), steep(12)), "worse", "is widening: 6"),
        ((steep(6), steep(6)), "similar", "is not clearly changing: 6"),
        ((steep(-6), steep(12)), "worse", " points above in 2024, 12"),
        ((steep(6),), "not compared", "One year cannot tell"),
    ],
)
def test_the_gap_over_deprivation_is_told_through_the_years(years, word, said):
    sentence, found = through(*years).sentences[0]
    assert found == word
    assert said in sentence


def test_a_change_is_the_two_slopes_apart_with_both_intervals():
    found = through(steep(12), steep(6)).over_time
    one, other = fitted(steep(12)), fitted(steep(6))
    assert found is not None
    assert found.value == pytest.approx(other.slope - one.slope)
    half = np.hypot(one.upper - one.slope, other.upper - other.slope)
    assert (found.lower, found.upper) == pytest.approx((found.value - half, found.value + half))


def test_a_gap_beside_one_that_goes_the_other_way_in_england_is_not_taken_for_a_like_one():
    found = through(steep(6), steep(6), england=steep(-6))
    assert found.beyond_england is not None
    assert found.beyond_england.value == pytest.approx(12, abs=0.5)
    assert " points below against " in found.sentences[1][0] and " points above (" in found.sentences[1][0]


def test_who_is_worst_served_by_where_patients_live_is_said_in_short():
    found = [fitted(steep(each)).in_short for each in (12, 0, -12)]
    assert found[0].startswith("Worst served on") and "below the least deprived" in found[0]
    assert found[1].startswith("No clear gap by where patients live in North")
    assert found[2].startswith("Best served on") and "above the least deprived" in found[2]


@pytest.mark.parametrize(("gap", "said"), [(-2.04, "2.0 points below"), (0.96, "1.0 point above"), (-0.04, "")])
def test_a_gap_that_rounds_to_nothing_lies_on_no_side(gap: float, said: str) -> None:
    assert beyond(gap, OVERALL) == said
