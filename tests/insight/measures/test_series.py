"""A footprint's history: published where the area is the same, else summed from practices, and refused when too thin."""

from __future__ import annotations

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from insight.measures.membership import place
from insight.measures.precision import add_precision
from insight.measures.series import series
from insight.model import ENGLAND, Basis, Better, Measure, Unit
from insight.stats.intervals import wilson_proportion
from tests.invented import OVERALL, england, fact, facts, footprint, geography
from tests.reference import roll_up
from tests.traits import traits_of

HOMES = {"P1": "NN", "P2": "NN", "P3": "NN", "P4": "EE", "P5": "EE", "P6": "XX"}


def figure(rows: pd.DataFrame, org: str, year: int) -> pd.Series:
    return rows[(rows["org"] == org) & (rows["start"] == pd.Timestamp(year, 1, 1))].iloc[0]


def test_oracle_of_the_roll_up():
    """maths.md, "From practices to a footprint": w = 120, 300, 80; p = 0.70, 0.80, 0.90; n = 100, 110, 95."""
    rows = series(
        facts(
            fact("P1", 2025, 70, denominator=120, respondents=100),
            fact("P2", 2025, 80, denominator=300, respondents=110),
            fact("P3", 2025, 90, denominator=80, respondents=95),
        ),
        OVERALL,
        geography(homes=HOMES),
    )
    north = figure(rows, "NN", 2025)
    assert north["value"] == pytest.approx(79.2)
    assert north["effective"] == pytest.approx(157.6782, abs=1e-4)
    assert north["lower"] == pytest.approx(72.2078, abs=1e-4)
    assert north["upper"] == pytest.approx(84.8033, abs=1e-4)
    assert north["basis"] == Basis.ESTIMATED
    assert north["interval"] == "ours"
    assert north["coverage"] == 1


def test_published_goes_before_estimated_and_its_limits_stand():
    rows = series(
        facts(
            footprint("NN", 2025, 78.0233560, lower=77.2997736, upper=78.7302202, respondents=22109),
            fact("P1", 2025, 10),
        ),
        OVERALL,
        geography(homes=HOMES),
    )
    north = figure(rows, "NN", 2025)
    assert (north["value"], north["lower"], north["upper"]) == (78.0233560, 77.2997736, 78.7302202)
    assert north["effective"] == pytest.approx(12874.448517, rel=1e-4)  # QE1 in the files of 2025
    assert (north["basis"], north["interval"]) == (Basis.PUBLISHED, "published")


def test_a_published_interval_narrower_than_its_question_allows_is_not_judged_by():
    """maths.md, "Weighted surveys": where under 80% of respondents are in the question's base, Wilson on that base / D."""
    rows = series(
        facts(footprint("NN", 2025, 50, lower=49, upper=51, respondents=5000)), OVERALL, geography(homes=HOMES)
    )
    north = figure(rows, "NN", 2025)
    assert north["interval"] == "ours"
    assert north["effective"] == pytest.approx(5000 / 1.53)
    assert north["lower"] < 49
    assert north["upper"] > 51


def test_a_footprint_keeps_what_was_published_of_its_area_and_no_more():
    """East has the same letters in 2019 and another area; North is the same throughout; West is gone."""
    practices = [fact(practice, year, 60) for practice in HOMES for year in (2019, 2022, 2025)]
    published = [footprint(code, 2019, 70) for code in ("NN", "EE", "WW")]
    published += [footprint(code, 2022, 71) for code in ("NN", "EE", "WW")]
    rows = series(facts(*practices, *published), OVERALL, geography(homes=HOMES))

    assert figure(rows, "NN", 2019)["value"] == 70
    assert figure(rows, "EE", 2022)["value"] == 71
    assert figure(rows, "EE", 2019)["value"] == pytest.approx(60)
    assert figure(rows, "EE", 2019)["basis"] == Basis.ESTIMATED
    assert figure(rows, "XX", 2022)["value"] == pytest.approx(60)
    assert set(rows["org"]) == {"NN", "EE", "XX", ENGLAND}


def test_an_earlier_vintage_sees_what_was_published_later_of_the_same_area():
    rows = series(facts(footprint("NN", 2025, 72), footprint("EE", 2025, 73)), OVERALL, geography("old"))
    assert figure(rows, "NN", 2025)["value"] == 72
    assert figure(rows, "EE", 2025)["status"] == "not_available"


def test_no_members_and_nothing_published_is_said_not_guessed():
    rows = series(facts(england(2025, 75), fact("P1", 2025, 60)), OVERALL, geography())
    east = figure(rows, "EE", 2025)
    assert np.isnan(east["value"])
    assert east["status"] == "not_available"
    assert pd.isna(east["basis"])


def test_hidden_practices_lower_the_coverage_and_never_the_figure():
    kept = [fact("P1", 2025, 80, denominator=300), fact("P2", 2025, 80, denominator=300)]
    hidden = fact("P3", 2025, None, status="suppressed", denominator=None, respondents=None)
    rows = series(facts(*kept, hidden), OVERALL, geography(homes=HOMES))
    north = figure(rows, "NN", 2025)
    assert north["coverage"] == pytest.approx(2 / 3)
    assert np.isnan(north["value"])
    assert north["status"] == "not_available"

    small = fact("P3", 2025, None, status="near_zero", denominator=60, respondents=20)
    north = figure(series(facts(*kept, small), OVERALL, geography(homes=HOMES)), "NN", 2025)
    assert north["coverage"] == pytest.approx(600 / 660)
    assert north["value"] == pytest.approx(80)
    assert north["respondents"] == 200


def test_practices_that_nobody_placed_lower_every_coverage_alike():
    rows = series(
        facts(
            fact("P1", 2025, 80, denominator=35),
            fact("P4", 2025, 80, denominator=35),
            fact("LOST", 2025, 50, denominator=30),
        ),
        OVERALL,
        geography(homes=HOMES),
    )
    assert figure(rows, "NN", 2025)["coverage"] == pytest.approx(0.7)
    assert figure(rows, "NN", 2025)["status"] == "not_available"
    assert figure(rows, ENGLAND, 2025)["value"] == pytest.approx(71)


def test_a_hidden_published_figure_stays_hidden():
    rows = series(
        facts(footprint("NN", 2025, None, status="suppressed"), *[fact(p, 2025, 60) for p in HOMES]),
        OVERALL,
        geography(homes=HOMES),
    )
    north = figure(rows, "NN", 2025)
    assert north["status"] == "suppressed"
    assert np.isnan(north["value"])


def test_scores_are_never_summed():
    score = Measure(
        "inpatient.q1",
        "inpatient",
        "Score",
        "Question?",
        Unit.SCORE,
        Better.HIGHER,
        additive=False,
        traits=traits_of("inpatient.overall"),
    )
    rows = series(facts(fact("P1", 2025, 7)), score, geography(homes=HOMES))
    assert rows["value"].isna().all()


def test_unknown_numbers_of_replies_give_a_figure_without_an_interval():
    rows = series(facts(fact("P1", 2025, 70, respondents=None)), OVERALL, geography(homes=HOMES))
    north = figure(rows, "NN", 2025)
    assert north["value"] == pytest.approx(70)
    assert np.isnan(north["lower"])
    assert pd.isna(north["interval"])


def test_counts_without_weights_carry_no_design_effect():
    fft = Measure(
        "fft.positive",
        "fft",
        "Positive",
        "Overall, how?",
        Unit.PERCENT,
        Better.HIGHER,
        additive=True,
        traits=traits_of("fft.ae_positive"),
    )
    rows = series(facts(fact("P1", 2025, 70, respondents=None)), fft, geography(homes=HOMES))
    assert figure(rows, "NN", 2025)["effective"] == pytest.approx(100)


def test_practices_may_be_placed_through_their_pcn():
    rows = series(facts(fact("P1", 2025, 70)), OVERALL, geography(homes={"P1": "U1", "U1": "NN"}))
    assert figure(rows, "NN", 2025)["value"] == pytest.approx(70)


def test_few_replies_still_count_in_the_sum():
    weak = fact("P1", 2025, 40, status="low_base", respondents=12)
    rows = series(facts(weak, fact("P2", 2025, 80)), OVERALL, geography(homes=HOMES))
    assert figure(rows, "NN", 2025)["value"] == pytest.approx(60)


def test_a_practice_is_judged_by_our_interval_even_where_it_has_one():
    """maths.md, "Weighted surveys": A84036 had 110 replies and a published interval from 12.1% to 92.7%."""
    rows = add_precision(facts(fact("P1", 2025, 60, respondents=110, lower=12.1, upper=92.7)), OVERALL)
    assert rows["effective"].iloc[0] == pytest.approx(110 / 1.54)
    assert rows["lower"].iloc[0] > 40


def test_two_answers_at_the_same_distance_are_settled_by_code():
    links = pd.DataFrame({"child": ["P1", "P1", "P2"], "parent": ["XX", "EE", "NN"], "basis": "invented"})
    assert dict(place(links, ["NN", "EE", "XX"])) == {"P1": "EE", "P2": "NN"}


def test_arguments_come_back_as_they_went_in():
    given_facts = facts(england(2025, 75), fact("P1", 2025, 60))
    before = given_facts.copy(deep=True)
    series(given_facts, OVERALL, geography(homes=HOMES))
    pd.testing.assert_frame_equal(given_facts, before)


@st.composite
def practice_rows(draw: st.DrawFn) -> list[dict]:
    rows = []
    for practice in HOMES:
        for year in (2024, 2025):
            weight: float | None = draw(st.floats(1, 500))
            hidden = draw(st.integers(0, 9)) == 0
            if hidden and draw(st.booleans()):
                weight = None
            rows.append(
                fact(
                    practice,
                    year,
                    None if hidden else draw(st.integers(0, 1000)) / 10,
                    denominator=weight,
                    respondents=draw(st.integers(10, 300)),
                    status="suppressed" if hidden else "ok",
                )
            )
    return rows


@settings(max_examples=25, deadline=None)
@given(practice_rows(), st.randoms(use_true_random=False))
def test_the_roll_up_is_its_slow_twin_in_any_order(rows, random):
    if any(not any(row["status"] == "ok" for row in rows if row["start"].year == year) for year in (2024, 2025)):
        return
    shuffled = rows.copy()
    random.shuffle(shuffled)
    got = series(facts(*shuffled), OVERALL, geography(homes=HOMES)).set_index(["org", "start"])
    for key, expected in roll_up(rows, HOMES, 1.54).items():
        row = got.loc[key]
        assert row["coverage"] == pytest.approx(expected["coverage"], abs=1e-9)
        if expected["coverage"] < 0.8:
            assert np.isnan(row["value"])
            continue
        for column in ("value", "numerator", "denominator", "effective"):
            assert row[column] == pytest.approx(expected[column], rel=1e-9, abs=1e-9)
        members = [
            r["value"] for r in rows if HOMES[r["org"]] == key[0] and r["start"] == key[1] and r["status"] == "ok"
        ]
        assert min(members) - 1e-9 <= row["value"] <= max(members) + 1e-9


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 100), st.floats(1, 500)), min_size=6, max_size=6))
def test_footprints_sum_to_england_when_every_practice_is_placed(figures):
    rows = [fact(p, 2025, v, denominator=w) for p, (v, w) in zip(HOMES, figures, strict=True)]
    got = series(facts(*rows), OVERALL, geography(homes=HOMES)).set_index("org")
    parts = got.drop(index=ENGLAND)
    assert parts["numerator"].sum() == pytest.approx(got.loc[ENGLAND, "numerator"], abs=1e-9)
    assert parts["denominator"].sum() == pytest.approx(got.loc[ENGLAND, "denominator"])


def test_one_map_has_one_kind_of_interval():
    """North's interval is published (narrow), East is estimated: both are ours, England's stays as published."""
    place = geography("mid", homes={"P1": "EE"})
    printed = {"respondents": 1530.0, "lower": 67.0, "upper": 72.9}
    rows = [
        england(2025, 75.0, lower=74.8, upper=75.2), footprint("NN", 2025, 70.0, **printed),
        fact("P1", 2025, 60.0, respondents=154.0),
        england(2024, 75.0, lower=74.8, upper=75.2), footprint("NN", 2024, 70.0, **printed),
    ]  # fmt: skip
    found = series(facts(*rows), OVERALL, place).set_index(["org", "start"])
    now, before = pd.Timestamp("2025-01-01"), pd.Timestamp("2024-01-01")
    assert found.loc[("NN", now), "interval"] == found.loc[("EE", now), "interval"] == "ours"
    assert found.loc[("NN", now), "effective"] == pytest.approx(1530 / 1.53)
    limits = wilson_proportion(0.7, 1000.0)
    assert found.loc[("NN", now), ["lower", "upper"]].tolist() == pytest.approx([100 * float(each) for each in limits])
    assert found.loc[(ENGLAND, now), "interval"] == "published"
    assert found.loc[("NN", before), "interval"] == "published" and found.loc[("NN", before), "lower"] == 67.0
