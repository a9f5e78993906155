"""One practice's history comes in the shape of footprints' histories, with England and its footprint in the same periods."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.standing import standing
from insight.benchmarks.trajectory import trajectory
from insight.measures.comparison_group import ComparisonGroup
from insight.measures.gathered import SERIES
from insight.measures.org_figures import PUBLISHED_WORDS, org_figures
from insight.measures.series import series
from insight.model import ENGLAND, Level
from tests.invented import NO_BREAKS, OVERALL, england, fact, facts, footprint, geography

HOMES = {"P1": "NN", "P2": "NN"}
MAP = geography("new", HOMES)


def test_a_practice_beside_its_footprint_and_england() -> None:
    rows = [england(year, 75.0) for year in (2023, 2024, 2025)]
    rows += [footprint("NN", year, 70.0) for year in (2023, 2024, 2025)]
    rows += [footprint("EE", year, 60.0) for year in (2023, 2024, 2025)]
    practices = [fact("P1", 2024, 80.0), fact("P1", 2025, None, status="suppressed"), fact("P2", 2025, 90.0)]
    practices += [fact("P1", 2025, 50.0, segment="age=16-24")]
    history = series(facts(*rows), OVERALL, MAP)
    mine = facts(*practices)
    found = org_figures(mine[mine["org"] == "P1"], OVERALL, history, beside=["NN"])
    assert list(found.columns) == [*SERIES, *PUBLISHED_WORDS]
    assert found.groupby("org").size().to_dict() == {"P1": 2, "NN": 2, ENGLAND: 2}
    own = found[found["org"] == "P1"].set_index("start")
    assert own.loc[pd.Timestamp("2024-01-01"), "lower"] < 80.0 < own.loc[pd.Timestamp("2024-01-01"), "upper"]
    assert own.loc[pd.Timestamp("2025-01-01"), "status"] == "suppressed"

    elm = ComparisonGroup(
        "practices", Level.PRACTICE, "one practice", "new", pd.Series({"P1": "Elm Surgery"}), MAP.homes
    )
    told = trajectory(OVERALL, found, elm.with_one_more("NN", "North"), NO_BREAKS, "P1")
    assert told.name == "Elm Surgery"
    assert set(told.others["name"]) == {"North"}


def test_under_a_hundred_replies_a_practice_has_its_mark_and_neither_verdict_nor_rank() -> None:
    rows = facts(fact("P1", 2025, 20.0, respondents=99.0), fact("P2", 2025, 20.0, respondents=100.0))
    found = org_figures(rows, OVERALL, series(facts(england(2025, 75.0)), OVERALL, MAP))
    assert found.set_index("org")["status"].to_dict() == {"P1": "low_base", "P2": "ok", ENGLAND: "ok"}
    practices = ComparisonGroup(
        "practices", Level.PRACTICE, "two", "new", pd.Series({"P1": "Elm", "P2": "Oak"}), MAP.homes
    )
    table = standing(OVERALL, found, practices, pd.Timestamp("2025-01-01")).table.set_index("code")
    assert table["verdict"].to_dict() == {"P1": "not compared", "P2": "worse"}
    assert table.loc["P1", "best"] == 0 and table.loc["P1", "sentence"].startswith(
        "20.0%. Elm's figure for 2025 rests on few"
    )
