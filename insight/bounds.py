"""What the numbers of each table can be, by unit and by column: no count is negative, no percentage above 100, nobody is half a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa

from insight.model import Bounds, Measure, Unit
from insight.schema import FACTS, Table

MOST = 1e8
"""No count of people, forms or places in England is larger."""
TOGETHER = 8e7
"""Nor do all organisations of one level count more together: the lists of all practices are 60.7 million patients long."""
NOISE = 1e-9
"""What floating point adds."""
ROUNDED = 1.5
"""How far a numerator may lie above its denominator: three counts, each rounded to a whole number."""

OF_UNIT: Mapping[Unit, Bounds] = {
    Unit.PERCENT: Bounds(0, 100),
    Unit.SCORE: Bounds(0, 10),
    Unit.COUNT: Bounds(0, MOST, whole=True),
    Unit.RATING: Bounds(1, 4, whole=True),
}
"""What a value and its interval can be; a measure may state bounds of its own (`Measure.bounds`)."""


def clipped(lower: float, upper: float, measure: Measure) -> tuple[float, float]:
    """An interval named no farther than the measure can go: no share is below 0%."""
    possible = measure.bounds or OF_UNIT[measure.unit]
    return max(lower, possible.low), min(upper, possible.high)


BOUNDS: Mapping[str, Mapping[str, Bounds]] = {
    "facts": {
        "numerator": Bounds(0, MOST),
        "denominator": Bounds(0, MOST),
        "respondents": Bounds(0, MOST, whole=True),
        "expected_lower": Bounds(-MOST, MOST),
        "expected_upper": Bounds(-MOST, MOST),
    },
    "small_areas": {"share": Bounds(0, 1), "people": Bounds(0, MOST, whole=True)},
    "orgs": {"longitude": Bounds(-10, 5), "latitude": Bounds(48, 62)},
    "boundaries": {"rings": Bounds(0, 1_300_000)},
    "hexes": {"rings": Bounds(0, 1_300_000)},
}
"""What the numbers of each table can be, by column; weighted counts need not be whole, respondents are people."""

ORDER: Mapping[str, Sequence[tuple[str, str]]] = {
    "facts": (("lower", "value"), ("value", "upper"), ("lower", "upper"), ("expected_lower", "expected_upper")),
}
"""Columns of which the first is never above the second: where one is, two columns stand under each other's headings."""
ROUNDED_APART = 0.05
"""How far a value may lie beyond its interval, because both are rounded."""


def impossible(tidy: pa.Table, table: Table, measures: Sequence[Measure] = ()) -> str:
    """The first number of a table that cannot be, with its row and what it should be; empty when there is none."""
    for column, bounds in BOUNDS.get(table.name, {}).items():
        if found := _beyond(tidy, table, column, bounds):
            return found
    for low, high in ORDER.get(table.name, ()):
        if found := _disordered(tidy, table, low, high):
            return found
    for part, measure in _by_measure(tidy, measures) if table is FACTS else ():
        bounds = measure.bounds or OF_UNIT[measure.unit]
        for column in ("value", "lower", "upper"):
            # The ends of an interval around a count need not be whole.
            if found := _beyond(part, table, column, bounds if column == "value" else bounds._replace(whole=False)):
                return found
        if measure.unit is Unit.PERCENT and measure.bounds is None:
            numerator, denominator = (part[column].to_numpy() for column in ("numerator", "denominator"))
            if len(above := np.flatnonzero(numerator > denominator + ROUNDED)):
                found = f"no more than its denominator, found {numerator[above[0]]:g}"
                return f"numerator of {_key(part, table, int(above[0]))}: expected {found}"
            shown = part["value"].is_valid().to_numpy()
            for column in ("denominator", "respondents"):
                if len(nobody := np.flatnonzero(shown & (part[column].to_numpy() == 0))):
                    return f"value of {_key(part, table, int(nobody[0]))}: expected none, as {column} is 0, found a share of nobody"
    return _too_many(tidy, measures) if table is FACTS else ""


def _too_many(facts: pa.Table, measures: Sequence[Measure]) -> str:
    """What is said of the first level that counts more people, forms or places together than there are; empty if none does."""
    counts = {measure.id for measure in measures if measure.unit is Unit.COUNT}
    key = ["measure", "level", "start", "segment"]
    alike = facts.group_by(key, use_threads=False).aggregate([("value", "sum"), ("denominator", "sum")])
    large = np.logical_or.reduce([alike[f"{column}_sum"].to_numpy() > TOGETHER for column in ("value", "denominator")])
    for row in alike.take(np.flatnonzero(large)).to_pylist():
        column = "value" if row["measure"] in counts else "denominator"
        if (found := row[f"{column}_sum"] or 0) > TOGETHER:
            what = f"no more than {TOGETHER:,.0f} of one level together"
            return f"{column} of {', '.join(str(row[name]) for name in key)}: expected {what}, found {found:,.0f}"
    return ""


def _by_measure(facts: pa.Table, measures: Sequence[Measure]) -> Iterator[tuple[pa.Table, Measure]]:
    ids = facts["measure"].combine_chunks().dictionary_encode()
    number, present = ids.indices.to_numpy(), ids.dictionary.to_pylist()
    for measure in measures:
        if measure.id in present:
            yield facts.take(np.flatnonzero(number == present.index(measure.id))), measure


def _beyond(tidy: pa.Table, table: Table, column: str, bounds: Bounds) -> str:
    """What is said of the first number of a column that lies outside its bounds; empty if none does."""
    rings = pa.types.is_list(table.schema.field(column).type)
    values = [ring for rows in tidy[column].to_pylist() for ring in rows] if rings else [tidy[column].drop_null()]
    numbers = np.concatenate([np.empty(0), *values])
    wrong = ~((numbers >= bounds.low - NOISE) & (numbers <= bounds.high + NOISE))
    wrong |= (np.floor(numbers) != numbers) & bounds.whole
    if not wrong.any():
        return ""
    at = int(np.argmax(wrong))
    lengths = (
        [sum(map(len, rows)) for rows in tidy[column].to_pylist()] if rings else np.asarray(tidy[column].is_valid())
    )
    row = int(np.searchsorted(np.cumsum(lengths), at, side="right"))
    what = f"{'a whole number' if bounds.whole else 'a number'} from {bounds.low:,.0f} to {bounds.high:,.0f}"
    return f"{column} of {_key(tidy, table, row)}: expected {what}, found {numbers[at]:g}"


def _disordered(tidy: pa.Table, table: Table, low: str, high: str) -> str:
    """What is said of the first row with a number above that which bounds it; empty if there is none."""
    first, second = (tidy[column].to_numpy() for column in (low, high))
    above = np.flatnonzero(first > second + ROUNDED_APART)
    if not len(above):
        return ""
    row = int(above[0])
    return f"{low} of {_key(tidy, table, row)}: expected no more than {high} {second[row]:g}, found {first[row]:g}"


def _key(tidy: pa.Table, table: Table, row: int) -> str:
    where = tidy.slice(row, 1).to_pylist()[0]
    return ", ".join(str(where[column]) for column in table.key)
