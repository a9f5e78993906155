"""Importance beside performance: practices of 100 replies, distances in standard errors, four quarters and no score."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from insight.benchmarks.comparator import Comparator
from insight.benchmarks.importance import associations
from insight.benchmarks.priorities import Priorities, Quarter, priorities, published_on
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.standing import standing
from insight.measures.precision import RESPONSES
from insight.measures.series import series
from insight.model import Better, Measure
from insight.stats.shrinkage import shrink
from loaders.source import discover
from tests.invented import OVERALL, england, fact, facts, footprint, geography

START = pd.Timestamp("2025-01-01")
NEW = geography()

_SHORT = {"listened_to": "Listening"}


def measure(name: str, better: Better = Better.HIGHER) -> Measure:
    roles = OVERALL.roles if OVERALL.id == f"gpps.{name}" else ()
    return replace(
        OVERALL, id=f"gpps.{name}", title=name.capitalize(), better=better, roles=roles, short=_SHORT.get(name, "")
    )


def figures(values: list[float], replies: float | None = 120.0, year: int = 2025) -> pd.DataFrame:
    return facts(*(fact(f"P{n}", year, value, respondents=replies) for n, value in enumerate(values)))


RISING = [30.0 + n / 3 for n in range(150)]
MIXED = [30.0 + (67 * n) % 150 / 3 for n in range(150)]


def among(outcome: pd.DataFrame, *others: tuple[Measure, pd.DataFrame]) -> pd.DataFrame:
    return associations((OVERALL, outcome), others, START).set_index("measure")


def test_association_is_spearmans_corrected_for_chance_and_lower_is_better_turns_its_sign():
    found = among(
        figures(RISING), (measure("phone"), figures(MIXED)), (measure("wait", Better.LOWER), figures(RISING[::-1]))
    )
    seen = spearmanr(RISING, MIXED).statistic
    assert found.loc["gpps.phone", "observed"] == pytest.approx(seen)
    base = np.full(150, 120 / 1.54)
    one, other = (shrink(np.array(each) / 100, base).reliability.mean() for each in (RISING, MIXED))
    assert found.loc["gpps.phone", "rho"] == pytest.approx(seen / np.sqrt(one * other))
    assert found.loc["gpps.wait", "rho"] == 1.0 and found.loc["gpps.wait", "observed"] == pytest.approx(1.0)
    assert found.loc["gpps.phone", "practices"] == 150


def test_practices_of_fewer_than_100_replies_are_left_out():
    outcome = pd.concat([figures(RISING[:120]), facts(fact("P120", 2025, 1.0, respondents=99.0))])
    assert among(outcome, (measure("phone"), figures(RISING)))["practices"].tolist() == [120]


def test_fewer_than_a_hundred_practices_have_no_association():
    assert among(figures(RISING[:99]), (measure("phone"), figures(MIXED))).empty
    assert len(among(figures(RISING[:100]), (measure("phone"), figures(MIXED)))) == 1


def test_what_stands_in_for_replies_counts_where_no_respondents_are_published():
    received = np.where(np.arange(150) < 110, 150.0, 50.0)
    outcome = figures(RISING, None).assign(**{RESPONSES: received})
    assert among(outcome, (measure("phone"), figures(MIXED)))["practices"].tolist() == [110]


def test_years_are_not_mixed():
    assert among(figures(RISING), (measure("phone"), figures(MIXED, year=2024))).empty


def test_the_corrected_association_is_the_true_one_and_its_interval_holds_it():
    """Two true figures of practices go together with 0.9; each is seen through 100 effective replies."""
    random, told, held = np.random.default_rng(5), [], 0
    for _ in range(200):
        true = random.multivariate_normal([0, 0], [[1, 0.9], [0.9, 1]], 400)
        seen = 100 * random.binomial(100, np.clip(0.75 + 0.06 * true, 0.3, 0.99)) / 100
        pairs = [figures(list(column), 100 * 1.54) for column in seen.T]
        found = among(pairs[0], (measure("phone"), pairs[1])).iloc[0]
        told.append((found["observed"], found["rho"]))
        held += bool(found["lower"] <= 0.9 <= found["upper"])
    observed, corrected = np.mean(told, axis=0)
    assert observed < 0.65
    assert corrected == pytest.approx(0.89, abs=0.025)
    assert held / 200 >= 0.9


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
        "lower": [0.75, 0.65, 0.15, 0.05, 0.45, 1.0],
        "upper": [0.85, 0.75, 0.25, 0.15, 0.55, 1.0],
        "practices": 500,
        "observed": [0.6, 0.5, 0.15, 0.08, 0.4, 0.9],
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


def test_where_the_importance_is_not_clear_no_quarter_is_named():
    vague = IMPORTANCE.assign(lower=IMPORTANCE["lower"] - 0.4, upper=IMPORTANCE["upper"] + 0.4)
    found = priorities(GRID, "NN", "North", vague)
    assert isinstance(found, Priorities) and set(found.table["quarter"]) == {Quarter.UNCLEAR}


def test_what_research_found_of_patients_goes_first():
    found = priorities(GRID, "NN", "North", IMPORTANCE, discover()["gpps"].SOURCE.drivers)
    assert isinstance(found, Priorities)
    assert found.table["measure"].iloc[0] == "gpps.listened_to" and found.table["weight"].iloc[0] == 0.48
    assert found.table["measure"].tolist()[1:] == ["gpps.phone", "gpps.wait", "gpps.website", "gpps.app"]


def test_distance_is_in_standard_errors_under_england():
    row = grid(*GRID).table.set_index("measure").loc["gpps.phone"]
    assert row["distance"] == pytest.approx((0.70 - 0.75) / np.sqrt(0.75 * 0.25 / (10_000 / 1.53)))


def test_the_strip_and_the_verdict_never_contradict_one_another():
    """Within 1.96 standard errors under England's value is where Wilson's interval includes it."""
    for value in np.arange(73.5, 76.5, 0.05):
        stands = stand("phone", float(value))
        found = grid(stands, *GRID[1:]).table.set_index("measure").loc["gpps.phone"]
        assert (found["quarter"] == Quarter.UNCLEAR) == (stands.of("NN")["verdict"] == "similar")


def test_the_comparator_in_use_is_named():
    against = Comparator("similar areas", ("EE", "WW"))
    found = grid(*(replace(each, comparator=against) for each in GRID))
    assert found.comparator == against
    said = found.table.set_index("measure")["sentence"]
    assert "Phone: worse than similar areas (" in said["gpps.phone"]
    assert "Wait: no clear difference from similar areas (" in said["gpps.wait"]


def test_each_sentence_says_of_which_year_its_figures_are():
    assert all("% in 2025)" in each for each in grid(*GRID).table["sentence"])


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
    assert "That takes 4 measures with figures of 100 practices" in found.sentence and found.sentence.endswith(
        "; 3 have both."
    )


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
