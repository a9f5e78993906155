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


def told(
    label: str, values: list, survey: str = "2022-11-01", worse: int = 0, elsewhere: tuple[list, ...] = ()
) -> OwnCount | None:
    chart = control(months(values), POSITIVE, NO_BREAKS, "North")
    assert isinstance(chart, Control)
    start = pd.Timestamp(survey)
    row = pd.Series({"label": label, "start": start, "end": start + pd.offsets.MonthBegin(1)})
    row["others"], row["others_worse"], row["release"] = 55, worse, "inpatient.2022"
    others = [control(months(way), POSITIVE, NO_BREAKS, "North") for way in elsewhere]
    count = ("Friends and Family Test", chart, [each for each in others if isinstance(each, Control)])
    return own_count("RZ1", "Elm Trust", ("Adult Inpatient Survey", SURVEY, row), count)


@pytest.mark.parametrize(
    ("label", "values", "says"),
    [
        ("Worse than expected", CONCERN, "supports the Adult Inpatient Survey. Survey of November 2022: overall"),
        ("Much better than expected", IMPROVEMENT, "supports the"),
        ("Worse than expected", IMPROVEMENT, "points the other way than the"),
        ("Better than expected", CONCERN, "points the other way than the"),
        ("Worse than expected", USUAL, "neither supports nor contradicts the Adult Inpatient Survey, since these months are"),
        (ALIKE, CONCERN, "neither supports nor contradicts the Adult Inpatient Survey, since the survey's whole result is not"),
        (ALIKE, USUAL, "neither supports nor contradicts the Adult Inpatient Survey, since neither these months nor the survey's"),
    ],
)  # fmt: skip
def test_the_count_is_held_beside_the_survey(label: str, values: list, says: str) -> None:
    found = told(label, values)
    assert found is not None
    assert found.sentence.startswith("Elm Trust: the Friends and Family Test ")
    assert says in found.sentence


def test_the_files_of_the_survey_and_of_the_months_are_named() -> None:
    found = told("Worse than expected", CONCERN)
    assert found is not None and "inpatient.2022" in found.releases and len(found.releases) > 1


def test_what_is_worse_elsewhere_in_the_trust_is_not_hidden_behind_a_usual_service() -> None:
    quiet = told(ALIKE, USUAL, elsewhere=(USUAL,))
    assert quiet is not None and "elsewhere" not in quiet.sentence and "other result" not in quiet.sentence
    found = told(ALIKE, USUAL, worse=3, elsewhere=(USUAL, CONCERN))
    assert found is not None
    assert "about the same as expected; 3 of 55 other results are worse. Months to " in found.sentence
    assert found.sentence.count("Of concern elsewhere in this trust, by its own past: ") == 1


def test_what_is_opposed_goes_first_and_what_is_in_line_second() -> None:
    asked = [("Worse than expected", IMPROVEMENT), ("Worse than expected", CONCERN), (ALIKE, USUAL)]
    assert [found.urgency for each in asked if (found := told(*each))] == [0, 1, 2]


def test_nothing_is_held_together_across_more_than_two_years() -> None:
    found = told("Worse than expected", CONCERN, survey="2020-11-01")
    assert found is not None and "is too far in time from the Adult Inpatient Survey" in found.sentence


def test_what_cannot_be_read_says_nothing() -> None:
    assert told("no such band", CONCERN) is None
    assert told("Worse than expected", wobble(94, 5)) is None
