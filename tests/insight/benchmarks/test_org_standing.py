"""Single practices and trusts: shares judged by their interval, scores in the publisher's word, the rest refused."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.benchmarks.bands import band_word, short_band
from insight.benchmarks.peers import Held, PooledFigure, hold, pool
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.standing import PUBLISHERS_WORD, Standing, standing
from insight.measures.comparison_group import ComparisonGroup
from insight.measures.gathered import SERIES
from insight.measures.org_figures import org_figures
from insight.model import ENGLAND, Better, Level, Measure, Unit
from tests.invented import OVERALL, fact, facts
from tests.traits import traits_of

START = pd.Timestamp("2025-01-01")
NAMES = pd.Series({"P1": "Elm Surgery", "P2": "Oak Surgery", "P3": "Ash Surgery"})
SCORED = replace(
    OVERALL,
    id="inpatient.overall",
    source="inpatient",
    traits=traits_of("inpatient.overall"),
    title="Overall experience",
    unit=Unit.SCORE,
    additive=False,
)


GROUP = ComparisonGroup(
    "practices", Level.PRACTICE, "the practices of this survey", "new", NAMES, pd.Series(dtype=object)
)


def stand(rows: pd.DataFrame, measure: Measure = OVERALL, england: float = 75.0, codes=("P1", "P2", "P3")) -> Standing:
    status = "not_available" if pd.isna(england) else "ok"
    home = pd.DataFrame(
        [{"org": ENGLAND, "start": START, "end": rows["end"].max(), "value": england, "status": status}]
    )
    figures = org_figures(rows, measure, home.reindex(columns=list(SERIES)))
    return standing(measure, figures, GROUP.only(codes), START)


def shares(*values: float | None, n: float = 400.0) -> pd.DataFrame:
    return facts(
        *[
            fact(f"P{i}", 2025, value, respondents=n, denominator=n, status="ok" if value is not None else "suppressed")
            for i, value in enumerate(values, 1)
        ]
    )


def test_a_practice_is_judged_by_its_whole_interval_and_a_hidden_one_is_said() -> None:
    found = stand(shares(90.0, 76.0, None))
    assert list(found.table["verdict"]) == ["better", "similar", "not compared"]
    assert found.table["sentence"].iloc[2] == (
        "Ash Surgery's figure for 2025 is hidden by the publisher: too few people replied."
    )
    assert found.table["reason"].iloc[0] is None or pd.isna(found.table["reason"].iloc[0])


def test_a_practice_without_a_row_has_no_figure_and_order_is_kept() -> None:
    found = stand(shares(90.0), codes=("P3", "P1"))
    assert list(found.table["code"]) == ["P3", "P1"]
    assert found.table["reason"].iloc[0] == Reason.NOT_AVAILABLE


def test_without_a_figure_for_england_nothing_is_compared() -> None:
    found = stand(shares(90.0, 76.0), england=float("nan"), codes=("P1",))
    assert found.table["verdict"].iloc[0] == "not compared"
    assert "no figure for England" in found.table["sentence"].iloc[0]


@given(st.lists(st.tuples(st.integers(1, 99), st.integers(50, 5000)), min_size=2, max_size=8))
def test_peers_together_are_the_slow_sum_of_people(drawn: list[tuple[int, int]]) -> None:
    codes = [f"P{n}" for n in range(len(drawn))]
    rows = facts(*[fact(c, 2025, float(v), denominator=float(n)) for c, (v, n) in zip(codes, drawn, strict=True)])
    found = stand(rows, codes=codes)
    peers = pool("its peers", found, codes[1:], rows)
    assert isinstance(peers, PooledFigure)
    pleased, asked = 0.0, 0.0
    for value, base in drawn[1:]:
        pleased, asked = pleased + value / 100 * base, asked + base
    assert peers.value == pytest.approx(100 * pleased / asked)


def test_a_practice_against_its_peers() -> None:
    rows = shares(60.0, 80.0, 90.0)
    found = stand(rows)
    peers = pool("the 2 most similar practices together", found, ["P2", "P3"], rows)
    assert isinstance(peers, PooledFigure)
    held = hold(found, "P1", peers)
    assert isinstance(held, Held)
    assert held.verdict == "worse"
    assert "is below the 85.0% of the 2 most similar practices together" in held.sentence


def scores(**other) -> pd.DataFrame:
    row = {"expected_lower": 7.5, "expected_upper": 8.5, "label": "Worse than expected"} | other
    return facts(fact("P1", 2025, 7.25, "trust", denominator=None, **row))


def test_a_score_repeats_its_publishers_word_and_gets_no_interval() -> None:
    found = stand(scores(), SCORED, 8.0, codes=("P1",))
    row = found.table.iloc[0]
    assert row["verdict"] == "not compared"
    assert row["reason"] == PUBLISHERS_WORD
    assert pd.isna(row["lower"])
    assert row["sentence"] == (
        "7.2, where 7.5 to 8.5 was to be expected, which is worse than expected in the publisher's own words."
    )
    bare = stand(scores(label=None, expected_lower=None, expected_upper=None), SCORED, 8.0, codes=("P1",))
    assert "not published, so nothing is said of it" in bare.table["sentence"].iloc[0]
    neither = stand(scores(label=None), replace(SCORED, better=Better.NEITHER), 8.0, codes=("P1",))
    assert neither.table["sentence"].iloc[0] == "7.2. It is not judged: neither direction is better."


def test_bands_are_drawn_by_direction_and_shortened() -> None:
    assert [
        band_word(each, SCORED)
        for each in ("Much worse than expected", "About the same as expected", "Better than expected", "Unheard of")
    ] == ["worse", "similar", "better", "not compared"]  # fmt: skip
    assert short_band("About the same as expected", SCORED) == "About the same"
    assert short_band("Much better than expected", SCORED) == "Much better"


def test_what_may_not_be_compared_is_refused() -> None:
    fft = replace(OVERALL, id="fft.inpatient_positive", source="fft", traits=traits_of("fft.ae_positive"))
    refused = stand(shares(90.0), fft).refusal
    assert isinstance(refused, Refusal)
    assert refused.reason is Reason.NOT_FOR_COMPARISON
    counted = replace(OVERALL, unit=Unit.COUNT, better=Better.NEITHER)
    assert isinstance(stand(shares(90.0), counted).refusal, Refusal)
    assert isinstance(stand(shares(90.0), replace(OVERALL, additive=False)).refusal, Refusal)
