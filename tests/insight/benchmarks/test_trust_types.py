"""The type of a trust: told from its name, then from whom the survey is of; where nothing tells, nothing is said."""

import pandas as pd
import pytest

from insight.benchmarks.trust_types import NAMES, TAKING_PART, TrustType, trust_types


def of(name: str, source: str) -> str | None:
    found = trust_types(pd.Series({"R00": name}), source).iloc[0]
    return found if isinstance(found, str) else None


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("Elm Hospitals NHS Foundation Trust", "acute"),
        ("The Elm Orthopaedic Hospital NHS Foundation Trust", "acute specialist"),
        ("ELM WOMEN'S AND CHILDREN'S NHS FOUNDATION TRUST", "acute specialist"),
        ("The Queen Elizabeth Hospital, Elmham, NHS Foundation Trust", "acute"),
        ("Heartlands Hospitals NHS Trust", "acute"),
        ("Elm Community and Hospitals NHS Trust", "acute"),
    ],
)
def test_only_acute_trusts_take_part_in_the_inpatient_survey(name: str, type: str) -> None:
    assert of(name, "inpatient") == type


def test_where_the_survey_does_not_tell_only_the_name_does() -> None:
    assert of("Elm Ambulance Service NHS Trust", "other") == "ambulance"
    assert of("Elm Community Health NHS Trust", "other") == "community"
    assert of("Elm Partnership NHS Foundation Trust", "other") == "mental health"
    assert of("Elm Hospitals NHS Trust", "other") is None
    assert of("Elm Community Health NHS Trust", "urgentcare") == "community"
    assert of("Elm and District NHS Trust", "mentalhealth") == "mental health"


def test_the_inspectors_category_goes_before_the_name() -> None:
    names = pd.Series(
        {"R01": "Elm Heart Hospital NHS Trust", "R02": "Elm NHS Trust", "R03": "Oak Eye Hospital NHS Trust"}
    )
    places = pd.DataFrame(
        [
            ("R01", "Acute hospital - NHS non-specialist"),
            ("R01", "Acute hospital - NHS specialist"),
            ("R02", "Acute hospital - NHS specialist"),
            ("R03", "Community health - NHS & Independent"),
        ],
        columns=["trust", "category"],
    )
    found = trust_types(names, "inpatient", places)
    assert found.to_dict() == {"R01": "acute", "R02": "acute specialist", "R03": "acute specialist"}
    assert trust_types(names, "other", places)["R03"] == "community"


def test_every_type_has_its_words_and_every_survey_ends_with_one() -> None:
    assert set(NAMES) | {TrustType.ACUTE} == set(TrustType)
    assert all(types for types in TAKING_PART.values())
