"""A number that nothing can have ends as a refusal that names its row, whatever column and table it stands in, never as a fault of ours."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import types

from insight.schema import FROM_FILES, Table
from loaders.errors import Impossible
from loaders.read.file_reader import check
from loaders.source import Release, discover
from tests.loaders.built_in import LISTS

NEEDS = discover()["needs"]
MEASURE = next(each for each in NEEDS.MEASURES if each.unit == "percent")
WORDS = {
    "measure": MEASURE.id, "level": "practice", "status": "ok", "segment": "all", "release": "needs.invented",
    "start": date(2024, 4, 1), "end": date(2025, 4, 1), "opened": date(2020, 1, 1), "closed": None, "day": date(2020, 1, 1),
    "published": date(2020, 1, 1), "vintage": "icb-2022", "rings": [[1.0, 1.0, 2.0, 1.0, 2.0, 2.0, 1.0, 1.0]], "link": "https://x",
    "same_area": True,
}  # fmt: skip
NUMBERS = {
    "latitude": 52.0,
    "longitude": 0.0,
    "value": 50.0,
    "numerator": 5.0,
    "denominator": 10.0,
    "lower": 40.0,
    "upper": 60.0,
}


def _row(table: Table, **changed: object) -> dict[str, pd.DataFrame]:
    plain = {
        field.name: NUMBERS.get(field.name, 1.0)
        if types.is_floating(field.type) or types.is_integer(field.type)
        else WORDS.get(field.name, "Z00001")
        for field in table.schema
    }
    return {table.name: pd.DataFrame([plain | changed])}


@pytest.mark.parametrize("name", FROM_FILES)
@pytest.mark.parametrize("number", [1e300, -1e300, float("inf"), -5.5, 1e19])
def test_no_number_of_any_table_escapes_its_bounds(name: str, number: float) -> None:
    table, release = FROM_FILES[name], Release("needs.invented", "Invented")
    check(_row(table), NEEDS, release, LISTS)
    for field in table.schema:
        rings = pa.types.is_list(field.type)
        if not (rings or types.is_floating(field.type) or types.is_integer(field.type)):
            continue
        may_be_negative = field.name.startswith("expected_") or (field.name == "longitude" and number == -5.5)
        if number == -5.5 and may_be_negative:
            continue
        with pytest.raises(Impossible, match="it holds a number that cannot be"):
            check(_row(table, **{field.name: [[number] * 8] if rings else number}), NEEDS, release, LISTS)


@pytest.mark.parametrize("base", ["denominator", "respondents"])
def test_a_share_of_nobody_is_refused_and_none_of_nobody_stands(base: str) -> None:
    facts, release = FROM_FILES["facts"], Release("needs.invented", "Invented")
    nought = {"value": 0.0, "lower": None, "numerator": 0.0, base: 0.0}
    with pytest.raises(Impossible, match=f"expected none, as {base} is 0, found a share of nobody"):
        check(_row(facts, **nought), NEEDS, release, LISTS)
    check(_row(facts, **nought | {"value": None, "status": "not_available"}), NEEDS, release, LISTS)
