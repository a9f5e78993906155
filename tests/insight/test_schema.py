"""The door of silver lets the tidy shape in and nothing else, and says which row is at fault."""

from datetime import date

import pandas as pd
import pytest

from insight.schema import BREAKS, FACTS, NotTidy, conform

FACT = {
    "measure": "gpps.overall",
    "org": "QE1",
    "level": "footprint",
    "start": date(2025, 1, 1),
    "end": date(2025, 4, 1),
    "segment": "all",
    "value": 78.0,
    "status": "ok",
    "release": "gpps.2025.ics",
}


def fact(**changes: object) -> pd.DataFrame:
    return pd.DataFrame([FACT | changes])


def test_absent_optional_columns_become_null_in_the_order_of_the_shape() -> None:
    tidy = conform(fact(), FACTS)
    assert tidy.schema.equals(FACTS.schema)
    assert tidy["respondents"].null_count == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"status": "suppressed"}, "carry a value under a status that hides it"),
        ({"status": "near_zero"}, "carry a value under a status that hides it"),
        ({"value": None}, "neither value nor label"),
        ({"denominator": -97.0}, "negative base or count"),
        ({"value": float("inf")}, "not finite"),
        ({"level": "ward of court"}, "facts.level"),
        ({"status": "missing"}, "facts.status"),
        ({"segment": "Women"}, "facts.segment"),
        ({"org": None}, r"facts\.org: 1 rows have no value"),
        ({"start": "last spring"}, r"facts\.start: expected date32"),
        ({"colour": "blue"}, r"unknown columns \['colour'\]"),
    ],
)
def test_what_is_not_tidy_is_refused_with_its_reason(changes: dict[str, object], says: str) -> None:
    with pytest.raises(NotTidy, match=says):
        conform(fact(**changes), FACTS)


def test_a_label_may_stand_where_there_is_no_number() -> None:
    assert conform(fact(value=None, label="Good"), FACTS).num_rows == 1


def test_a_hidden_number_is_a_status() -> None:
    assert conform(fact(value=None, status="suppressed"), FACTS)["value"].null_count == 1


def test_one_key_is_one_row() -> None:
    with pytest.raises(NotTidy, match=r"one key stands more than once, measure gpps.overall, org QE1, level"):
        conform(pd.concat([fact(), fact(value=1.0)]), FACTS)
    with pytest.raises(NotTidy, match=r"2 keys stand more than once, the first of them measure [^{]*$"):
        conform(pd.concat([fact(), fact(org="QE2")] * 2), FACTS)


def test_missing_required_columns_are_named() -> None:
    with pytest.raises(NotTidy, match=r"missing columns.*citation"):
        conform(pd.DataFrame({"measure": ["a.b"], "date": [date(2024, 1, 1)], "reason": ["new"]}), BREAKS)
