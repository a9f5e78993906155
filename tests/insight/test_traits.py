"""Traits cannot be stated wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from insight.model import Level
from insight.traits import Band, Comparability, DesignEffect, Method, PrintedIntervals, Weighting, weighted
from tests.invented import OVERALL
from tests.traits import PLAIN


def test_a_refusal_to_compare_says_why_and_who_says_so() -> None:
    assert Comparability(False, "Collected in different ways", "The publisher").who == "The publisher"
    for allowed, why, who in ((False, "", ""), (False, "Because", ""), (True, "Because", "The publisher")):
        with pytest.raises(ValueError, match="states"):
            Comparability(allowed, why, who)


def test_plain_counts_have_no_design_effect() -> None:
    assert weighted(trust=1.4).effects == (DesignEffect("trust", 1.4),)
    with pytest.raises(ValueError, match="not weighted"):
        Weighting(False, (DesignEffect(Level.TRUST, 1.4),))
    with pytest.raises(ValueError, match="above 0"):
        weighted(trust=0.0)


def test_a_band_amounts_to_a_verdict() -> None:
    with pytest.raises(ValueError, match="not 'good'"):
        Band("Good", "Good", "good")


@pytest.mark.parametrize(
    "wrong", [{"weighting": weighted(hospital=1.4)}, {"limits": PrintedIntervals(Method.WILSON, ("hospital",))}]
)
def test_traits_speak_of_levels_there_are(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="hospital"):
        replace(OVERALL, traits=replace(PLAIN, **wrong))
