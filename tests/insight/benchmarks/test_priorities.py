"""Importance beside performance: practices of 100 replies, distances in standard errors, four quarters and no score."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from insight.benchmarks.drivers import published_on
from insight.benchmarks.importance import associations
from insight.benchmarks.priorities import Priorities, Quarter, priorities
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.standing import standing
from insight.measures.series import series
from insight.model import Better, Measure
from loaders.source import discover
from tests.invented import OVERALL, england, fact, facts, footprint, geography

START = pd.Timestamp("2025-01-01")
NEW = geography()
NO_FORMS = facts(fact("P00", 2025, 30.0, respondents=None))


_SHORT = {"listened_to": "Listening"}


def measure(name: str, better: Better = Better.HIGHER) -> Measure:
    roles = OVERALL.roles if OVERALL.id == f"gpps.{name}" else ()
    return replace(
        OVERALL, id=f"gpps.{name}", title=name.capitalize(), better=better, roles=roles, short=_SHORT.get(name, "")
    )


def figures(values: list[float], replies: float | None = 120.0, year: int = 2025) -> pd.DataFrame:
    return facts(*(fact(f"P{n:02}", year, value, respondents=replies) for n, value in enumerate(values)))


RISING = [50.0 + n for n in range(20)]
MIXED = [50.0 + (7 * n) % 20 for n in range(20)]


def test_association_is_spearmans_and_lower_is_better_turns_its_sign():
    found = associations(
        figures(RISING), NO_FORMS,
        [(measure("phone"), figures(MIXED)), (measure("wait", Better.LOWER), figures(RISING[::-1]))], START,
    ).set_index("measure")  # fmt: skip
    assert found.loc["gpps.phone", "rho"] == pytest.approx(spearmanr(RISING, MIXED).statistic)
    assert found.loc["gpps.wait", "rho"] == pytest.approx(1.0)
    assert found.loc["gpps.phone", "practices"] == 20


def test_practices_of_fewer_than_100_replies_are_left_out():
    outcome = pd.concat([figures(RISING[:15]), facts(fact("P15", 2025, 1.0, respondents=99.0))])
    found = associations(outcome, NO_FORMS, [(measure("phone"), figures(RISING))], START)
    assert found["practices"].tolist() == [15]


def test_forms_received_count_replies_where_no_respondents_are_published():
    forms = facts(*(fact(f"P{n:02}", 2025, 30.0, numerator=150.0 if n < 12 else 50.0) for n in range(20)))
    found = associations(figures(RISING, None), forms, [(measure("phone"), figures(MIXED))], START)
    assert found["practices"].tolist() == [12]


def test_years_are_not_mixed():
    found = associations(figures(RISING), NO_FORMS, [(measure("phone"), figures(MIXED, year=2024))], START)
    assert found.empty


def stand(name: str, value: float | None, better: Better = Better.HIGHER, **other):
    mine = measure(name, better) if name != "overall_experience" else OVERALL
    rows = facts(england(2025, 75.0), footprint("NN", 2025, value, **other))
    return standing(mine, series(rows, mine, NEW), NEW.group, START)


IMPORTANCE = pd.DataFrame(
    {
        "measure": [
            f"gpps.{name}" for name in ("phone", "listened_to", "website", "app", "wait", "overall_experience")
        ],
        "rho": [0.8, 0.7, 0.2, 0.1, 0.5, 1.0],
        "lower": 0.0,
        "upper": 1.0,
        "practices": 500,
    }
)
GRID = (
    stand("phone", 70.0),
    stand("listened_to", 80.0),
    stand("website", 70.0),
    stand("app", 80.0),
    stand("wait", 75.4),
)


def grid(*standings) -> Priorities:
    found = priorities(standings, "NN", "North", IMPORTANCE)
    assert isinstance(found, Priorities)
    return found


def test_four_quarters_and_the_strip_of_no_clear_difference():
    found = grid(*GRID).table.set_index("measure")["quarter"].to_dict()
    assert found == {
        "gpps.phone": Quarter.FIRST,
        "gpps.listened_to": Quarter.PROTECT,
        "gpps.website": Quarter.WATCH,
        "gpps.app": Quarter.CARRY_ON,
        "gpps.wait": Quarter.UNCLEAR,
    }


def test_distance_is_in_standard_errors_under_england():
    row = grid(*GRID).table.set_index("measure").loc["gpps.phone"]
    assert row["distance"] == pytest.approx((0.70 - 0.75) / np.sqrt(0.75 * 0.25 / (10_000 / 1.53)))


def test_the_strip_and_the_verdict_never_contradict_one_another():
    """Within 1.96 standard errors under England's value is where Wilson's interval includes it."""
    for value in np.arange(73.5, 76.5, 0.05):
        stands = stand("wait", float(value))
        found = grid(*GRID[:4], stands).table.set_index("measure").loc["gpps.wait"]
        assert (found["quarter"] == Quarter.UNCLEAR) == (stands.of("NN")["verdict"] == "similar")


def test_lower_is_better_is_turned_round():
    found = grid(*GRID[:4], stand("wait", 60.0, Better.LOWER)).table.set_index("measure")
    assert found.loc["gpps.wait", "distance"] > 0


def test_overall_experience_is_not_set_beside_itself_and_hidden_figures_stay_out():
    found = grid(*GRID, stand("overall_experience", 60.0)).table
    assert OVERALL.id not in set(found["measure"])
    assert len(grid(*GRID[:4], stand("wait", None, status="suppressed")).table) == 4


def test_a_handful_of_measures_is_no_grid():
    found = priorities(GRID[:3], "NN", "North", IMPORTANCE)
    assert isinstance(found, Refusal)
    assert "at least 4 measures must have" in found.sentence and found.sentence.endswith("; 3 have both.")


def test_words_never_claim_a_cause():
    sentence = " ".join(grid(*GRID).table["sentence"])
    assert "goes with overall experience" in sentence
    assert "driv" not in sentence


def test_published_weights_are_the_papers():
    """Methods, section 17: Paddison and others 2013; Cowling, Majeed and Harris 2018."""
    drivers = discover()["gpps"].SOURCE.drivers
    found = {(each.study.split()[0], each.aspect): each.coefficient for each in drivers}
    assert found["Paddison", "doctors' communication"] == 0.48
    assert found["Paddison", "booking in advance"] == 0.06
    assert found["Cowling,", "opening hours"] == 0.15
    assert [each.coefficient for each in published_on("gpps.reception_helpful", drivers)] == [0.22, 0.16]
    assert published_on("gpps.ease_app", drivers) == ()
    assert all("doi 10." in each.citation for each in drivers)
