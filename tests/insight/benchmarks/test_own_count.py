"""What a hospital's months say to its survey: support, contradiction or neither, each with its reason, and nothing across two years."""

from __future__ import annotations

import pandas as pd
import pytest

from insight.benchmarks.control import Control, control
from insight.benchmarks.own_count import OwnCount, own_count
from tests.invented import NO_BREAKS
from tests.monthly import POSITIVE, months, wobble
from tests.traits import declared

SURVEY = declared("inpatient.overall")
USUAL, CONCERN = wobble(94, 21), wobble(94, 14) + wobble(92, 7, 0.3)
IMPROVEMENT = wobble(94, 14) + wobble(96, 7, 0.3)
ALIKE = "About the same as expected"


def told(label: str, values: list, survey: str = "2022-11-01") -> OwnCount | None:
    chart = control(months(values), POSITIVE, NO_BREAKS, "North")
    assert isinstance(chart, Control)
    start = pd.Timestamp(survey)
    row = pd.Series({"label": label, "start": start, "end": start + pd.offsets.MonthBegin(1)})
    return own_count("RZ1", "Elm Trust", ("Adult Inpatient Survey", SURVEY, row), ("Friends and Family Test", chart))


@pytest.mark.parametrize(
    ("label", "values", "says"),
    [
        ("Worse than expected", CONCERN, "supports the Adult Inpatient Survey. Survey of November 2022: overall"),
        ("Much better than expected", IMPROVEMENT, "supports the"),
        ("Worse than expected", IMPROVEMENT, "points the other way than the"),
        ("Better than expected", CONCERN, "points the other way than the"),
        ("Worse than expected", USUAL, "neither supports nor contradicts the Adult Inpatient Survey, since its months show"),
        (ALIKE, CONCERN, "neither supports nor contradicts the Adult Inpatient Survey, since the survey finds nothing unusual"),
        (ALIKE, USUAL, "neither supports nor contradicts the Adult Inpatient Survey, since neither shows anything unusual"),
    ],
)  # fmt: skip
def test_the_count_is_held_beside_the_survey(label: str, values: list, says: str) -> None:
    found = told(label, values)
    assert found is not None
    assert found.sentence.startswith("Elm Trust: the Friends and Family Test ")
    assert says in found.sentence


def test_what_is_opposed_goes_first_and_what_is_in_line_second() -> None:
    asked = [("Worse than expected", IMPROVEMENT), ("Worse than expected", CONCERN), (ALIKE, USUAL)]
    assert [found.urgency for each in asked if (found := told(*each))] == [0, 1, 2]


def test_nothing_is_held_together_across_more_than_two_years() -> None:
    found = told("Worse than expected", CONCERN, survey="2020-11-01")
    assert found is not None and "is too far in time from the Adult Inpatient Survey" in found.sentence


def test_what_cannot_be_read_says_nothing() -> None:
    assert told("no such band", CONCERN) is None
    assert told("Worse than expected", wobble(94, 5)) is None
