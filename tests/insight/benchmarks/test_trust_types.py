"""The type of a trust: told from its name, then from whom the survey is of; where nothing tells, nothing is said."""

import pandas as pd
import pytest

from insight.benchmarks.trust_types import NAMES, trust_types
from insight.traits import TrustType
from loaders.source import discover
from tests.traits import source_of


def of(name: str, source: str = "") -> str | None:
    found = trust_types(pd.Series({"R00": name}), source_of(source).taking_part if source else ()).iloc[0]
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
    assert of("Elm Ambulance Service NHS Trust") == "ambulance"
    assert of("Elm Community Health NHS Trust") == "community"
    assert of("Elm Partnership NHS Foundation Trust") == "mental health"
    assert of("Elm Hospitals NHS Trust") is None
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
    categories = source_of("cqc").trust_categories
    found = trust_types(names, source_of("inpatient").taking_part, places, categories)
    assert found.to_dict() == {"R01": "acute", "R02": "acute specialist", "R03": "acute specialist"}
    assert trust_types(names, (), places, categories)["R03"] == "community"


def test_every_type_has_its_words_and_every_survey_ends_with_one() -> None:
    assert set(NAMES) | {TrustType.ACUTE} == set(TrustType)
    surveys = [source.SOURCE.traits for source in discover().values() if source.SOURCE.title.endswith("Survey")]
    assert sum(bool(each.taking_part) for each in surveys) == 6
