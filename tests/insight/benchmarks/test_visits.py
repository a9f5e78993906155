"""Whom to visit: by probability and not by rank, with words for how sure it is, and never empty."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.visits import Visits, _chance, beyond_the_likely, visits
from insight.model import Better
from tests.invented import OVERALL, fact, facts
from tests.traits import PLAIN, traits_of

START = pd.Timestamp(2025, 1, 1)
COUNTED = replace(OVERALL, id="own.question", source="own", traits=PLAIN)
PEOPLE, REPLIED = [60, 72, 110, 45, 90, 140], [100, 100, 150, 90, 110, 200]
SHRUNK = [61.6295, 71.2056, 72.5730, 53.9659, 79.2459, 69.7829]
"""docs/maths.md, "Whom to visit"."""


def oracle_rows(**other):
    return [
        fact(f"P{at}", 2025, 100 * x / n, respondents=float(n), **other)
        for at, (x, n) in enumerate(zip(PEOPLE, REPLIED, strict=True))
    ]


def listed(rows, measure=COUNTED, members=None, comparator=70.0, distance=5.0):
    names = pd.Series({row["org"]: f"{row['org']} Surgery" for row in rows})
    inside = pd.Index(members or [row["org"] for row in rows])
    return visits(facts(*rows), measure, names, members=inside, start=START, comparator=comparator, distance=distance)


def made(*args, **other) -> Visits:
    found = listed(*args, **other)
    assert isinstance(found, Visits)
    return found


def test_estimates_are_those_of_the_oracle_and_keep_the_published_figure_beside_them():
    entries = {each.org: each for each in made(oracle_rows()).entries}
    assert [entries[f"P{at}"].estimate for at in range(6)] == pytest.approx(SHRUNK, abs=5e-5)
    assert entries["P0"].value == pytest.approx(60) and entries["P0"].base == 100
    # Posterior variance B v with B 0.798010 and v = 0.689333 (1 - 0.689333)/100.
    assert entries["P0"].upper - entries["P0"].estimate == pytest.approx(
        100 * 1.959964 * np.sqrt(0.798010 * 0.689333 * 0.310667 / 100), abs=1e-3
    )


def test_the_order_is_by_probability_and_the_words_follow_it():
    entries = made(oracle_rows()).entries
    assert [each.org for each in entries][:2] == ["P3", "P0"]
    chances = [each.probability for each in entries]
    assert chances == sorted(chances, reverse=True)
    assert [each.word for each in entries] == ["likely", "may be", *["probably not"] * 4]


def test_a_low_figure_on_few_replies_may_stand_behind_a_higher_one_on_many():
    rows = [fact(f"P{at:02d}", 2025, value, respondents=150.0) for at, value in enumerate(np.linspace(68, 84, 30))]
    rows += [fact("FEW", 2025, 58.0, respondents=12.0), fact("MANY", 2025, 62.0, respondents=900.0)]
    order = [each.org for each in made(rows, comparator=75.0).entries]
    assert order.index("MANY") < order.index("FEW")


def test_few_replies_are_listed_with_a_mark():
    gpps = replace(OVERALL, traits=traits_of(OVERALL.id))
    rows = [fact(f"P{at:02d}", 2025, 60.0 + at, respondents=99.0 if at == 0 else 100.0) for at in range(25)]
    found = made(rows, gpps, comparator=90.0)
    assert {each.org for each in found.entries if each.few} == {"P00"} and found.entries[0].word == "likely"
    assert "P00" not in {each.org for each in found.likely} and len(found.likely) == 24


def test_the_list_is_never_empty_and_says_so():
    found = made(oracle_rows(), comparator=40.0)
    assert len(found.entries) == 6 and {each.word for each in found.entries} == {"probably not"}


def test_where_low_is_good_those_above_are_behind():
    waits = replace(COUNTED, better=Better.LOWER)
    found = made(oracle_rows(), waits, comparator=65.0)
    assert found.entries[0].org == "P4" and "above England" in found.sentence(found.entries[0])


def test_a_small_footprint_is_drawn_towards_all_and_a_large_one_towards_its_own():
    rows = [fact(f"P{at:02d}", 2025, 60.0 + at % 9, respondents=150.0) for at in range(30)]
    rows += [fact(f"Q{at:02d}", 2025, 80.0 + at % 9, respondents=150.0) for at in range(30)]
    few, many = [f"P{at:02d}" for at in range(5)], [f"P{at:02d}" for at in range(30)]
    assert made(rows, members=few).drawn_towards == pytest.approx(73.9, abs=1.0)
    assert made(rows, members=many).drawn_towards == pytest.approx(63.9, abs=1.0)


def test_every_sentence_says_how_sure_it_is_and_what_the_figure_is_worth():
    found = made(oracle_rows())
    first = found.sentence(found.entries[0])
    assert first.startswith("Likely more than 5.0 points below England (")
    assert "50.0% of 90 replies, which allowing for chance is worth 54.0% (" in first


def test_members_without_a_figure_are_counted():
    rows = [*oracle_rows(), fact("HID", 2025, None, status="suppressed", respondents=None, denominator=None)]
    assert made(rows).hidden == 1


def test_no_list_where_nothing_may_be_compared():
    fft = replace(COUNTED, traits=traits_of("fft.inpatient_positive"))
    cases = {
        Reason.NOT_FOR_COMPARISON: listed(oracle_rows(), fft),
        Reason.NO_DIRECTION: listed(oracle_rows(), replace(COUNTED, better=Better.NEITHER)),
        Reason.NO_BENCHMARK: listed(oracle_rows(), comparator=float("nan")),
        Reason.NOT_AVAILABLE: listed(oracle_rows(), members=["ELSEWHERE"]),
        Reason.NO_BASES: listed([fact("P1", 2025, 60.0, respondents=None, denominator=None)]),
    }
    for reason, found in cases.items():
        assert isinstance(found, Refusal) and found.reason is reason and "{" not in found.sentence


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((2, 0, 4), "; for 4 others the figures do not settle it"),
        ((2, 3, 1), ", and 3 more may be; for 1 other the figures do not settle it"),
        ((0, 3, 0), ", but 3 may be"),
        ((0, 0, 5), "; for 5 of them the figures do not settle it"),
        ((2, 0, 0), ""),
    ],
)
def test_those_of_whom_nobody_can_tell_are_never_said_to_be_none(counts, said):
    assert beyond_the_likely(*counts) == said


@pytest.mark.parametrize(
    ("probability", "said"),
    [(0.8997, "89 in 100"), (0.9, "90 in 100"), (0.004, "less than 1 in 100"), (0.9969, "more than 99 in 100")],
)
def test_what_is_less_than_likely_is_never_printed_like_what_is_likely(probability: float, said: str) -> None:
    assert _chance(probability) == said
