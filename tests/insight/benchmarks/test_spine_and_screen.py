"""The spine's places and the screen's marks, against the published fixture and the plain rules."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from insight.benchmarks.screen import screen
from insight.benchmarks.spine import spine
from insight.benchmarks.standing import standing
from insight.measures.series import series
from insight.model import Better
from insight.stats.intervals import Z998, wilson_proportion
from tests.headline import headline
from tests.invented import OVERALL, england, facts, footprint, geography
from tests.traits import declared, traits_of

PLACE = geography("mid")
START = pd.Timestamp(2023, 1, 1)
FIXTURE = {"NN": 60.0, "EE": 20.0, "WW": 30.0, "SS": 80.0}


def one(values, measure=OVERALL, nation=50.0, code="NN"):
    rows = [england(2023, nation), *(footprint(org, 2023, value) for org, value in values.items())]
    found = headline(measure, series(facts(*rows), measure, PLACE), PLACE.group, code)
    assert found is not None
    return found


def test_places_are_those_of_the_published_fixture():
    """maths.md, "Ranks, fifths and the spine": England 50, lowest 20, highest 80; an area at 60 stands at +1/3, the ends at -1 and 1."""
    (bone,) = spine([one(FIXTURE)])
    assert bone.place == pytest.approx(1 / 3)
    assert bone.ends == pytest.approx((-1, -1, 1 / 3, 1))  # of four footprints each is the largest of its quarter
    assert (bone.worst, bone.best) == (20, 80)


def test_where_low_is_good_the_spine_turns_round():
    (bone,) = spine([one(FIXTURE, replace(OVERALL, better=Better.LOWER))])
    assert bone.place == pytest.approx(-1 / 3)
    assert (bone.worst, bone.best) == (80, 20)
    assert list(bone.ends) == sorted(bone.ends)


def test_fewer_than_four_footprints_have_no_spine():
    assert spine([one({"NN": 60.0, "EE": 20.0, "WW": 30.0})]) == []


def test_what_is_not_compared_has_no_place():
    fft = replace(OVERALL, id="fft.positive", source="fft", traits=traits_of("fft.ae_positive"))
    assert spine([one(FIXTURE, fft)]) == []
    hidden = [england(2023, 50), *(footprint(c, 2023, v) for c, v in FIXTURE.items() if c != "NN")]
    rows = series(facts(*hidden, footprint("NN", 2023, None, status="suppressed")), OVERALL, PLACE)
    found = headline(OVERALL, rows, PLACE.group, "NN")
    assert found is not None
    assert spine([found]) == []


def stand(values, measure=OVERALL, nation=75.0):
    rows = [england(2023, nation), *(footprint(o, 2023, v, respondents=1000.0) for o, v in values.items())]
    return standing(measure, series(facts(*rows), measure, PLACE), PLACE.group, START)


def test_marks_hold_at_998_where_the_wider_interval_does():
    found = screen([stand({"NN": 71.0, "EE": 66.0, "WW": 75.0, "SS": 85.0})])
    table = found.table.set_index("code")
    assert dict(table["verdict"]) == {"NN": "worse", "EE": "worse", "WW": "similar", "SS": "better"}
    assert dict(table["sure"]) == {"NN": False, "EE": True, "WW": False, "SS": True}
    for row in table.to_dict("records"):
        wide = wilson_proportion(row["value"] / 100, row["effective"], Z998)
        clear = wide.upper * 100 < 75 or wide.lower * 100 > 75
        assert row["sure"] == clear


def test_marks_of_rated_places_hold_where_the_exact_interval_does():
    """38 of 45 where England has 96: chance brings that few to 20 areas in 10,000, where two marks allow 10 (binom.cdf); Wilson's 99.8% interval leaves 96 out."""
    rated = declared("cqc.gp_good")
    row = {"denominator": 45.0, "numerator": 38.0, "respondents": 45.0}
    figures = series(facts(england(2023, 96.0), footprint("NN", 2023, 100 * 38 / 45) | row), rated, PLACE)
    (north,) = screen([standing(rated, figures, PLACE.group, START)]).table.query("code == 'NN'").to_dict("records")
    assert wilson_proportion(38 / 45, 45, Z998).upper < 0.96
    assert (north["verdict"], north["sure"]) == ("worse", False)


def test_the_number_of_comparisons_is_counted_and_so_is_chance():
    """maths.md, "When you look at hundreds of figures": 840 comparisons give about 42 false flags at 95% and about 1.7 at 99.8%."""
    values = {"NN": 71.0, "EE": 66.0, "WW": 75.0, "SS": 85.0}
    found = screen([stand(values), stand(values, replace(OVERALL, id="gpps.trust", title="Trust"))])
    assert found.comparisons == 8
    assert found.by_chance == pytest.approx((0.4, 0.016))


def test_sources_not_for_comparison_are_left_out():
    fft = stand({"NN": 71.0}, replace(OVERALL, id="fft.positive", source="fft", traits=traits_of("fft.ae_positive")))
    assert screen([fft]).comparisons == 0
    assert screen([]).comparisons == 0
