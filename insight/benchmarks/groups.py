"""Which groups of patients a source tells apart: its segments, sorted by what divides them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from insight.model import EVERYONE

DIMENSIONS: Mapping[str, str] = {
    "age": "Age",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "deprivation": "Deprivation",
    "condition": "Long-term condition",
    "ltc": "Long-term condition",
    "carer": "Carer",
    "work": "Work status",
}
"""What divides patients into groups. Other segments (of answers, of providers) are not about groups of patients."""

_FIRST_NUMBER = re.compile(r"\d+")
_UNDER = re.compile(r"under|younger", re.IGNORECASE)


def dimension_of(segment: str) -> str:
    """What a segment divides by: `age` of `age=16-24`; empty for everyone."""
    return segment.partition("=")[0] if segment != EVERYONE else ""


def group_of(segment: str) -> str:
    """The group a segment names, as the publisher words it."""
    return segment.partition("=")[2]


def groups(segments: Iterable[str]) -> list[str]:
    """The segments that are groups of patients, dimension by dimension; by number where they have one, as ages do."""
    order = list(DIMENSIONS)
    known = {each for each in segments if dimension_of(each) in DIMENSIONS}
    return sorted(known, key=lambda each: (order.index(dimension_of(each)), *_place(group_of(each))))


def _place(group: str) -> tuple[float, str]:
    number = _FIRST_NUMBER.search(group)
    if number is None:
        return 0.0, group
    return float(number.group()) - (0.5 if _UNDER.search(group) else 0.0), group
