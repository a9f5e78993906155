"""What the Data page says of each source, on INVENTED releases."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pandas as pd

from insight.queries.holdings import freshness, parts_of


def test_a_file_of_many_years_is_named_by_the_last_of_them() -> None:
    releases = pd.DataFrame(
        {
            "source": ["one", "many"],
            "start": pd.to_datetime(["2025-01-01", "2013-01-01"]),
            "end": pd.to_datetime(["2026-01-01", "2024-01-01"]),
            "rows": 1,
            "published": pd.NaT,
            "retrieved": pd.NaT,
            "licence": "none",
        }
    )
    told = freshness(releases, {}).set_index("Source")["Latest period"]
    assert told.to_dict() == {"one": "2025", "many": "up to 2023"}


def test_a_file_that_is_a_part_is_told_wherever_its_figures_are_shown_and_no_other() -> None:
    said = "it holds 25 of 6,000 or more practices. It is a part of what was published, and what it lacks is not shown"
    store = SimpleNamespace(
        notices=[f"Survey 2025: practices, a.csv: {said}", f"Survey 2024: practices, b.csv: {said}"]
    )
    files = pd.DataFrame({"title": ["Survey 2025: practices", "Survey 2025"]})
    assert parts_of(cast("Any", store), files) == [f"Survey 2025: practices, a.csv: {said}."]
    assert parts_of(cast("Any", store), files.iloc[:0]) == []
