"""Practices outside the funnel, and how many would be by chance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from insight.benchmarks.funnel import (
    Funnel,
    curves,
    explain_funnel,
    funnel,
    funnel_finding,
    funnel_sentence,
    outside,
)
from insight.benchmarks.refusals import Reason, Refusal
from insight.model import Unit
from insight.stats.funnel import FunnelFlag
from tests.invented import OVERALL, fact, facts, geography
from tests.traits import PLAIN, traits_of

START = pd.Timestamp(2025, 1, 1)
DEFF = 1.54
"""maths.md, "Weighted surveys": a practice's replies are worth so many times less."""


def practices(count=60, seed=1, middle=75.0, spread=3.0, base=200.0):
    """Invented practices, every third one of the footprint North."""
    rng = np.random.default_rng(seed)
    return [
        fact(f"P{at:02d}", 2025, float(value), respondents=base, denominator=base * 1.3)
        for at, value in enumerate(rng.normal(middle, spread, count))
    ]


def drawn(rows, measure=OVERALL, code="NN"):
    homes = {row["org"]: "NN" if at % 3 == 0 else "EE" for at, row in enumerate(rows)}
    names = pd.Series({row["org"]: f"{row['org']} Surgery" for row in rows})
    members = pd.Index([org for org, home in homes.items() if home == code])
    return funnel(facts(*rows), measure, geography("mid", homes), names, code=code, members=members, start=START)


def made(rows=None, measure=OVERALL) -> Funnel:
    found = drawn(practices() if rows is None else rows, measure)
    assert isinstance(found, Funnel)
    return found


def outlier(value, org="P00", **other):
    rows = practices()
    return [fact(org, 2025, value, respondents=200.0, **other) if row["org"] == org else row for row in rows]


def test_the_middle_is_summed_and_then_divided_over_effective_replies():
    rows = [fact("P0", 2025, 60, respondents=100), fact("P1", 2025, 90, respondents=300)]
    found = made(rows)
    assert found.middle == pytest.approx((60 * 100 + 90 * 300) / 400)
    assert list(found.table["effective"]) == pytest.approx([100 / DEFF, 300 / DEFF])


def test_widened_limits_are_those_of_the_overdispersion_oracle():
    """maths.md, "When too many lie outside": x = 60,72,110,45,90,140 of n = 100,100,150,90,110,200 gives phi 2.986370, tau2 0.00526787."""
    x, n = [60, 72, 110, 45, 90, 140], [100, 100, 150, 90, 110, 200]
    plain = replace(OVERALL, id="own.question", source="own", traits=PLAIN)
    rows = [fact(f"P{at}", 2025, 100 * a / b, respondents=float(b)) for at, (a, b) in enumerate(zip(x, n, strict=True))]
    found = made(rows, plain)
    assert found.dispersion.phi == pytest.approx(2.986370, abs=1e-6)
    assert found.dispersion.tau2 == pytest.approx(0.00526787, abs=1e-8)
    assert (found.table["low"].iloc[0], found.table["high"].iloc[0]) == pytest.approx((52.1429, 83.4863), abs=1e-4)


def test_a_practice_far_below_is_flagged_in_its_footprint_only():
    found = made(outlier(40.0))
    row = found.own.set_index("org").loc["P00"]
    assert row["widened"] == FunnelFlag.LOW_998
    assert row["name"] == "P00 Surgery"
    assert len(found.own) == 20
    assert outside(found.own["widened"])[0] >= 1
    assert funnel_finding(found) == "North: 1 of 20 practices below the funnel, none above"


def test_the_sentence_says_what_chance_would_do():
    text = funnel_sentence(made(outlier(40.0)))
    assert "about 1 would by chance alone" in text
    assert "differ more than chance explains" in text or "differ no more than chance explains" in text


def test_the_curves_narrow_and_pass_through_what_each_practice_is_held_to():
    found = made(practices(spread=8.0))
    sizes, lines = curves(found)
    assert sizes[-1] >= found.table["effective"].max()
    for interval in lines.values():
        width = interval.upper - interval.lower
        assert (np.diff(width) <= 1e-9).all()
    row = found.table.iloc[0]
    assert row["low"] / 100 == pytest.approx(np.interp(row["effective"], sizes, lines["widened 95"].lower), abs=1e-3)
    assert row["high"] / 100 == pytest.approx(np.interp(row["effective"], sizes, lines["widened 95"].upper), abs=1e-3)
    large = lines["widened 95"].upper[-1] - lines["widened 95"].lower[-1]
    assert large > lines["plain 95"].upper[-1] - lines["plain 95"].lower[-1]


def test_hidden_practices_are_counted_and_not_drawn():
    found = made([*practices(), fact("P98", 2025, None, status="suppressed"), fact("P99", 2025, 70, respondents=None)])
    assert found.hidden == 2
    assert len(found.table) == 60


def test_few_replies_are_drawn_and_not_listed():
    """Under 100 replies a figure of the GP Patient Survey is shown, but left out of rankings."""
    rows = [fact("P00", 2025, 20.0, respondents=99.0), *practices()[1:]]
    found = made(rows)
    assert bool(found.own.set_index("org").loc["P00", "thin"])
    assert found.own.set_index("org").loc["P00", "widened"] == FunnelFlag.NOT_COMPARED
    assert "Of 19 practices of North, none lie below" in funnel_sentence(found)
    assert "1 more rests on too few replies to be judged." in funnel_sentence(found)


@pytest.mark.parametrize(
    ("measure", "reason"),
    [
        (
            replace(OVERALL, id="fft.positive", source="fft", traits=traits_of("fft.ae_positive")),
            Reason.NOT_FOR_COMPARISON,
        ),
        (replace(OVERALL, unit=Unit.SCORE, additive=False), Reason.NO_SHARE),
        (replace(OVERALL, unit=Unit.COUNT), Reason.NO_SHARE),
    ],
)
def test_what_is_no_funnel_is_refused(measure, reason):
    found = drawn(practices(), measure)
    assert isinstance(found, Refusal)
    assert found.reason is reason


def test_a_score_a_number_and_a_share_as_published_are_each_refused_for_what_they_are():
    cases = {
        "is a score, not a share": replace(OVERALL, unit=Unit.SCORE, additive=False),
        "is a number, not a share": replace(OVERALL, unit=Unit.COUNT),
        "is not added up from single replies. So chance": replace(OVERALL, additive=False),
    }
    for words, measure in cases.items():
        assert words in drawn(practices(), measure).sentence


def test_a_period_without_replies_is_refused():
    found = drawn([fact("P0", 2025, 70, respondents=None), fact("P1", 2025, 71, respondents=None)])
    assert isinstance(found, Refusal)
    assert found.reason is Reason.NO_BASES
    assert isinstance(drawn([fact("P0", 2024, 70)]), Refusal)


def test_a_footprint_none_of_whose_practices_has_a_figure_has_no_funnel():
    found = drawn([fact("P0", 2025, 70), fact("P1", 2025, 71)], code="SS")
    assert isinstance(found, Refusal)
    assert found.reason is Reason.NOT_AVAILABLE
    assert "practices" in found.sentence


def test_a_funnel_unfolds():
    assert ("Organisations in the funnel", "60") in explain_funnel(made()).numbers
