"""Ranks are ranges, distances are people, and what may not be ranked is not."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.benchmarks.ranking import (
    Ranking,
    distance_sentence,
    explain_ranking,
    place,
    ranking,
    ranking_finding,
    ranking_sentence,
)
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.standing import standing
from insight.measures.series import series
from insight.model import Better
from tests.invented import OVERALL, england, facts, footprint, geography
from tests.traits import traits_of

PLACE = geography("mid")
START = pd.Timestamp(2023, 1, 1)
FOUR = {"NN": 72.0, "EE": 75.0, "WW": 78.0, "SS": 81.0}


def rank(values=None, code="NN", measure=OVERALL, half=0.5, nation: float | None = 76.0):
    rows = [
        footprint(org, 2023, value, lower=value - half, upper=value + half) for org, value in (values or FOUR).items()
    ]
    if nation is not None:
        rows.append(england(2023, nation))
    return ranking(standing(measure, series(facts(*rows), measure, PLACE), PLACE.group, START), code)


def ranked(*given, **named) -> Ranking:
    found = rank(*given, **named)
    assert isinstance(found, Ranking)
    return found


def test_the_best_stand_first_whichever_way_is_good():
    assert list(ranked().table["code"]) == ["SS", "WW", "EE", "NN"]
    assert list(ranked(measure=replace(OVERALL, better=Better.LOWER)).table["code"]) == ["NN", "EE", "WW", "SS"]


def test_a_distance_is_told_with_its_interval_where_it_is_clear():
    """The edge is the largest figure of the third quarter; with half a point either way three points short is no accident."""
    found = ranked({"NN": 75.0} | {code: value for code, value in FOUR.items() if code != "NN"})
    assert found.edge == 78.0
    assert found.short is not None
    assert re.fullmatch(
        r"North would need 3\.0 points more \(95% interval 1\.\d to 4\.\d\) to reach the best quarter of footprints \(78\.0%\)\.",
        distance_sentence(found),
    )


def test_where_low_is_good_fewer_is_the_aim():
    found = ranked(code="SS", measure=replace(OVERALL, better=Better.LOWER))
    assert found.edge == 75.0
    assert "points fewer" in distance_sentence(found)


def test_no_quarter_is_claimed_that_the_range_of_ranks_leaves():
    clear, unclear = ranked(code="SS"), ranked(code="SS", half=4.0)
    assert clear.best_quarter
    assert "in the best quarter" in distance_sentence(clear)
    assert not unclear.best_quarter
    assert "too near to tell" in distance_sentence(unclear)


def test_without_a_good_direction_there_is_no_best_quarter():
    found = ranked(measure=replace(OVERALL, better=Better.NEITHER))
    assert np.isnan(found.edge)
    assert not found.best_quarter
    assert "no best quarter" in distance_sentence(found)
    assert len(explain_ranking(found)) == 2


def test_a_rank_is_a_range():
    wide = ranked(half=4.0)
    assert ranking_finding(wide) == "North is between 3rd and 4th of 4 on overall experience of GP practice"
    assert "4th of 4 footprints, 1st being best" in ranking_sentence(wide)
    some = replace(wide, unranked=wide.table.head(2))
    assert "4th of 4 footprints that can be ranked (2 cannot), 1st being best" in ranking_sentence(some)
    assert "best quarter of footprints that can be ranked" in distance_sentence(some)
    assert place(5, 14, 42) == "between 5th and 14th of 42"
    assert place(1, 1, 42) == "1st of 42"


def test_every_verdict_is_explained_by_its_rule_and_source():
    verdict, rank_range, distance = explain_ranking(ranked())
    assert "FingertipsNext" in verdict.citation
    assert "Goldstein" in rank_range.citation
    assert ("Footprints ranked", "4") in rank_range.numbers
    assert ("Edge of the best quarter", "78.0%") in distance.numbers


def test_a_footprint_on_few_replies_is_shown_apart():
    rows = [footprint(code, 2023, value) for code, value in FOUR.items() if code != "NN"]
    rows += [footprint("NN", 2023, 60.0, status="low_base"), england(2023, 76)]
    place_ = geography("mid")
    stands = standing(OVERALL, series(facts(*rows), OVERALL, place_), place_.group, START)
    found = ranking(stands, "NN")
    assert isinstance(found, Refusal)
    assert found.reason is Reason.TOO_FEW_FOOTPRINTS
    assert "Only 3 of the footprints" in found.sentence


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (rank(nation=None), Reason.NO_BENCHMARK),
        (
            rank(measure=replace(OVERALL, id="fft.positive", source="fft", traits=traits_of("fft.ae_positive"))),
            Reason.NOT_FOR_COMPARISON,
        ),
        (rank({"NN": 72.0, "EE": 75.0, "WW": 78.0}), Reason.TOO_FEW_FOOTPRINTS),
    ],
)
def test_what_may_not_be_ranked_is_refused(found, reason):
    assert isinstance(found, Refusal)
    assert found.reason is reason


def test_a_footprint_of_another_vintage_has_no_place():
    found = ranked(code="QQ")
    assert found.own is None
    assert explain_ranking(found) == []
    assert "QQ is not among these footprints" in ranking_sentence(found)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(10, 90), min_size=4, max_size=4), st.floats(0.1, 30))
def test_a_rank_range_holds_the_rank_of_the_value(values, half):
    found = ranked(dict(zip(FOUR, values, strict=True)), half=half)
    for at, row in enumerate(found.table.to_dict("records"), start=1):
        ties = [i for i, v in enumerate(found.table["value"], start=1) if v == row["value"]]
        assert row["best"] <= max([at, *ties])
        assert row["worst"] >= min([at, *ties])


def test_the_distance_is_told_in_people_of_the_footprint_where_everybody_was_asked():
    found = ranked({"NN": 75.0} | {code: value for code, value in FOUR.items() if code != "NN"})
    assert "patients" not in distance_sentence(found)
    told = distance_sentence(replace(found, people=400_000.0))
    assert found.short is not None
    many = float(f"{found.short[0] * 4000:.2g}")
    assert f" That is about {many:,.0f} more of its 400,000 patients who could be asked (" in told
