"""Footprints built from practices, trusts or rated places: sums that add up to England, and no mean of what has none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from insight.measures.gathered import gather
from insight.measures.response_counts import forms_received, people_answered
from insight.measures.series import built, rebased, series
from insight.model import ENGLAND, Basis, Better, Measure, Unit
from insight.stats.intervals import wilson_proportion
from insight.stats.rollup import roll_up
from tests.invented import OVERALL, england, fact, facts, footprint, geography
from tests.reference import mean_score
from tests.traits import traits_of

TRUSTS = {"RA1": "NN", "RA2": "NN", "RB1": "EE", "TX1": "XX"}
HOMES = {"P1": "NN", "P2": "NN", "P3": "NN", "P4": "EE", "P5": "EE", "P6": "XX"}
FFT = Measure(
    "fft.ae_positive",
    "fft",
    "Patients positive about A&E",
    "Overall, how?",
    Unit.PERCENT,
    Better.HIGHER,
    additive=True,
    traits=traits_of("fft.ae_positive"),
)
SCORE = Measure(
    "inpatient.overall",
    "inpatient",
    "Overall",
    "Overall?",
    Unit.SCORE,
    Better.HIGHER,
    additive=False,
    traits=traits_of("inpatient.overall"),
)
Z = Measure(
    "inpatient.overall_z",
    "inpatient",
    "Overall (z)",
    "z",
    Unit.SCORE,
    Better.NEITHER,
    additive=False,
    traits=traits_of("inpatient.overall_z"),
)
RATED = Measure(
    "cqc.gp_good",
    "cqc",
    "Rated good",
    "Good?",
    Unit.PERCENT,
    Better.HIGHER,
    additive=True,
    traits=traits_of("cqc.gp_good"),
)
RATING = Measure(
    "cqc.overall",
    "cqc",
    "Overall rating",
    "Rating?",
    Unit.RATING,
    Better.HIGHER,
    additive=False,
    traits=traits_of("cqc.overall"),
)
LISTS = Measure(
    "register.patients",
    "register",
    "Patients",
    "Patients",
    Unit.COUNT,
    Better.NEITHER,
    additive=True,
    traits=traits_of("register.registered_patients"),
)


def trust(org: str, value: float | None, people: float | None, **other: Any) -> dict[str, Any]:
    return fact(org, 2025, value, "trust", respondents=people, denominator=people, **other)


def figure(rows: pd.DataFrame, org: str, year: int = 2025) -> pd.Series:
    return rows[(rows["org"] == org) & (rows["start"] == pd.Timestamp(year, 1, 1))].iloc[0]


def test_trusts_are_summed_and_called_a_construct_of_ours():
    north = figure(series(facts(trust("RA1", 80, 300), trust("RA2", 60, 100)), FFT, geography(homes=TRUSTS)), "NN")
    assert north["value"] == pytest.approx(75)
    assert (north["numerator"], north["denominator"], north["effective"]) == (300, 400, pytest.approx(400))
    assert north["basis"] == Basis.CONSTRUCT


def test_an_independent_provider_belongs_nowhere_and_is_missed_nowhere():
    """NT301 is no NHS trust; it counts in England and lowers nobody's coverage. RZZ is one nobody has placed."""
    rows = [trust("RA1", 80, 100), trust("RB1", 90, 100), trust("NT301", 100, 100)]
    got = series(facts(*rows), FFT, geography(homes=TRUSTS))
    assert figure(got, "NN")["coverage"] == 1
    assert figure(got, ENGLAND)["value"] == pytest.approx(90)
    lost = series(facts(*rows, trust("RZZ", 50, 100)), FFT, geography(homes=TRUSTS))
    assert figure(lost, "NN")["coverage"] == pytest.approx(2 / 3)
    assert figure(lost, "NN")["status"] == "not_available"


def test_figures_of_a_few_organisations_are_no_estimate_of_any_footprint():
    """England's base says that the file holds a tenth of it: coverage among those that are there proves nothing."""
    rows = [fact("P1", 2025, 70), fact("P4", 2025, 80), england(2025, 75, denominator=2_000.0)]
    got = series(facts(*rows), OVERALL, geography(homes=HOMES))
    assert figure(got, "NN")["coverage"] == pytest.approx(0.1)
    assert figure(got, "NN")["status"] == "not_available"
    whole = series(facts(*rows[:2], england(2025, 75, denominator=200.0)), OVERALL, geography(homes=HOMES))
    assert figure(whole, "NN")["value"] == pytest.approx(70)


def test_sections_are_weighted_by_everybody_who_answered_and_half_the_trusts_are_no_footprint():
    section = replace(SCORE, id="inpatient.y2022_s01")
    rows = [trust("RA1", 8.0, None), trust("RA2", 6.0, None), trust("RB1", 7.0, None)]
    people = [trust("RA1", 300, None), trust("RA2", 100, None), trust("RB1", 50, None)]

    def gathered(everybody: float) -> pd.Series:
        answered = people_answered(facts(*people, england(2025, everybody)))
        return figure(rebased(gather(facts(*rows), section, received=answered), geography(homes=TRUSTS)), "NN")

    assert gathered(450)["value"] == pytest.approx((8 * 300 + 6 * 100) / 400)
    assert gathered(450)["respondents"] == 400
    assert gathered(900)["status"] == "not_available"


def test_scores_of_trusts_are_weighted_by_those_who_answered_without_an_interval():
    rows = [trust("RA1", 8.0, 300), trust("RA2", 6.0, 100), trust("RB1", 7.0, 50)]
    got = series(facts(*rows), SCORE, geography(homes=TRUSTS))
    for (org, start), expected in mean_score(rows, TRUSTS).items():
        assert figure(got, org, start.year)["value"] == pytest.approx(expected, abs=1e-9)
    north = figure(got, "NN")
    assert (north["value"], north["respondents"]) == (7.5, 400)
    assert north["basis"] == Basis.CONSTRUCT
    assert np.isnan(north["lower"]) and pd.isna(north["interval"]) and np.isnan(north["effective"])


@pytest.mark.parametrize(("measure", "level"), [(Z, "trust"), (RATING, "location"), (RATING, "trust"), (SCORE, "site")])
def test_what_has_no_mean_is_not_given_one(measure, level):
    rows = [fact(org, 2025, 3, level) for org in TRUSTS]
    assert series(facts(*rows), measure, geography(homes=TRUSTS))["value"].isna().all()


def test_shares_of_rated_places_are_counted():
    """180 of 200 is 90.0%, exactly 85.0 to 93.8 (tests/insight/stats/test_intervals.py). Under ten places there are counts alone."""
    many = [fact(f"1-{n}", 2025, 100.0 * (n < 180), "location", denominator=1.0, respondents=None) for n in range(200)]
    few = [fact(f"2-{n}", 2025, 100.0, "location", denominator=1.0, respondents=None) for n in range(9)]
    homes = {row["org"]: "NN" for row in many} | {row["org"]: "EE" for row in few}
    got = series(facts(*many, *few), RATED, geography(homes=homes))
    north = figure(got, "NN")
    assert [round(north[name], 1) for name in ("value", "lower", "upper")] == [90.0, 85.0, 93.8]
    assert north["basis"] == Basis.LOCATIONS
    east = figure(got, "EE")
    assert (east["status"], east["numerator"], east["denominator"]) == ("low_base", 9, 9)
    assert np.isnan(east[["value", "lower", "upper", "effective"]].astype(float)).all()
    assert figure(got, ENGLAND)["denominator"] == 209


def test_the_record_of_one_place_on_its_day_is_no_share_of_a_footprint():
    """Two records would be 100% of a footprint whose other places nobody has asked for."""
    listed = [fact(f"1-{n}", 2024, 100.0 * (n < 5), "location", denominator=1.0, respondents=None) for n in range(10)]
    day = pd.Timestamp(2025, 3, 20)
    records = [{**listed[0], "start": day, "end": day + pd.Timedelta(days=1)}]
    got = series(facts(*listed, *records), RATED, geography(homes={row["org"]: "NN" for row in listed}))
    assert got.loc[got["org"] == "NN", "start"].tolist() == [pd.Timestamp(2024, 1, 1)]
    assert series(facts(*records), RATED, geography(homes={"1-0": "NN"})).empty


def test_a_census_is_of_one_day_too_and_of_all_so_its_areas_are_added_up():
    day = {"start": pd.Timestamp(2021, 3, 21), "end": pd.Timestamp(2021, 3, 22)}
    rows = [
        {**fact(code, 2021, share, "sub_icb", denominator=1000.0), **day} for code, share in (("00A", 10), ("00B", 30))
    ]
    got = series(facts(*rows), OVERALL, geography(homes={"00A": "NN", "00B": "NN"}))
    assert got.loc[got["org"] == "NN", "value"].tolist() == [pytest.approx(20.0)]


def test_england_is_not_made_of_a_handful_of_places():
    few = [fact(f"2-{n}", 2025, 100.0, "location", denominator=1.0, respondents=None) for n in range(9)]
    got = series(facts(*few), RATED, geography(homes={row["org"]: "EE" for row in few}))
    assert figure(got, "EE")["numerator"] == 9
    assert np.isnan(figure(got, ENGLAND)["value"])
    assert figure(got, ENGLAND)["status"] == "not_available"


def test_counts_are_added_and_never_shown_in_part():
    rows = [fact("P1", 2025, 1200, denominator=None), fact("P2", 2025, 800, denominator=None)]
    got = series(facts(*rows), LISTS, geography(homes=HOMES))
    assert figure(got, "NN")["value"] == 2000
    assert np.isnan(figure(got, "NN")["denominator"])
    hidden = fact("P3", 2025, None, denominator=None, status="suppressed")
    got = series(facts(*rows, hidden), LISTS, geography(homes=HOMES))
    assert np.isnan(figure(got, "NN")["value"])
    assert figure(got, "NN")["status"] == "not_available"


def test_only_the_segment_asked_for_is_counted():
    nhs = [england(2025, 91) | {"segment": "sector=nhs"}, england(2025, 90)]
    assert figure(series(facts(*nhs), FFT, geography()), ENGLAND)["value"] == 90


def test_years_without_a_number_of_replies_take_it_from_the_forms_received():
    """Two practices; the question was answered by half of the weighted people of the first: half of its forms count."""
    rate = facts(*[fact(org, 2020, 40, numerator=n, denominator=300.0) for org, n in (("P1", 120.0), ("P2", 110.0))])
    overall = facts(*[fact(org, 2020, 80, denominator=w) for org, w in (("P1", 200.0), ("P2", 150.0))])
    asked = facts(
        fact("P1", 2020, 70, denominator=100, respondents=None), fact("P2", 2020, 60, denominator=150, respondents=None)
    )
    place = geography(homes={"P1": "NN", "P2": "NN"})
    north = figure(series(asked, OVERALL, place, received=forms_received(rate, overall)), "NN", 2020)
    expected = roll_up([100, 150], [0.7, 0.6], [60, 110], 1.54, footprint=[0, 0], footprints=1)
    limits = wilson_proportion(expected.proportion, expected.effective_base)
    assert north["effective"] == pytest.approx(expected.effective_base[0], abs=1e-9)
    assert north["lower"] == pytest.approx(100 * limits.lower[0], abs=1e-9)
    assert north["interval"] == "ours"
    assert np.isnan(figure(series(asked, OVERALL, place), "NN", 2020)["lower"])


def test_forms_never_stand_in_where_a_number_of_replies_is_published():
    forms = forms_received(facts(fact("P1", 2020, 40, numerator=999.0)), facts(fact("P1", 2020, 80)))
    given_ = facts(fact("P1", 2020, 70, respondents=77), fact("P2", 2020, 70, respondents=None))
    place = geography(homes={"P1": "NN", "P2": "EE"})
    got = series(given_, OVERALL, place, received=forms)
    assert figure(got, "NN", 2020)["effective"] == pytest.approx(77 / 1.54)
    assert np.isnan(figure(got, "EE", 2020)["effective"]), "no forms are known of this practice"


def test_what_is_built_is_there_beside_what_is_published():
    gathered = gather(facts(footprint("NN", 2025, 78), fact("P1", 2025, 70)), OVERALL)
    assert figure(rebased(gathered, geography(homes=HOMES)), "NN")["value"] == 78
    assert figure(built(gathered, geography(homes=HOMES)), "NN")["value"] == pytest.approx(70)


practices = st.lists(
    st.tuples(st.floats(0, 100).map(lambda value: round(value, 6)), st.floats(1, 500), st.integers(10, 300)),
    min_size=len(HOMES),
    max_size=len(HOMES),
)


@settings(max_examples=20, deadline=None)
@given(practices, st.sampled_from(sorted(HOMES)), st.sampled_from(["NN", "EE", "XX"]))
def test_moving_a_practice_changes_only_the_footprint_it_left_and_the_one_it_joined(figures, mover, there):
    rows = facts(*[fact(p, 2025, v, denominator=w, respondents=n) for p, (v, w, n) in zip(HOMES, figures, strict=True)])
    before = series(rows, OVERALL, geography(homes=HOMES)).set_index("org")
    after = series(rows, OVERALL, geography(homes=HOMES | {mover: there})).set_index("org")
    untouched = [org for org in before.index if org not in (HOMES[mover], there)]
    pd.testing.assert_frame_equal(before.loc[untouched], after.loc[untouched])
    for rolled in (before, after):
        parts = rolled.drop(index=ENGLAND)
        for column in ("numerator", "denominator", "respondents"):
            assert parts[column].sum() == pytest.approx(rolled.loc[ENGLAND, column], rel=1e-9)


@settings(max_examples=20, deadline=None)
@given(practices)
def test_sums_are_those_of_the_proven_roll_up(figures):
    rows = facts(*[fact(p, 2025, v, denominator=w, respondents=n) for p, (v, w, n) in zip(HOMES, figures, strict=True)])
    got = series(rows, OVERALL, geography(homes=HOMES)).set_index("org")
    names = ["NN", "EE", "XX"]
    shares, weights, people = zip(*figures, strict=True)
    home = [names.index(HOMES[p]) for p in HOMES]
    twin = roll_up(weights, np.asarray(shares) / 100, people, 1.54, footprint=home, footprints=3)
    assert got.loc[names, "value"].to_numpy() == pytest.approx(100 * twin.proportion, abs=1e-9)
    assert got.loc[names, "effective"].to_numpy() == pytest.approx(twin.effective_base, rel=1e-9)
    assert (got.loc[names, "value"] <= max(shares) + 1e-9).all()
    assert (got.loc[names, "value"] >= min(shares) - 1e-9).all()


def test_the_figures_of_a_few_footprints_are_not_englands():
    """An extract of one trust among three footprints: its footprint has a figure, England has none to hold it against."""
    homes = {"RA1": "NN", "RB1": "EE", "RC1": "XX"}
    alone, all_three = (
        series(facts(*(trust(code, 80, 100) for code in codes)), FFT, geography(homes=homes))
        for codes in (["RA1"], ["RA1", "RB1", "RC1"])
    )
    assert figure(alone, "NN")["value"] == figure(all_three, ENGLAND)["value"] == 80
    assert figure(alone, ENGLAND)["status"] == "not_available"


@pytest.mark.parametrize(("open_trusts", "estimated"), [(2, True), (19, True), (21, False), (200, False)])
def test_where_england_is_not_published_few_of_all_open_trusts_make_up_no_footprint(
    open_trusts: int, estimated: bool
) -> None:
    day = pd.Timestamp("2020-01-01")
    opened = {"level": "trust", "opened": day, "closed": pd.NaT}
    gone = [{**opened, "closed": pd.Timestamp("2024-01-01")}, {**opened, "opened": pd.Timestamp("2026-01-01")}]
    register = pd.DataFrame([*[opened] * open_trusts, *gone * 5, {**opened, "level": "practice"}])
    figures = facts(*(fact(org, 2025, 90, level="trust") for org in ("RA1", "RA2")))
    table = rebased(gather(figures, FFT, register=register), geography(homes=TRUSTS))
    shown = table.loc[table["org"] == "NN", "value"].notna().tolist()
    assert shown == [estimated]
    # England's own figure tells instead, though it is a count, which rests on no base.
    counted = replace(FFT, unit=Unit.COUNT, better=Better.NEITHER)
    counts = [fact(org, 2025, 90, level="trust", denominator=None) for org in ("RA1", "RA2")]
    whole = facts(*counts, {**england(2025, 180), "denominator": None})
    table = rebased(gather(whole, counted, register=register), geography(homes=TRUSTS))
    assert table.loc[table["org"] == "NN", "value"].tolist() == [180]


def test_scores_of_the_few_trusts_that_a_survey_asks_stay_though_a_register_has_many_more() -> None:
    register = pd.DataFrame([{"level": "trust", "opened": pd.Timestamp("2020-01-01"), "closed": pd.NaT}] * 200)
    figures = facts(*(fact(org, 2025, 8.0, level="trust") for org in ("RA1", "RA2")))
    before, after = (
        rebased(gather(figures, SCORE, register=each), geography(homes=TRUSTS)) for each in (None, register)
    )
    assert before.loc[before["org"] == "NN", "value"].notna().all()
    pd.testing.assert_frame_equal(before, after)


@pytest.mark.parametrize("hidden", [0, 1, 4, 5])
def test_an_estimate_with_a_few_hidden_members_is_no_closer_than_it_is_shown(hidden: int) -> None:
    """Set against a published total, further digits would tell the hidden members' figure: they come to (P - E)(W + n) / n."""
    shown = [fact(f"P{n:02}", 2025, 60 + n / 7, denominator=90.0 + n) for n in range(40)]
    gone = [fact(f"H{n}", 2025, None, status="suppressed", denominator=9.0, numerator=None) for n in range(hidden)]
    place = geography("old", {f"P{n:02}": "NN" for n in range(40)} | {f"H{n}": "NN" for n in range(hidden)})
    row = series(facts(*shown, *gone), OVERALL, place).set_index("org").loc["NN"]
    exact = np.average([60 + n / 7 for n in range(40)], weights=90.0 + np.arange(40))
    assert abs(row["value"] - exact) <= 0.05 and row["numerator"] == pytest.approx(
        row["value"] / 100 * row["denominator"]
    )
    few = 1 <= hidden <= 4
    assert row["value"] == pytest.approx(round(exact, 1) if few else exact, abs=1e-9)
