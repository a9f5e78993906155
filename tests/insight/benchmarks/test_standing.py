"""Better, similar or worse than England, why, and with what rank; and what is refused."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from insight.benchmarks.covered import coverage_column, coverage_sentence, percent_covered, with_coverage
from insight.benchmarks.explained_figures import explain_verdict
from insight.benchmarks.findings import headlines_finding, standing_finding
from insight.benchmarks.headlines import worst_first
from insight.benchmarks.ranking import ranking
from insight.benchmarks.ratings import FEWEST_RATED
from insight.benchmarks.refusals import Reason, Refusal, refuse_figure
from insight.benchmarks.scale import ClassScale, common_scale
from insight.benchmarks.screen import screen
from insight.benchmarks.standing import standing
from insight.benchmarks.verdicts import verdicts
from insight.measures.series import series
from insight.model import ENGLAND, Better, Status, Unit
from insight.traits import Counts
from loaders.source import discover
from tests.headline import headline
from tests.invented import OVERALL, england, fact, facts, footprint, geography
from tests.traits import declared, traits_of

START = pd.Timestamp(2025, 1, 1)
THREE = (
    england(2025, 75.4),
    footprint("NN", 2025, 72.1, lower=70.9, upper=73.3, respondents=8000),
    footprint("EE", 2025, 75.0, lower=73.9, upper=76.1, respondents=9000),
    footprint("XX", 2025, 78.0, lower=77.0, upper=79.0, respondents=9000),
)

PART = replace(
    OVERALL, better=Better.NEITHER, part_of="What people raise", traits=replace(OVERALL.traits, counts=Counts.MENTIONS)
)


def stands(*rows, measure=OVERALL):
    place = geography()
    return standing(measure, series(facts(*rows), measure, place), place.group, START)


@pytest.mark.parametrize(
    ("better", "expected"),
    [
        (Better.HIGHER, ["better", "similar", "similar", "worse"]),
        (Better.LOWER, ["worse", "similar", "similar", "better"]),
        (Better.NEITHER, ["higher", "similar", "similar", "lower"]),
    ],
)
def test_verdict_fixtures_of_fingertips(better, expected):
    """maths.md, "Lower, similar or higher": area values 4, 3, 2, 1 with intervals of 1.1 either side against 1, 2, 3, 4."""
    area, comparator = np.array([4.0, 3, 2, 1]), np.array([1.0, 2, 3, 4])
    assert verdicts(area - 1.1, area + 1.1, comparator, replace(OVERALL, better=better)) == expected


def test_each_footprint_says_why():
    s = stands(*THREE)
    assert list(s.table["verdict"]) == ["similar", "worse", "better"]  # East, North, West and South
    assert s.of("NN")["sentence"] == ("72.1% (70.9 to 73.3) is below England's 75.4%, and so is the whole interval.")
    assert s.of("EE")["sentence"] == "75.0% (73.9 to 76.1) is similar to England's 75.4%, which the interval includes."
    assert s.of("NN")["gap"] == pytest.approx(-3.3)


def test_ranks_are_ranges():
    ranks = stands(*THREE).table.set_index("code")[["best", "worst", "of"]]
    assert tuple(ranks.loc["XX"]) == (1, 1, 3)
    assert tuple(ranks.loc["NN"]) == (3, 3, 3)
    lower = stands(*THREE, measure=replace(OVERALL, better=Better.LOWER)).table.set_index("code")
    assert tuple(lower.loc["NN", ["best", "worst", "of"]]) == (1, 1, 3)


def test_one_row_says_what_the_table_says_and_others_cost_nothing():
    s = stands(*THREE)
    alone = [s.of(code) for code in s.rows["code"]]
    assert "table" not in vars(s)
    whole = s.table.drop(columns=s.ranks().columns)
    pd.testing.assert_frame_equal(pd.DataFrame(alone).astype(object), whole.astype(object))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("NN", "North is below England on overall experience of GP practice"),
        ("EE", "East: no clear difference from England on overall experience of GP practice"),
        ("XX", "West and South is above England on overall experience of GP practice"),
        (None, "1 of 3 footprints below England on overall experience of GP practice, 1 above"),
    ],
)
def test_findings_say_the_direction(code, expected):
    assert standing_finding(stands(*THREE), code) == expected


def test_hidden_missing_and_low_base_are_not_compared():
    s = stands(
        england(2025, 75.4),
        footprint("NN", 2025, None, status="suppressed"),
        footprint("EE", 2025, 60.0, status="low_base", respondents=40),
    )
    assert list(s.table["reason"]) == [Reason.LOW_BASE, Reason.SUPPRESSED, Reason.NOT_AVAILABLE]
    assert set(s.table["verdict"]) == {"not compared"}
    assert s.of("EE")["sentence"].startswith("60.0%. East's figure for 2025 rests on few people or places")
    assert standing_finding(s, "NN") == "No figure for North in 2025"
    assert standing_finding(s, "EE") == "East, overall experience of GP practice: 60.0%, not compared"


def test_an_area_that_its_publisher_gives_no_figure_of_staff_is_told_why_it_has_none():
    measure, place = replace(OVERALL, traits=traits_of("staff.recommend_care")), geography("mid")
    rows = facts(england(2025, 75), footprint("NN", 2025, 70))
    found = standing(measure, series(rows, measure, place), place.group, START).of("EE")
    assert found is not None and found["reason"] == Reason.NEVER_SUMMED
    assert found["sentence"].startswith(
        "Nothing is published for East, and figures of this measure are never put together"
    )


def test_fewer_than_ten_places_are_counted_on_every_page_and_have_no_percentage_rank_or_verdict():
    """Nine good of nine would be 100.0%, first of all; ten of ten are."""
    rated = declared("cqc.gp_good")
    homes = {f"1-{n}": "NN" if n < 9 else "EE" if n < 19 else "XX" for n in range(60)}
    listed = [fact(org, 2025, 100, "location", denominator=1.0, respondents=None) for org in homes]
    place = geography(homes=homes)
    s = standing(rated, series(facts(*listed), rated, place), place.group, START)
    north, east = s.of("NN"), s.of("EE")
    assert north["sentence"] == "North: 9 of 9 rated places are good or outstanding in 2025; too few for a percentage."
    assert (
        standing_finding(s, "NN")
        == "North: 9 of 9 rated places are good or outstanding in 2025; too few for a percentage"
    )
    assert (north["reason"], north["verdict"]) == (Reason.FEW_PLACES, "not compared")
    assert all(math.isnan(north[each]) for each in ("value", "lower", "upper", "gap"))
    assert s.table.set_index("code")["best"]["NN"] == 0
    assert (east["value"], east["verdict"]) == (100, "similar")


def test_a_verdict_on_places_is_explained_by_the_interval_it_rests_on():
    homes = {f"1-{n}": "NN" if n < 20 else "XX" for n in range(60)}
    listed = [fact(org, 2025, 100, "location", denominator=1.0, respondents=None) for org in homes]
    place, rated = geography(homes=homes), declared("cqc.gp_good")
    cited = {}
    for measure, figures in (
        (rated, series(facts(*listed), rated, place)),
        (OVERALL, series(facts(*THREE), OVERALL, place)),
    ):
        s = standing(measure, figures, place.group, START)
        cited[measure.id] = explain_verdict(s, s.of("NN"), "").citation
    assert "Clopper" in cited[rated.id] and "Fingertips" in cited[OVERALL.id]


def test_every_measure_of_places_and_the_sentences_on_ratings_draw_one_line():
    counted = [
        each for source in discover().values() for each in source.MEASURES if each.traits.counts is Counts.PLACES
    ]
    assert counted
    assert {each.traits.low_base_under for each in counted} == {FEWEST_RATED}


def test_a_figure_that_is_never_put_together_is_missed_of_areas_alone() -> None:
    row = {"status": Status.NOT_AVAILABLE, "coverage": math.nan, "value": math.nan}
    for id, built in (("needs.imd_score", False), ("staff.recommend_care", False), ("gpps.overall_experience", True)):
        areas, orgs = (refuse_figure(row, declared(id), "North", "2025", of_area=each) for each in (True, False))
        assert areas is not None and orgs is not None
        assert (areas.reason is Reason.NEVER_SUMMED) is not built and orgs.reason is Reason.NOT_AVAILABLE


def test_thin_coverage_says_how_thin():
    place = geography(homes={"P1": "NN", "P2": "NN"})
    rows = facts(england(2025, 75.4), fact("P1", 2025, 70), fact("P2", 2025, None, status="suppressed"))
    s = standing(OVERALL, series(rows, OVERALL, place), place.group, START)
    assert "only 50% of the patients" in s.of("NN")["sentence"]
    assert s.of("NN")["reason"] == Reason.THIN_COVERAGE


def test_a_share_under_one_percent_is_not_none() -> None:
    rows = [{"status": Status.NOT_AVAILABLE, "coverage": share, "value": math.nan} for share in (0.0, 0.004, 0.799)]
    said = [refuse_figure(row, OVERALL, "North", "2025", of_area=True) for row in rows]
    assert ["covers none of" in each.sentence for each in said if each] == [True, False, False]
    assert ["only 79%" in each.sentence for each in said if each] == [False, False, True]


def test_without_england_nobody_is_compared():
    s = stands(*THREE[1:])
    assert s.refusal is not None
    assert s.refusal.reason == Reason.NO_BENCHMARK
    assert set(s.table["verdict"]) == {"not compared"}


def test_friends_and_family_is_never_compared():
    fft = replace(OVERALL, id="fft.positive", source="fft", traits=traits_of("fft.ae_positive"))
    s = stands(*THREE, measure=fft)
    assert s.refusal is not None
    assert s.refusal.reason == Reason.NOT_FOR_COMPARISON
    assert set(s.table["of"]) == {0}


def test_totals_are_not_held_against_the_whole_they_are_part_of():
    lists = replace(
        OVERALL,
        id="register.registered_patients",
        source="register",
        traits=traits_of("register.registered_patients"),
        unit=Unit.COUNT,
        better=Better.NEITHER,
    )
    s = stands(*THREE, measure=lists)
    assert s.refusal is not None and s.refusal.reason == Reason.A_TOTAL
    assert s.table["gap"].isna().all()


def test_parts_of_a_whole_are_neither_ranked_nor_held_against_england_one_by_one():
    s = stands(*THREE, measure=PART)
    assert s.refusal is not None and s.refusal.reason == Reason.A_PART
    assert (
        s.refusal.sentence == "A share of all mentions: more is not worse, so places are not ranked or coloured by it."
    )
    assert set(s.table["verdict"]) == {"not compared"} and set(s.table["best"]) == {0} and s.table["gap"].isna().all()
    assert not s.beside_no_other and isinstance(ranking(s, "NN"), Refusal) and not screen([s]).comparisons
    assert standing_finding(s, "NN") == "North, overall experience of GP practice: 72.1% of all mentions"


def test_what_is_merely_neither_good_nor_bad_is_compared_as_it_was():
    s = stands(*THREE, measure=replace(PART, part_of=""))
    assert s.refusal is None and list(s.table["verdict"]) == ["similar", "lower", "higher"]


def test_totals_have_five_classes_from_nothing():
    scale = ClassScale(1.0, 150.0)
    assert scale.sizes == [0.0, 150.0, 300.0, 450.0, 600.0]
    assert list(scale.classify_size(pd.Series([0, 149, 150, 599, 600, 9000, np.nan]))) == [0, 0, 1, 3, 4, 4, -1]


def test_the_scale_is_one_for_all_years_and_holds_the_farthest():
    place = geography()
    rows = series(facts(*THREE, england(2024, 70), footprint("NN", 2024, 60)), OVERALL, place)
    scale = common_scale(rows)
    assert scale.step == 3.0  # 10 points away in 2024: 10 / 3.5 = 2.86, rounded up
    assert scale.limits == [-7.5, -4.5, -1.5, 1.5, 4.5, 7.5]
    gaps = pd.Series([-10, -4.5, 0, 1.5, 7.49, 7.5, np.nan])
    assert list(scale.classify(gaps)) == [0, 2, 3, 4, 5, 6, -1]


@pytest.mark.parametrize("farthest", [0.7, 0.86, 2.4, 4.4, 8.1, 21.0, 60.0])
def test_the_limits_of_a_map_are_round_as_people_read(farthest: float):
    rows = pd.DataFrame({"org": [ENGLAND, "NN"], "start": START, "value": [10.0, 10.0 + farthest]})
    limits = common_scale(rows).limits
    assert limits[-1] * 7 / 5 >= farthest
    assert all(len(f"{limit:g}".partition(".")[2]) <= 1 for limit in limits)


def test_headlines_take_the_latest_year_that_both_have_and_put_the_worst_first():
    place = geography()
    first = series(facts(*THREE, england(2026, 76)), OVERALL, place)
    waiting = replace(OVERALL, id="gpps.wait", title="Wait", better=Better.LOWER)
    second = series(facts(england(2025, 20), footprint("NN", 2025, 30, lower=29, upper=31)), waiting, place)
    found = worst_first(
        each
        for each in (headline(OVERALL, first, place.group, "NN"), headline(waiting, second, place.group, "NN"))
        if each
    )
    assert [each.measure.title for each in found] == ["Wait", "Overall experience of GP practice"]
    assert found[1].standing.start == START
    assert headlines_finding(found, "North") == "North is worse than England on 2 of 2 measures"


def test_an_unknown_period_is_a_bug_not_a_guess():
    with pytest.raises(KeyError):
        place = geography()
        standing(OVERALL, series(facts(*THREE), OVERALL, place), place.group, pd.Timestamp(1999, 1, 1))


def test_an_estimate_says_what_it_covers_under_95_percent():
    place = geography("mid", homes={"P1": "NN", "P2": "NN", "P3": "EE"})
    rows = [england(2025, 75.4), fact("P1", 2025, 60.0, denominator=900.0, respondents=900.0)]
    rows += [fact("P2", 2025, None, status="suppressed", denominator=100.0), fact("P3", 2025, 70.0, respondents=900.0)]
    table = standing(OVERALL, series(facts(*rows), OVERALL, place), place.group, START).table.set_index("code")
    assert table.loc["NN", "sentence"].endswith(" It covers 90% of its patients.")
    assert "covers" not in table.loc["EE", "sentence"]
    assert with_coverage(table.loc["NN"], OVERALL) == "Estimated from practices, covering 90% of patients"
    assert coverage_column(table).to_dict() == {"NN": 90, "EE": 100, "WW": "[x]", "SS": "[x]"}


def test_what_an_estimate_covers_is_counted_in_the_words_of_its_measure():
    row = {"basis": "estimated from local commissioning areas", "coverage": 0.924, "value": 10.0}
    of_residents = replace(OVERALL, traits=replace(OVERALL.traits, counts=Counts.RESIDENTS))
    assert coverage_sentence(row, of_residents) == " It covers 92% of its residents."
    assert coverage_sentence(row, OVERALL) == " It covers 92% of its patients."


def test_coverage_is_rounded_down():
    assert percent_covered(0.9499) == "94%" and percent_covered(0.29) == "29%"


def test_where_nobody_may_stand_side_by_side_one_stands_alone():
    fft = replace(OVERALL, traits=traits_of("fft.gp_positive"))
    alone = stands(*THREE, measure=fft).alone("NN")
    assert alone.table.set_index("code")["value"].dropna().to_dict() == {"NN": 72.1}
    assert np.isnan(alone.benchmark) and alone.table["lower"].isna().all()
    assert not alone.table["sentence"].str.contains("78.0|75.4").any()
    usual = stands(*THREE)
    assert usual.alone("NN") is usual


def test_a_clear_difference_is_printed_so_that_it_can_be_seen():
    near = stands(england(2025, 86.91), footprint("NN", 2025, 86.2, lower=85.5, upper=86.86, respondents=20_000))
    assert near.of("NN")["sentence"].startswith("86.20% (85.50 to 86.86) is below England's 86.91%")
