"""Similar practices and trusts: the slow twin, types kept apart, regions counted, and what is missing said."""

from __future__ import annotations

import math
import statistics
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.benchmarks.likeness import Likeness, likeness
from insight.benchmarks.needs import Need, Needs, nearest_period
from insight.benchmarks.org_needs import ANSWERED, INPATIENTS, practice_needs, trust_needs
from insight.benchmarks.refusals import Refusal
from insight.measures.comparison_group import ComparisonGroup
from insight.model import Level
from insight.traits import Role
from tests.invented import OVERALL, fact, facts
from tests.traits import source_of

SIZE, SCORE = Need("size", "Size", "people"), Need("score", "Score", "how deprived", 1)
NAMES = pd.Series({code: f"Practice {code}" for code in "ABCDEFGH"})


def known(size: list[float], score: list[float] | None = None, **other) -> Needs:
    index = pd.Index(list("ABCDEFGH")[: len(size)])
    table = pd.DataFrame({"size": size, "score": score or [np.nan] * len(size)}, index=index)
    return Needs((SIZE, SCORE), table, ("Said.",), (), frozenset({"size"}), **other)


def group(needs: Needs) -> ComparisonGroup:
    everyone = ComparisonGroup(
        "practices", Level.PRACTICE, "the practices of this survey", "new", NAMES, pd.Series(dtype=object)
    )
    return everyone.only(list(needs.table.index))


def like(needs: Needs, code: str = "A", **other) -> Likeness:
    found = likeness(code, needs, group(needs), **other)
    assert isinstance(found, Likeness)
    return found


def slow_twin(rows: list[tuple[float, float]], at: int) -> list[tuple[str, float]]:
    """Code and distance of all others, nearest first, one number at a time."""
    columns = []
    for column, read in zip(zip(*rows, strict=True), (math.log, float), strict=True):
        there = [read(value) for value in column if not math.isnan(value)]
        if len(set(there)) < 2:
            continue
        mean, spread = statistics.fmean(there), statistics.pstdev(there)
        columns.append([0.0 if math.isnan(value) else (read(value) - mean) / spread for value in column])
    away = []
    for row in range(len(rows)):
        if row != at:
            apart = math.sqrt(sum((column[row] - column[at]) ** 2 for column in columns))
            away.append((round(apart, 9), "ABCDEFGH"[row]))
    return [(code, apart) for apart, code in sorted(away)]


@given(
    st.lists(
        st.tuples(st.sampled_from([2000.0, 4000.0, 5000.0, 9000.0]), st.sampled_from([5.0, 10.0, 30.0, math.nan])),
        min_size=3, max_size=8,
    )
)  # fmt: skip
def test_the_slow_twin_finds_the_same_peers(rows: list[tuple[float, float]]) -> None:
    needs = known([size for size, _ in rows], [score for _, score in rows])
    found = likeness("A", needs, group(needs), number=10)
    twin = slow_twin(rows, 0)
    if isinstance(found, Refusal):
        assert {apart for _, apart in twin} == {0.0}
        return
    distances = dict(zip(found.table["code"], found.table["distance"], strict=True))
    assert distances == pytest.approx(dict(twin), abs=1e-8)
    assert list(found.table["distance"]) == sorted(found.table["distance"])


def test_twice_as_many_patients_is_as_far_for_the_small_as_for_the_large() -> None:
    found = like(known([4000.0, 2000.0, 8000.0, 64000.0]))
    assert found.peers == ["B", "C", "D"]
    assert found.table["distance"].iloc[0] == pytest.approx(found.table["distance"].iloc[1])


def test_what_is_unknown_is_said_of_each_and_of_all() -> None:
    found = like(known([4000.0, 2000.0, np.nan]))
    assert [each.id for each in found.used] == ["size"]
    assert found.table.set_index("code")["missing"].to_dict() == {"B": "", "C": "Size"}
    both = like(known([4000.0, 2000.0, 3000.0], [np.nan, 10.0, 20.0]))
    assert both.notes[-1] == "Not known of Practice A itself: Score."
    assert both.notes[0] == "Among 2 other practices that are loaded."


def test_peers_are_of_one_type_only() -> None:
    types = pd.Series({"A": "acute", "B": "acute specialist", "C": "acute", "D": "acute", "E": None}, dtype=object)
    found = like(known([4000.0, 4000.0, 2000.0, 9000.0, 4000.0], types=types))
    assert set(found.peers) == {"C", "D"}
    assert found.who == "acute practices"
    needs = known([1.0, 2.0, 3.0, 4.0, 5.0], types=types)
    alone = likeness("B", needs, group(needs))
    assert isinstance(alone, Refusal)
    assert "alone among acute specialist practices" in alone.sentence
    untold = likeness("E", needs, group(needs))
    assert isinstance(untold, Refusal)


def test_another_region_counts_as_one_standard_deviation() -> None:
    regions = pd.Series({"A": "North", "B": "South", "C": "North"})
    flat = like(known([4000.0, 2000.0, 2000.0, 9000.0], regions=regions))
    away = flat.table.set_index("code")["distance"]
    assert away["B"] == pytest.approx(math.hypot(away["C"], 1.0))
    assert flat.peers[0] == "C"
    assert flat.table.set_index("code")["missing"]["D"] == "Region", "an unknown region is another one, and said"


def test_refusals_say_why() -> None:
    for code, needs, why in (
        ("H", known([1.0, 2.0]), "is not among"),
        ("A", known([np.nan, 2.0]), "Nothing that peers are chosen by (size, score) is known of Practice A,"),
        ("A", known([5.0, 5.0]), "No variable tells"),
    ):
        found = likeness(code, needs, group(needs))
        assert isinstance(found, Refusal)
        assert why in found.sentence


CODES = ["P1", "P2", "P3"]


def test_practices_are_told_by_the_count_nearest_in_time_that_knows_them() -> None:
    register = facts(*[fact(code, 2021, 1000.0 * n) for n, code in enumerate(CODES, 1)])
    survey = facts(*[fact(code, 2025, 5000.0 * n) for n, code in enumerate(CODES, 1)])
    partial = facts(fact("P1", 2026, 1.0))
    scores = facts(fact("P1", 2019, 20.0), fact("P2", 2019, 30.0), fact("P3", 2019, None, status="suppressed"))
    found = practice_needs(CODES, [register, survey, partial], scores, pd.Timestamp("2026-01-01"))
    assert found.table["patients"].tolist() == [5000.0, 10000.0, 15000.0]
    assert found.table["deprivation"].isna().all(), "two of three are under 80%"
    assert "No deprivation score of these practices loaded." in found.notes
    assert found.notes[0] == "Registered patients of 2025."


def test_a_period_that_knows_too_few_is_passed_over() -> None:
    none = nearest_period([facts(fact("P1", 2025, 1.0))], pd.Timestamp("2025-02-01"), lambda rows: len(rows) > 1)
    assert none.empty


TRUSTS = pd.Series({"RA1": "Elm Hospitals NHS Trust", "RA2": "Oak Heart Hospital NHS Trust"})
REGIONS = pd.Series({"RA1": "North"})


def months(code: str, values: list[float]) -> list[dict]:
    starts = pd.date_range("2024-01-01", periods=len(values), freq="MS")
    return [
        fact(code, 2024, value, "trust", start=start, end=start + pd.DateOffset(months=1), denominator=None)
        for start, value in zip(starts, values, strict=True)
    ]


def test_a_trusts_size_is_the_middle_of_the_twelve_months_around_the_survey() -> None:
    answered = facts(*[fact(code, 2024, 8.0, "trust", start=pd.Timestamp("2024-11-01")) for code in TRUSTS.index])
    inpatients = facts(*months("RA1", [10.0] * 4 + [100.0] * 20), *months("RA2", [7.0] * 24))
    found = trust_needs(source_of("inpatient").taking_part, answered, inpatients, TRUSTS, regions=REGIONS)
    assert found.variables == (INPATIENTS,)
    assert found.table["inpatients"].to_dict() == {"RA1": 100.0, "RA2": 7.0}
    assert found.types is not None
    assert found.types.to_dict() == {"RA1": "acute", "RA2": "acute specialist"}
    assert "Inpatients of June 2024 to May 2025." in found.notes


def test_without_a_count_of_inpatients_those_who_answered_stand_in_and_it_is_said() -> None:
    answered = facts(*[fact(code, 2022, 8.0, "trust", respondents=n) for code, n in (("RA1", 400.0), ("RA2", 700.0))])
    found = trust_needs(source_of("inpatient").taking_part, answered, answered.iloc[:0], TRUSTS, regions=REGIONS)
    assert found.variables == (ANSWERED,)
    assert found.table["answered"].to_dict() == {"RA1": 400.0, "RA2": 700.0}
    assert any("tells it poorly" in each for each in found.notes)


def test_categories_of_places_are_said_to_tell_the_type_and_their_file_is_named() -> None:
    answered = facts(*[fact(code, 2022, 8.0, "trust") for code in TRUSTS.index])
    places = pd.DataFrame(
        {"trust": ["RA2"], "category": ["Acute hospital - NHS non-specialist"], "release": ["cqc.2022"]}
    )
    found = trust_needs(
        source_of("inpatient").taking_part,
        answered,
        answered.iloc[:0],
        TRUSTS,
        regions=REGIONS,
        places=places,
        categories=source_of("cqc").trust_categories,
    )
    assert found.types is not None
    assert found.types["RA2"] == "acute"
    assert "CQC inspects its places" in found.notes[0]
    assert "cqc.2022" in found.releases


def test_practices_are_alike_in_the_age_of_their_patients_too() -> None:
    register = facts(*[fact(code, 2025, 1000.0 * n) for n, code in enumerate(CODES, 1)])
    older = replace(OVERALL, id="gpps.older", title="Aged 65 and over")
    ages = facts(*[fact(code, 2024, 10.0 * n) for n, code in enumerate(CODES, 1)])
    found = practice_needs(CODES, [register], register[:0], pd.Timestamp("2026-01-01"), {Role.AGE: (older, ages)})
    assert found.table["gpps.older"].tolist() == [10.0, 20.0, 30.0]
    assert [need.id for need in found.variables] == ["patients", "deprivation", "gpps.older"]
    assert found.notes[-1].startswith("Ethnic group and how rural it is are not known")
