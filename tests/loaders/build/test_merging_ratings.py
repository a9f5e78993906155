"""Many monthly lists, one history: a report is told once, as the newest list tells it, and a place without one has one row."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from insight.schema import TABLES, NotTidy, conform
from loaders.build.merge import merge_ratings

Row = tuple[str, date | None, str]


def month(release: str, *rows: Row) -> pa.Table:
    made = [
        {"measure": "cqc.overall", "org": org, "level": "location", "published": day, "label": word, "link": "https://x", "release": release}
        for org, day, word in rows
    ]  # fmt: skip
    return conform(pa.Table.from_pylist(made, schema=TABLES["ratings"].schema), TABLES["ratings"])


def told(*months: pa.Table) -> list[tuple[str, date | None, str, str]]:
    merged = merge_ratings([TABLES["ratings"].schema.empty_table(), *months])
    return [(row["org"], row["published"], row["label"], row["release"]) for row in merged.to_pylist()]


OLD, NEW = date(2019, 5, 1), date(2026, 2, 3)


def test_a_report_that_every_list_repeats_is_one_row_of_the_newest() -> None:
    assert told(month("r1", ("A", OLD, "Good")), month("r2", ("A", OLD, "Good"))) == [("A", OLD, "Good", "r2")]


def test_what_stood_before_stays() -> None:
    found = told(month("r1", ("A", OLD, "Good")), month("r2", ("A", NEW, "Inadequate")))
    assert found == [("A", OLD, "Good", "r1"), ("A", NEW, "Inadequate", "r2")]


def test_a_word_put_right_later_is_the_later_one() -> None:
    assert told(month("r1", ("A", OLD, "Good")), month("r2", ("A", OLD, "Outstanding")))[0][2] == "Outstanding"


def test_having_no_rating_is_one_undated_row_a_place() -> None:
    found = told(
        month("r1", ("A", None, "No published rating")), month("r2", ("A", None, "Not rated"), ("B", None, "Not rated"))
    )
    assert found == [("A", None, "Not rated", "r2"), ("B", None, "Not rated", "r2")]


def test_nothing_makes_nothing() -> None:
    assert told() == []


def test_one_list_cannot_say_two_things_of_one_day() -> None:
    for day in (OLD, None):
        with pytest.raises(NotTidy, match="stands more than once"):
            month("r1", ("A", day, "Good"), ("A", day, "Inadequate"))
