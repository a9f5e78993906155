"""What the Data page says of each source, on INVENTED releases."""

from __future__ import annotations

import pandas as pd

from insight.queries.holdings import freshness


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
