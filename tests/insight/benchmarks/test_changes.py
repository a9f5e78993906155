"""Change since the survey before: tested one by one, never across a break, and never on few replies."""

from dataclasses import replace

import numpy as np
import pandas as pd

from insight.benchmarks.change import changes
from insight.model import Measure
from tests.invented import NO_BREAKS
from tests.monthly import POSITIVE
from tests.traits import PLAIN

SURVEY: Measure = replace(POSITIVE, traits=replace(PLAIN, reliable_from=100))
NOW = pd.Timestamp("2025-01-01")


def facts(figures: dict[str, list[tuple[int, float, float]]]) -> pd.DataFrame:
    made = [
        {"org": org, "level": "practice", "segment": "all", "start": pd.Timestamp(year, 1, 1), "end": pd.Timestamp(year, 4, 1),
         "value": value, "numerator": value * base / 100, "denominator": base, "respondents": base, "lower": np.nan,
         "upper": np.nan, "status": "ok", "release": f"r{year}"}
        for org, years in figures.items() for year, value, base in years
    ]  # fmt: skip
    return pd.DataFrame(made)


def test_a_clear_fall_is_told_from_one_that_may_be_chance_and_few_replies_are_not_tested() -> None:
    found = changes(
        facts({
            "falls": [(2024, 80, 200), (2025, 60, 200)],
            "wobbles": [(2024, 80, 200), (2025, 78, 200)],
            "few": [(2024, 80, 99), (2025, 40, 200)],
            "new": [(2025, 70, 200)],
        }),
        SURVEY, NO_BREAKS, NOW,
    )  # fmt: skip
    assert found["change_word"].to_dict() == {"falls": "worse", "wobbles": "similar", "few": "not compared"}
    assert found["change"].to_dict() == {"falls": -20, "wobbles": -2, "few": -40}
    assert set(found["when"]) == {"since 2024"}


def test_the_period_before_is_the_last_one_of_the_same_era() -> None:
    rows = facts({"a": [(2022, 90, 200), (2023, 80, 200), (2025, 60, 200)]})
    broken = pd.DataFrame(
        {"measure": [SURVEY.id], "date": pd.to_datetime(["2024-01-01"]), "reason": ["New."], "citation": ["invented"]}
    )
    assert changes(rows, SURVEY, NO_BREAKS, NOW).at["a", "when"] == "since 2023"
    ended = changes(rows, SURVEY, NO_BREAKS, NOW, pd.Timestamp("2026-01-01"))
    assert ended.at["a", "when"] == "between 2023 and 2025", "the source has a later year: it is no change up to today"
    assert changes(rows, SURVEY, broken, NOW).empty
