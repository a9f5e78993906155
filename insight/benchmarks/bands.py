"""What a publisher says of a trust's score in its own words, such as "about the same as expected", repeated and never recomputed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from insight.benchmarks.wording import direction, during, figure, span
from insight.model import Better, Measure
from insight.traits import Band


def band_word(label: object, measure: Measure) -> str:
    """The verdict word that a band is drawn with; not compared where there is no band that the measure's source declares."""
    found = _band(label, measure)
    return found.verdict if found else "not compared"


def short_band(label: object, measure: Measure) -> str:
    """A band without what every band says: "About the same" of "About the same as expected"; empty where there is none."""
    found = _band(label, measure)
    return found.short if found else ""


def band_sentence(row: Mapping[str, Any], measure: Measure, period: str) -> str:
    """A trust's score with its band and expected range; `row` has value, label, expected_lower and expected_upper."""
    value = figure(row["value"], measure)
    if measure.better is Better.NEITHER:
        return f"{value}. It is not judged: {direction(measure)}."
    if not isinstance(row["label"], str):
        return f"{value}. What was to be expected of it {during(period)} is not published, so nothing is said of it."
    if row["expected_lower"] != row["expected_lower"]:
        return f"{value}: {row['label'].lower()}, in the publisher's own words."
    expected = span(row["expected_lower"], row["expected_upper"], measure)
    return (
        f"{value}, where {expected} was to be expected, which is {row['label'].lower()} in the publisher's own words."
    )


def _band(label: object, measure: Measure) -> Band | None:
    return next((each for each in measure.traits.bands if each.label == label), None)
