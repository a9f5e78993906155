"""What a publisher says of a trust's score in its own words, such as "about the same as expected", repeated and never recomputed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from insight.benchmarks.grammar import out_of, verb
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


def in_its_words(row: pd.Series) -> str:
    """What a survey says of a trust's whole experience and of the rest: "about the same as expected; 3 of 55 other results are worse".

    `row` has label, and of its other results others (how many have a publisher's word) and others_worse.
    """
    return "; ".join(filter(None, (str(row["label"]).lower(), besides(row))))


def besides(row: pd.Series) -> str:
    """How many of the other results are worse; empty where none is."""
    worse = int(row["others_worse"])
    return f"{out_of(worse, int(row['others']), 'other result')} {verb(worse, 'is')} worse" if worse else ""


def _band(label: object, measure: Measure) -> Band | None:
    return next((each for each in measure.traits.bands if each.label == label), None)
