"""Numbers that cannot be are found in every table, by unit and by column. All figures are INVENTED."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from insight.bounds import impossible
from insight.model import Better, Bounds, Measure, Unit
from insight.schema import BOUNDARIES, FACTS, ORGS, conform
from tests.traits import PLAIN


def measure(unit: Unit, bounds: Bounds | None = None) -> Measure:
    return Measure(
        "toy.m", "toy", "A measure", "A question?", unit, Better.HIGHER, additive=False, traits=PLAIN, bounds=bounds
    )


def facts(**cells: Any) -> pa.Table:
    good = {"value": 50.0, "numerator": 5.0, "denominator": 10.0, "respondents": 12.0} | dict.fromkeys(
        cells.keys() - {"value", "numerator", "denominator", "respondents"}
    )
    rows = [{**good, "org": "RZ1"}, {**good, "org": "RZ2", **cells}]
    shared = {
        "measure": "toy.m", "level": "trust", "start": date(2025, 1, 1), "end": date(2026, 1, 1), "segment": "all",
        "status": "ok", "release": "toy.1",
    }  # fmt: skip
    return conform(pa.Table.from_pylist([{**shared, **row} for row in rows]), FACTS)


def test_a_table_within_its_bounds_passes() -> None:
    assert impossible(facts(), FACTS, [measure(Unit.PERCENT)]) == ""
    assert impossible(facts(value=100.0, lower=0.0, upper=100.0), FACTS, [measure(Unit.PERCENT)]) == ""
    assert impossible(facts(numerator=11.0), FACTS, [measure(Unit.PERCENT)]) == ""  # counts rounded to whole numbers


@pytest.mark.parametrize(
    ("unit", "cells", "sentence"),
    [
        (Unit.PERCENT, {"value": 100.1}, "value of toy.m, RZ2, trust, 2025-01-01, all: expected a number from 0 to 100, found 100.1"),
        (Unit.PERCENT, {"lower": -0.2}, "lower of toy.m, RZ2"),
        (Unit.PERCENT, {"upper": 101.0}, "upper of"),
        (Unit.PERCENT, {"numerator": 12.0}, "numerator of .*: expected no more than its denominator, found 12"),
        (Unit.PERCENT, {"respondents": 1.5}, "respondents of .*: expected a whole number from 0 to 100,000,000, found 1.5"),
        (Unit.PERCENT, {"respondents": 1e300}, r"found 1e\+300"),
        (Unit.PERCENT, {"denominator": 1e9}, "denominator of"),
        (Unit.PERCENT, {"expected_upper": float("nan")}, "expected_upper of"),
        (Unit.SCORE, {"value": 10.5}, "expected a number from 0 to 10"),
        (Unit.COUNT, {"value": 1.5}, "expected a whole number"),
        (Unit.COUNT, {"value": -1.0}, "found -1"),
        (Unit.RATING, {"value": 5.0}, "expected a whole number from 1 to 4"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named_by_its_row(unit: Unit, cells: dict[str, float], sentence: str) -> None:
    others = {Unit.PERCENT: 50.0, Unit.SCORE: 5.0, Unit.COUNT: 5.0, Unit.RATING: 3.0}
    table = facts(**{"value": others[unit], **cells})
    whole = table.set_column(
        table.column_names.index("value"), "value", pa.array([others[unit], table["value"][1].as_py()])
    )

    assert re.search(sentence, impossible(whole, FACTS, [measure(unit)]))


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"lower": 60.0, "upper": 40.0}, "lower of toy.m, RZ2, trust, 2025-01-01, all: expected no more than value 50, found 60"),
        ({"lower": 20.0, "upper": 40.0}, "value of toy.m, RZ2, .*: expected no more than upper 40, found 50"),
        ({"expected_lower": 6.0, "expected_upper": 5.0}, "expected_lower of .*: expected no more than expected_upper 5"),
    ],
)  # fmt: skip
def test_a_limit_on_the_wrong_side_shows_that_columns_are_exchanged(cells: dict[str, Any], sentence: str) -> None:
    assert re.search(sentence, impossible(facts(**cells), FACTS, [measure(Unit.PERCENT)]))


def test_rounding_may_put_a_value_just_beyond_its_limit() -> None:
    assert impossible(facts(lower=50.04, upper=60.0), FACTS, [measure(Unit.PERCENT)]) == ""


def test_a_measure_may_state_bounds_of_its_own() -> None:
    z = measure(Unit.SCORE, Bounds(-100, 100))

    assert impossible(facts(value=-7.5), FACTS, [z]) == ""
    assert "from -100 to 100" in impossible(facts(value=-107.5), FACTS, [z])
    assert impossible(facts(value=130.0, numerator=13.0), FACTS, [measure(Unit.PERCENT, Bounds(0, 1000))]) == ""


@pytest.mark.parametrize(("each", "said"), [(4e7, ""), (4e7 + 1, "found 80,000,002")])
@pytest.mark.parametrize("column", ["value", "denominator"])
def test_no_level_counts_more_people_than_there_are(column: str, each: float, said: str) -> None:
    unit, good = (Unit.COUNT, {}) if column == "value" else (Unit.PERCENT, {"value": 50.0})
    table = facts(**{**good, column: each})
    table = table.set_column(table.column_names.index(column), column, pa.array([each, each]))
    found = impossible(table, FACTS, [measure(unit)])
    assert found == (
        said
        and f"{column} of toy.m, trust, 2025-01-01, all: expected no more than 80,000,000 of one level together, {said}"
    )


def test_places_lie_in_england_and_outlines_on_its_grid() -> None:
    place = {"code": "RZ1", "level": "trust", "name": "Invented", "longitude": 53.0, "latitude": -2.0}
    assert "longitude of RZ1" in impossible(conform(pa.Table.from_pylist([place]), ORGS), ORGS)
    rings = [
        {"vintage": "v", "code": code, "name": code, "rings": [[0.0, 1.0, last, 1.0]]}
        for code, last in (("A", 2.0), ("B", 7e6))
    ]
    assert "rings of v, B" in impossible(conform(pa.Table.from_pylist(rings), BOUNDARIES), BOUNDARIES)
