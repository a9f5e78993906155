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
        (["better"], "Better than similar areas in 2024; there is no earlier year that may be compared with it."),
        ([], ""),
    ],
)
def test_the_run_of_the_latest_verdict_is_told(verdicts: list[str], said: str) -> None:
    years = [str(2024 + at) for at in range(len(verdicts))]
    assert since_when(list(zip(years, verdicts, strict=True)), "similar areas") == said


def test_a_measure_that_ended_is_not_told_as_if_it_held_today() -> None:
    told = [(str(2018 + at), "worse") for at in range(3)]
    assert since_when(told, "England", newest=False) == "Worse than England in every comparable year from 2018 to 2020."
    turned = [("2017", "similar"), *told]
    assert since_when(turned, "England", newest=False).startswith(
        "Worse than England from 2018 to 2020: in the comparable"
    )
    assert since_when(turned[:2], "England", newest=False).startswith("Worse than England in 2018: in the comparable")
