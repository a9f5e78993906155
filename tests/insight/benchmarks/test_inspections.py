"""Each inspected place: the word that stands and its day, the word before, and the order in which to worry."""

from __future__ import annotations

import pandas as pd
import pytest

from insight.benchmarks.inspections import AS_PROVIDER, QUESTIONS, inspections, movement
from insight.benchmarks.ratings import standing
from insight.charts.ratings.inspections_table import rated_table, unrated_table
from insight.schema import TABLES

VALUES = {"Outstanding": 4.0, "Good": 3.0, "Requires improvement": 2.0, "Inadequate": 1.0}
ORGS = pd.DataFrame({"code": ["A", "B", "C", "D"], "level": "location", "name": ["Alder", "Birch", "Cedar", "Damson"]})
NO_RATINGS = TABLES["ratings"].schema.empty_table().to_pandas()


def fact(org: str, word: str, start: str = "2026-04-01", days: int = 30, level: str = "location") -> dict:
    first = pd.Timestamp(start)
    return {
        "org": org, "level": level, "start": first, "end": first + pd.Timedelta(days=days), "label": word,
        "value": VALUES.get(word, float("nan")), "status": "ok" if word in VALUES else "not_available", "release": "r",
    }  # fmt: skip


def rating(org: str, published: str | None, word: str, level: str = "location") -> dict:
    return {
        "measure": "cqc.overall", "org": org, "level": level, "published": pd.Timestamp(published) if published else pd.NaT,
        "label": word, "category": None if level == "trust" else "GP Practices", "link": f"https://www.cqc.org.uk/{org}",
        "release": "r",
    }  # fmt: skip


def inspected(facts: list[dict], *ratings: dict) -> pd.DataFrame:
    frame = pd.DataFrame(facts)
    return inspections(
        frame, dict.fromkeys(QUESTIONS, frame), pd.DataFrame(ratings) if ratings else NO_RATINGS, ORGS
    ).set_index("org")


def test_the_worst_stand_first_then_the_most_recently_rated_then_those_without_a_rating() -> None:
    facts = [fact("A", "Good"), fact("B", "No published rating"), fact("C", "Inadequate"), fact("D", "Good")]
    days = [
        rating("A", "2019-01-01", "Good"),
        rating("C", "2018-01-01", "Inadequate"),
        rating("D", "2026-01-01", "Good"),
    ]
    found = inspected(facts, *days, rating("B", None, "No published rating"))
    assert list(found.index) == ["C", "D", "A", "B"]
    assert found.loc["D", "published"] == pd.Timestamp("2026-01-01")
    assert found["link"].notna().all()


def test_the_day_is_of_the_report_that_gave_the_word() -> None:
    """Good since 2024, as it had been in 2016: the later report gave the word that stands."""
    reports = [
        rating("A", "2016-01-01", "Good"),
        rating("A", "2020-01-01", "Inadequate"),
        rating("A", "2024-01-01", "Good"),
    ]
    row = inspected([fact("A", "Good")], *reports).loc["A"]
    assert (row["published"], row["before"], row["step"]) == (pd.Timestamp("2024-01-01"), "Inadequate", 2.0)
    assert row["since"] == pd.Timestamp("2020-01-01")


def test_only_the_four_words_are_something_to_have_moved_from() -> None:
    reports = [rating("A", "2020-01-01", "Outstanding"), rating("A", "2022-01-01", "Inspected but not rated")]
    row = inspected([fact("A", "Good")], *reports, rating("A", "2024-01-01", "Good")).loc["A"]
    assert (row["before"], row["step"]) == ("Outstanding", -1.0)
    gone = inspected([fact("A", "Not rated")], *reports, rating("A", None, "Not rated")).loc["A"]
    assert pd.isna(gone["step"]) and pd.isna(gone["published"]) and pd.isna(gone["value"])


def test_movement_is_counted_among_places_whose_past_is_known() -> None:
    facts = [fact(org, "Good") for org in "ABCD"]
    earlier = [
        rating("A", "2015-01-01", "Good"),
        rating("B", "2015-01-01", "Inadequate"),
        rating("C", "2015-01-01", "Outstanding"),
    ]
    found = inspected(facts, *earlier, *(rating(org, "2024-01-01", "Good") for org in "ABCD"))
    assert movement(found) == (
        "An earlier rating is loaded for 3 of 4 rated places: since then 1 moved up, 1 kept their rating and 1 moved down."
    )
    changes = dict(rated_table(found)[["Place", "Since the rating before"]].dropna().to_numpy())
    assert changes == {
        "Alder": "The same as in Jan 2015", "Birch": "Up from Inadequate (Jan 2015)",
        "Cedar": "Down from Outstanding (Jan 2015)",
    }  # fmt: skip


def test_a_set_of_tables_without_reports_still_lists_the_words() -> None:
    found = inspected([fact("A", "Good"), fact("B", "Not rated")])
    assert found["published"].isna().all() and found["link"].isna().all()
    assert rated_table(found)["Overall"].tolist() == ["Good"]
    assert unrated_table(found)["Why there is no rating"].tolist() == ["Not rated"]
    assert "cannot be told" in movement(found)
    assert inspected([fact("A", "Good")]).loc["A", "Safe"] == "Good"


def test_nothing_loaded_is_nothing_listed() -> None:
    empty = TABLES["facts"].schema.empty_table().to_pandas()
    empty = empty.astype({"start": "datetime64[ns]", "end": "datetime64[ns]"})
    found = inspections(empty, dict.fromkeys(QUESTIONS, empty), NO_RATINGS, ORGS)
    assert found.empty and rated_table(found).empty and unrated_table(found).empty


def test_a_trust_is_listed_as_a_provider() -> None:
    found = inspected([fact("RZ9", "Good", level="trust")], rating("RZ9", "2024-01-01", "Good", level="trust"))
    assert found.loc["RZ9", ["name", "category"]].tolist() == ["RZ9", AS_PROVIDER]


@pytest.mark.parametrize(
    ("facts", "stands"),
    [
        ([fact("A", "Good", "2025-04-01"), fact("A", "Inadequate", "2026-04-01")], {"A": "Inadequate"}),
        ([fact("A", "Good", "2025-04-01"), fact("B", "Good", "2026-04-01")], {"B": "Good"}),
        ([fact("A", "Good", "2025-03-01", 1), fact("B", "Inadequate", "2025-06-01", 1)], {"A": "Good", "B": "Inadequate"}),
        ([fact("A", "Good"), fact("A", "Inadequate", "2026-05-09", 1)], {"A": "Inadequate"}),
        ([fact("A", "Good"), fact("B", "Inadequate", "2020-01-01", 1)], {"A": "Good"}),
        ([fact("A", "Good"), fact("RZ9", "Good", "2026-03-01", level="trust")], {"A": "Good", "RZ9": "Good"}),
    ],
    ids=["last list", "no longer listed", "records only", "newer record", "older record of one not listed", "by level"],
)  # fmt: skip
def test_what_stands_is_the_last_list_and_newer_records(facts: list[dict], stands: dict[str, str]) -> None:
    found = standing(pd.DataFrame(facts))
    assert dict(zip(found["org"], found["label"], strict=True)) == stands
