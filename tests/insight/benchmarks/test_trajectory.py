"""A measure through time: cut at breaks and gaps, with the change and the trend that may be told."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from insight.benchmarks.change import Change
from insight.benchmarks.findings import trajectory_finding
from insight.benchmarks.ratings import Moved
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.trajectory import NO_STRETCH, tell_trend, trajectory
from insight.benchmarks.wording import difference_span
from insight.measures.series import series
from insight.model import ENGLAND, Unit
from tests.invented import NO_BREAKS, OVERALL, england, fact, facts, footprint, geography
from tests.traits import traits_of

BROKEN = pd.DataFrame(
    {
        "measure": [OVERALL.id, "gpps.other"],
        "date": pd.to_datetime(["2024-01-01", "2022-01-01"]),
        "reason": ["New questionnaire.", "Another measure's break."],
        "citation": ["invented", "invented"],
    }
)


def follow(values: dict[int, float | None], breaks=NO_BREAKS, newest=None, **other):
    rows = [footprint("NN", year, value, **other) for year, value in values.items() if value is not None]
    rows += [england(year, 75) for year in values]
    place = geography("mid")
    return trajectory(OVERALL, series(facts(*rows), OVERALL, place), place.group, breaks, "NN", newest=newest)


def test_a_part_of_a_whole_is_followed_beside_england_alone_and_what_is_not_for_comparison_beside_nobody():
    place, rows = geography("mid"), [england(2024, 75), footprint("NN", 2024, 70), footprint("EE", 2024, 60)]
    sole = replace(OVERALL, traits=traits_of("fft.ae_positive"))
    beside = {
        measure: set(
            trajectory(measure, series(facts(*rows), measure, place), place.group, NO_BREAKS, "NN").table["org"]
        )
        for measure in (OVERALL, replace(OVERALL, part_of="What people raise"), sole)
    }
    assert [len(each) > 2 for each in beside.values()] == [True, False, False]
    assert list(beside.values())[1:] == [{"NN", ENGLAND}, {"NN"}]


def test_one_subject_of_many_is_drawn_in_time_and_its_change_is_not_tested():
    """70 and then 80 is a change of a whole figure; of a share that others make room for nothing is called one, nor a trend."""
    part = replace(OVERALL, part_of="What people raise")
    rows = [
        each
        for year in range(2020, 2026)
        for each in (england(year, 75), footprint("NN", year, 70 + 2 * (year - 2020)))
    ]
    told = {
        measure: trajectory(
            measure, series(facts(*rows), measure, geography("mid")), geography("mid").group, NO_BREAKS, "NN"
        )
        for measure in (OVERALL, part)
    }
    assert isinstance(told[OVERALL].change, Change)
    for refused in (told[part].change, told[part].trend):
        assert isinstance(refused, Refusal) and refused.reason is Reason.PART_UNTESTED
    assert trajectory_finding(told[part]).endswith(": 80.0% in 2025")


def test_no_stretch_crosses_a_break_or_a_missing_year():
    t = follow({2020: 70, 2021: None, 2022: 71, 2023: 72, 2024: 60, 2025: 61}, BROKEN)
    own = t.own.set_index("period")["stretch"]
    assert own["2021"] == NO_STRETCH
    assert own["2022"] == own["2023"] != own["2020"]
    assert own["2024"] == own["2025"] != own["2023"]
    assert list(t.breaks["reason"]) == ["New questionnaire."]
    for _, stretch in t.table[t.table["stretch"] != NO_STRETCH].groupby("stretch"):
        assert stretch["era"].nunique() == 1
        assert stretch["org"].nunique() == 1


def test_a_period_nobody_published_cuts_the_line():
    t = follow({2019: 70, 2020: 70, 2022: 71, 2023: 71})
    own = t.own.set_index("period")["stretch"]
    assert own["2019"] == own["2020"] != own["2022"]
    assert own["2022"] == own["2023"]


def test_change_since_the_last_comparable_year_with_newcombe():
    t = follow({2022: 70, 2023: 80}, respondents=153)
    assert isinstance(t.change, Change)
    assert t.change.value == pytest.approx(10)
    # By hand on 100 effective replies each: Wilson gives 60.415 to 78.105 and 71.117 to 86.663.
    assert t.change.lower == pytest.approx(-2.025, abs=0.001)
    assert t.change.upper == pytest.approx(21.673, abs=0.001)
    assert t.change.word == "no clear change"
    assert trajectory_finding(t) == "North: no clear change on overall experience of GP practice since 2022"


def test_a_clear_change_is_told_with_its_direction():
    t = follow({2022: 80, 2023: 70})
    assert isinstance(t.change, Change)
    assert trajectory_finding(t) == "North got worse on overall experience of GP practice since 2022"
    assert t.change.sentence.startswith("Got worse since 2022: down 10.0 points (95% interval −")


def test_a_change_that_is_not_the_newest_names_both_its_years():
    t = follow({2021: 90, 2022: 80, 2023: 70}, newest=pd.Timestamp(2026, 1, 1))
    assert isinstance(t.change, Change)
    assert trajectory_finding(t) == "North got worse on overall experience of GP practice between 2022 and 2023"
    assert "Got worse between 2021, the earliest comparable year, and 2023: down 20.0 points" in t.change.sentence
    level = follow({2022: 80, 2023: 80}, newest=pd.Timestamp(2026, 1, 1))
    assert trajectory_finding(level).endswith(
        "no clear change on overall experience of GP practice between 2022 and 2023"
    )


def test_a_change_that_rounds_to_nothing_is_told_as_that():
    t = follow({2022: 76.02, 2023: 76.0})
    assert isinstance(t.change, Change)
    assert t.change.sentence.startswith("No clear change since 2022: down less than 0.1 points (95% interval −")


def test_the_earliest_comparable_year_is_told_beside_the_last():
    t = follow({2021: 60, 2022: 60, 2023: 70, 2024: 75, 2025: 75.5}, BROKEN.assign(date=pd.Timestamp(2022, 1, 1)))
    assert isinstance(t.change, Change) and t.change.since_first is not None
    assert t.change.word == "no clear change" and t.change.since_first.word == "improved"
    assert t.change.since_first.value == pytest.approx(15.5)
    assert "Improved since 2022, the earliest comparable year: up 15.5 points (95% interval 1" in t.change.sentence


def test_a_year_on_few_replies_is_not_the_earliest():
    rows = [footprint("NN", year, 70, status="low_base" if year == 2022 else "ok") for year in (2022, 2023, 2024, 2025)]
    place = geography("mid")
    t = trajectory(OVERALL, series(facts(*rows, england(2025, 75)), OVERALL, place), place.group, NO_BREAKS, "NN")
    assert isinstance(t.change, Change) and t.change.since_first
    assert (t.change.earlier, t.change.since_first.earlier) == ("2024", "2023")


def test_a_limit_that_rounds_to_nothing_says_on_which_side_it_lies():
    assert difference_span(0.004, 3.1, OVERALL) == "just above 0 to 3.1"
    assert difference_span(-2.0, -0.04, OVERALL) == "−2.0 to just below 0"
    assert difference_span(-0.06, 0.0, OVERALL) == "−0.1 to 0.0"


def test_scores_say_that_they_have_no_intervals_and_never_how_many_years_are_missing():
    scored = replace(OVERALL, unit=Unit.SCORE, additive=False, title="Overall")
    rows = series(facts(*(footprint("NN", year, 7.5) for year in (2022, 2023))), scored, geography("mid"))
    t = trajectory(scored, rows, geography("mid").group, NO_BREAKS, "NN")
    assert t.change == t.trend and isinstance(t.trend, Refusal)
    assert t.trend.sentence == "Overall: published without intervals, so whether it changed cannot be told."


def test_inspected_places_are_counted_and_have_no_interval():
    rated = replace(OVERALL, traits=traits_of("cqc.gp_good"))
    rows = series(facts(*(footprint("NN", year, 90) for year in (2022, 2023))), rated, geography("mid"))
    place = geography("mid")
    t = trajectory(rated, rows, place.group, NO_BREAKS, "NN", moved=Moved("May 2022", "May 2023", 3, 7, 1))
    assert (
        t.change.sentence
        == "3 places moved up, 1 down, 7 unchanged between May 2022 and May 2023, of 11 rated both times."
    )
    assert trajectory_finding(t) == "North: 3 places moved up, 1 down, 7 unchanged since May 2022"
    assert t.own["lower"].isna().all() and t.own["upper"].isna().all()
    untold = trajectory(rated, rows, place.group, NO_BREAKS, "NN")
    assert isinstance(untold.change, Refusal) and untold.change.reason is Reason.STANDING


@pytest.mark.parametrize("weak", [2022, 2023])
def test_change_is_refused_where_either_figure_rests_on_few_replies(weak):
    rows = [footprint("NN", year, 70, status="low_base" if year == weak else "ok") for year in (2022, 2023)]
    place = geography("mid")
    t = trajectory(OVERALL, series(facts(*rows, england(2023, 75)), OVERALL, place), place.group, NO_BREAKS, "NN")
    assert isinstance(t.change, Refusal)
    assert t.change.reason is Reason.LOW_BASE
    assert str(weak) in t.change.sentence


def test_change_is_refused_across_a_break():
    t = follow({2022: 70, 2023: 71, 2024: 60}, BROKEN)
    assert isinstance(t.change, Refusal)
    assert t.change.reason == Reason.BREAK
    assert t.change.sentence == "2023 and 2024 may not be compared: new questionnaire."
    assert trajectory_finding(t) == "North: new series on overall experience of GP practice since 2024"


def test_the_trend_says_how_many_years_are_missing():
    t = follow({2022: 70, 2023: 71, 2024: 60, 2025: 61}, BROKEN)
    assert isinstance(t.trend, Refusal)
    assert t.trend.sentence == (
        "Cannot tell a trend yet: 3 more comparable years are needed since the series broke in 2024."
    )


def test_where_every_year_ends_in_a_break_no_trend_is_promised():
    cuts = pd.DataFrame([{**BROKEN.iloc[0], "date": pd.Timestamp(year, 1, 1)} for year in (2023, 2024, 2025)])
    t = follow({2022: 70, 2023: 71, 2024: 60, 2025: 61}, cuts)
    assert isinstance(t.trend, Refusal) and t.trend.reason is Reason.YEARS_APART
    assert t.trend.sentence == "No two years may be compared, so no trend is told: new questionnaire."
    assert trajectory_finding(t) == "North, overall experience of GP practice: 61.0% in 2025"


def test_five_rising_years_are_a_trend():
    t = follow({2019 + n: 60 + 2 * n for n in range(2, 7)})
    assert t.trend == "Increasing and getting better over five years."


def test_a_footprint_without_figures_is_said():
    t = follow({2024: None, 2025: None})
    assert isinstance(t.change, Refusal)
    assert trajectory_finding(t) == "No figure for North on overall experience of GP practice"


def test_intervals_without_numerators_miss_years_and_not_intervals():
    history = follow({2023: 70, 2024: 72}, BROKEN).own.assign(numerator=float("nan"), lower=69.0, upper=73.0)
    told = tell_trend(history, OVERALL, BROKEN[:1])
    assert isinstance(told, Refusal) and told.reason is Reason.TOO_FEW_YEARS
    assert told.sentence.endswith("more comparable years are needed since the series broke in 2024.")


def test_of_what_is_never_put_together_it_is_said_that_nothing_is_published():
    place = geography("mid")
    rows = facts(england(2022, 75))
    told = trajectory(
        replace(OVERALL, additive=False),
        series(rows, replace(OVERALL, additive=False), place),
        place.group,
        NO_BREAKS,
        "NN",
    )
    assert isinstance(told.change, Refusal) and told.change.sentence.startswith("Nothing is published for North, and")


def test_a_change_between_bases_is_noted():
    place = geography("mid", homes={"P1": "NN"})
    rows = facts(footprint("NN", 2023, 80), fact("P1", 2022, 60, respondents=900), england(2023, 75))
    t = trajectory(OVERALL, series(rows, OVERALL, place), place.group, NO_BREAKS, "NN")
    assert isinstance(t.change, Change)
    assert t.change.sentence.endswith("Note: 2022 is estimated from practices and 2023 is published.")


def test_the_first_figure_has_nothing_to_be_compared_with():
    t = follow({2025: 70})
    assert isinstance(t.change, Refusal)
    assert t.change.reason == Reason.FIRST_YEAR
