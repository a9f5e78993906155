"""How often the rules for change, for sources side by side and for mixed maps speak where there is nothing: simulated with what pages call.

Bands are the claim of docs/maths.md with three standard errors of the simulation, sqrt(rate (1 - rate) / runs), on the side that could fail.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

from insight.benchmarks.agreement import Accord, agreement
from insight.benchmarks.bands import band_word
from insight.benchmarks.change import Change, change, changes
from insight.benchmarks.control import Control, control
from insight.benchmarks.own_count import own_count
from insight.benchmarks.ratings import Found, Moved, moved
from insight.benchmarks.signals import signals
from insight.benchmarks.source_findings import Judgement, SourceFinding, in_one_word
from insight.benchmarks.themes import Theme
from insight.benchmarks.verdicts import verdicts
from insight.measures.geography import Geography
from insight.measures.precision import OUR_LIMITS
from insight.measures.series import series
from insight.model import ENGLAND
from insight.stats.arrays import Floats, floats
from insight.stats.intervals import wilson_proportion
from insight.traits import Service
from tests.invented import NO_BREAKS, OVERALL
from tests.monthly import POSITIVE, months
from tests.traits import declared

FOOTPRINT_DEFF, PRACTICE_DEFF = 1.53, 1.54


def at_most(claim: float, runs: int) -> float:
    """A claimed rate and three standard errors of so many runs."""
    return claim + 3 * (claim * (1 - claim) / runs) ** 0.5


def surveyed(shares: Floats, effective: int, deff: float, level: str) -> pd.DataFrame:
    """Facts of a weighted survey: one row per organisation (row) and year (column) of true shares, drawn anew."""
    orgs, years = shares.shape
    drawn = np.random.default_rng(7).binomial(effective, shares) / effective
    start = pd.to_datetime([f"{2020 + year}-01-01" for year in range(years)])
    people = effective * deff
    return pd.DataFrame(
        {
            "org": np.repeat([f"P{at:04}" for at in range(orgs)], years), "level": level, "segment": "all",
            "start": np.tile(start, orgs), "end": np.tile(start + pd.DateOffset(months=3), orgs),
            "value": 100 * drawn.ravel(), "numerator": drawn.ravel() * people, "denominator": people, "respondents": people,
            "lower": np.nan, "upper": np.nan, "status": "ok", "release": "r",
        }
    )  # fmt: skip


def test_where_nothing_changed_one_practice_in_twenty_is_told_that_it_did() -> None:
    runs = 4000
    facts = surveyed(np.full((runs, 2), 0.75), 110, PRACTICE_DEFF, "practice")
    told = changes(facts, OVERALL, NO_BREAKS, facts["start"].max())["change_word"].value_counts(normalize=True)
    assert told["better"] + told["worse"] <= at_most(0.05, runs)
    assert max(told["better"], told["worse"]) <= at_most(0.025, runs), "on neither side more often"


def test_a_true_change_is_seldom_told_the_wrong_way_round() -> None:
    runs = 4000
    shares = np.tile([0.78, 0.72], (runs, 1))
    facts = surveyed(shares, 110, PRACTICE_DEFF, "practice")
    told = changes(facts, OVERALL, NO_BREAKS, facts["start"].max())["change_word"].value_counts(normalize=True)
    assert told.get("better", 0.0) <= at_most(0.002, runs)
    assert told["worse"] > 0.1


def test_neither_the_last_year_nor_the_earliest_says_more_than_it_may() -> None:
    runs = 250
    facts = surveyed(np.full((runs, 3), 0.75), 6500, FOOTPRINT_DEFF, "footprint")
    facts = facts.assign(effective=6500.0, basis="published", era=0)
    told = [change(rows, OVERALL, NO_BREAKS, "North") for _, rows in facts.groupby("org")]
    steps = [(each, each.since_first) for each in told if isinstance(each, Change) and each.since_first]
    assert len(steps) == runs
    for which in zip(*steps, strict=True):
        clear = [step for step in which if step and step.word != "no clear change"]
        assert len(clear) / runs <= at_most(0.05, runs)
        assert all((step.lower > 0) == (step.word == "improved") for step in clear)


@pytest.mark.parametrize("number", [14, 24, 60])
def test_where_nothing_happens_one_month_in_fifty_is_called_special(number: int) -> None:
    runs, random = 2000, np.random.default_rng(8)
    words = signals(_monthly(random.binomial(400, 0.94, (runs, number)) / 4), POSITIVE, NO_BREAKS).table["meaning"]
    assert words.isin(["concern", "improvement"]).mean() <= at_most(0.02, runs)


def test_seven_months_that_are_three_standard_errors_worse_are_noticed() -> None:
    random, share = np.random.default_rng(9), np.full(24, 0.94)
    share[-7:] -= 3 * (0.94 * 0.06 / 400) ** 0.5
    words = signals(_monthly(random.binomial(400, share, (1000, 24)) / 4), POSITIVE, NO_BREAKS).table["meaning"]
    assert (words == "concern").mean() >= 0.75
    assert (words == "improvement").mean() <= at_most(0.002, 1000)


def _monthly(values: Floats) -> pd.DataFrame:
    """Facts of one monthly measure on 400 replies: one organisation a row, one month a column."""
    orgs, number = values.shape
    one = months([90.0] * number, replies=400).assign(segment="all", level="trust")
    return pd.concat([one] * orgs, ignore_index=True).assign(
        value=values.ravel(), org=np.repeat([str(at) for at in range(orgs)], number)
    )


def test_inspected_places_are_counted_and_never_tested() -> None:
    """Every place is looked at, so there is no luck of the draw and nothing to be wrong about: each count is exact."""
    random, two = np.random.default_rng(10), [pd.Timestamp("2024-05-01"), pd.Timestamp("2025-05-01")]
    for _ in range(30):
        places = random.integers(5, 60)
        words = random.choice([1.0, 2.0, 3.0, 4.0, np.nan], (2, places), p=[0.03, 0.12, 0.7, 0.1, 0.05])
        words[1] = np.where(random.random(places) < 0.7, words[0], words[1])  # most are not inspected anew
        lists = [
            pd.DataFrame({"org": [f"1-{at}" for at in range(places)], "level": "location", "start": day,
                          "end": day + pd.DateOffset(months=1), "value": row})
            for day, row in zip(two, words, strict=True)
        ]  # fmt: skip
        told = moved(pd.concat(lists), pd.Index(lists[0]["org"]))
        step = [now - before for before, now in words.T if not np.isnan(now - before)]
        assert isinstance(told, Moved)
        assert (told.up, told.same, told.down) == (sum(s > 0 for s in step), step.count(0), sum(s < 0 for s in step))


def _sides(random: np.random.Generator, runs: int, asked: Floats, good: float) -> Iterator[Accord]:
    """What is said of one theme: a survey of some questions (true distances from England, points) and inspectors (true share)."""
    share = (75 + np.asarray(asked)) / 100
    seen = random.binomial(6500, share, (runs, len(share))) / 6500
    limits = wilson_proportion(seen, 6500)
    words = verdicts(100 * limits.lower.ravel(), 100 * limits.upper.ravel(), np.full(seen.size, 75.0), OVERALL)
    england = Found("GP practices", {"Outstanding": 0, "Good": 8900, "Requires improvement": 1100, "Inadequate": 0}, 0)
    for at, number in enumerate(random.binomial(150, good, runs)):
        here = Found(
            "GP practices",
            {"Outstanding": 0, "Good": int(number), "Requires improvement": 150 - int(number), "Inadequate": 0},
            0,
        )
        told = [
            _finding("survey", words[at * len(share) : (at + 1) * len(share)]),
            _finding("inspectors", [here.word(england)]),
        ]
        yield agreement(told)[0].accord


def _finding(source: str, words: list[str]) -> SourceFinding:
    day = pd.Timestamp("2025-01-01")
    judged = tuple(Judgement(f"question {at}", Service.GENERAL_PRACTICE, word, day) for at, word in enumerate(words))
    return SourceFinding(source, Theme.ACCESS, in_one_word(words), "", "", "2025", (), judged)


def test_where_nothing_differs_sources_are_opposed_or_in_line_once_in_a_hundred_themes() -> None:
    runs = 2000
    said = Counter(_sides(np.random.default_rng(11), runs, np.zeros(5), 0.89))
    assert (said[Accord.OPPOSED] + said[Accord.IN_LINE]) / runs <= at_most(0.01, runs)


def test_sources_that_find_the_same_are_not_called_opposed() -> None:
    runs = 1000
    said = Counter(_sides(np.random.default_rng(12), runs, np.full(5, -3.0), 0.78))
    assert said[Accord.OPPOSED] / runs <= at_most(0.001, runs)
    assert said[Accord.IN_LINE] / runs >= 0.9


def test_a_hospitals_months_neither_support_nor_contradict_its_survey_where_nothing_happens() -> None:
    """A publisher that calls one trust in twenty other than expected, and months without anything special."""
    survey, runs, random = declared("inpatient.overall"), 400, np.random.default_rng(13)
    said: Counter[str] = Counter()
    labels = ["Worse than expected", "Better than expected", "About the same as expected"]
    start = pd.Timestamp("2023-11-01")
    more = {"others": 55, "others_worse": 0, "release": "inpatient.2023"}
    for label in random.choice(labels, runs, p=[0.025, 0.025, 0.95]):
        if band_word(label, survey) == "similar":
            continue  # silent whatever the months are: test_own_count
        chart = control(months(list(random.binomial(400, 0.94, 24) / 4), replies=400), POSITIVE, NO_BREAKS, "North")
        assert isinstance(chart, Control)
        row = pd.Series({"label": label, "start": start, "end": start + pd.DateOffset(months=1), **more})
        told = own_count("RZ1", "Elm", ("Survey", survey, row), ("Count", chart, []))
        assert told is not None
        said[told.says] += 1
    assert sum(said.values()) > 10
    assert (said["supports"] + said["points the other way than"]) / runs <= at_most(0.002, runs)


def test_on_a_mixed_map_every_footprint_is_judged_at_one_rate() -> None:
    """Half of 24 footprints are printed with intervals a tenth too narrow, half are put together from six practices; none differs."""
    random, years, half, practices = np.random.default_rng(14), 200, 12, 6
    codes = [f"Q{at:02}" for at in range(2 * half)]
    geography = _map(codes, {f"{code}P{at}": code for code in codes[half:] for at in range(practices)})
    rows = [_printed(random, code, years) for code in codes[:half]]
    rows += [
        _practice(random, f"{code}P{at}", years, 0.08 * (at - 2.5) / 2.5)
        for code in codes[half:]
        for at in range(practices)
    ]
    rows.append(_every_year(ENGLAND, "england", years, np.full(years, 75.0), 700_000.0).assign(denominator=np.nan))
    found = series(pd.concat(rows, ignore_index=True), OVERALL, geography)
    areas = found[found["org"] != ENGLAND]
    assert set(areas["interval"]) == {OUR_LIMITS}
    words = np.array(verdicts(floats(areas["lower"]), floats(areas["upper"]), np.full(len(areas), 75.0), OVERALL))
    clear = np.isin(words, ["better", "worse"])
    printed = areas["org"].isin(codes[:half]).to_numpy()
    runs = half * years
    for which in (printed, ~printed):
        assert 0.05 - (at_most(0.05, runs) - 0.05) <= clear[which].mean() <= at_most(0.05, runs)


def _map(codes: list[str], homes: dict[str, str]) -> Geography:
    vintages = pd.DataFrame({"id": ["new"], "title": ["New"], "start": [pd.Timestamp("1700-01-01")], "end": [pd.NaT]})
    footprints = pd.DataFrame(
        {"vintage": "new", "code": codes, "name": codes, "short_name": codes, "ons_codes": codes, "region": "R1"}
    )
    lineage = pd.DataFrame({name: [] for name in ("earlier_vintage", "earlier", "later_vintage", "later", "same_area")})
    links = pd.DataFrame(
        [(child, parent, "invented") for child, parent in homes.items()], columns=["child", "parent", "basis"]
    )
    return Geography("new", vintages, footprints, lineage, links)


def _every_year(org: str, level: str, years: int, value: Floats, people: float) -> pd.DataFrame:
    start = pd.Series(pd.to_datetime([f"{1750 + year}-01-01" for year in range(years)]))
    return pd.DataFrame(
        {"org": org, "level": level, "start": start, "end": start + pd.DateOffset(months=3), "segment": "all", "value": value,
         "numerator": value / 100 * people, "denominator": people, "respondents": people, "lower": np.nan, "upper": np.nan,
         "status": "ok", "release": "r"}
    )  # fmt: skip


def _printed(random: np.random.Generator, code: str, years: int) -> pd.DataFrame:
    seen = random.binomial(6500, 0.75, years) / 6500
    limits = wilson_proportion(seen, 6500 * 1.2)
    rows = _every_year(code, "footprint", years, 100 * seen, 6500 * FOOTPRINT_DEFF)
    return rows.assign(lower=100 * limits.lower, upper=100 * limits.upper)


def _practice(random: np.random.Generator, code: str, years: int, away: float) -> pd.DataFrame:
    seen = random.binomial(200, 0.75 + away, years) / 200
    return _every_year(code, "practice", years, 100 * seen, 200 * PRACTICE_DEFF)
