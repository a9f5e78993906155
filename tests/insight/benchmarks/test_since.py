"""Since when a footprint has been worse or better, told only as far as the years may be compared."""

import pytest

from insight.benchmarks.trajectory import since_when


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (["worse", "worse"], "Worse than similar areas in every comparable year since 2024."),
        (
            ["similar", "worse"],
            "Worse than similar areas since 2025: in the comparable year before there was no such difference.",
        ),
        (["worse", "not compared", "worse"], "Worse than similar areas in every comparable year since 2024."),
        (["worse", "not compared"], ""),
        (["worse", "similar"], ""),
        (["not compared"], ""),
        (["better"], "Better than similar areas in 2024; no earlier year may be compared with it."),
        ([], ""),
    ],
)
def test_the_run_of_the_latest_verdict_is_told(verdicts: list[str], said: str) -> None:
    years = [str(2024 + at) for at in range(len(verdicts))]
    assert since_when(list(zip(years, verdicts, strict=True)), "similar areas") == said
