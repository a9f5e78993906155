"""What a publisher says of a trust's score in its own words, such as "about the same as expected", repeated and never recomputed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from insight.benchmarks.wording import figure, span
from insight.model import Measure


def band_word(label: str) -> str:
    """The verdict word that a band is drawn with: worse, similar or better."""
    text = label.casefold()
    if "worse" in text:
        return "worse"
    return "better" if "better" in text else "similar"


def short_band(label: str) -> str:
    """A band without what every band says: "About the same" of "About the same as expected"."""
    return label.removesuffix(" as expected").removesuffix(" than expected")


def band_sentence(row: Mapping[str, Any], measure: Measure, period: str) -> str:
    """A trust's score with its band and expected range; `row` has value, label, expected_lower and expected_upper."""
    value = figure(row["value"], measure)
    if not isinstance(row["label"], str):
        return f"{value}. What was to be expected of it in {period} is not published, so nothing is said of it."
    if row["expected_lower"] != row["expected_lower"]:
        return f"{value}: {row['label'].lower()}, in the publisher's own words."
    expected = span(row["expected_lower"], row["expected_upper"], measure)
    return f"{value}, where {expected} was to be expected: {row['label'].lower()}, in the publisher's own words."
