"""The foot of a chart: the periods its figures are about, in words that can be said."""

import pandas as pd
import pytest

from insight.charts.provenance import Provenance, foot_of

PERIODS = {
    "year": ("2026-01-01", "2027-01-01"),
    "month": ("2026-04-01", "2026-05-01"),
    "before": ("2024-01-01", "2025-01-01"),
    "span": ("2023-01-01", "2027-01-01"),
    "again": ("2026-01-01", "2027-01-01"),
}
RELEASES = pd.DataFrame(
    [
        {
            "id": name,
            "source": "made_up",
            "title": name,
            "attribution": "Made up.",
            "start": pd.Timestamp(start),
            "end": pd.Timestamp(end),
            "published": pd.NaT,
        }
        for name, (start, end) in PERIODS.items()
    ]
).set_index("id", drop=False)


@pytest.mark.parametrize(
    ("used", "said"),
    [
        (["year", "again"], "Figures for 2026."),
        (["year", "month"], "Figures for 2026 and April 2026."),
        (["before", "year", "month"], "Figures for 2024 to 2026."),
        (["span", "year"], "Figures for 2023 to 2026."),
        (["span", "before"], "Figures for 2023 to 2026."),
    ],
)
def test_two_periods_are_named_and_more_are_a_span(used: list[str], said: str) -> None:
    """ "2026 to April 2026" was no span of time."""
    assert said in " ".join(foot_of(Provenance(RELEASES, "New plans", False), used))
