"""A whole that lies beyond all its parts, at many places, is a column that moved. All figures are INVENTED."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from insight.schema import FROM_FILES, conform
from loaders.read.between import beyond_its_parts
from loaders.read.doubted import doubt_about
from loaders.source import Release, discover
from tests.loaders.built_in import LISTS

PARTS = ("safe", "effective", "caring", "responsive", "well_led")
RELEASE = Release("cqc.2026-04.ratings", "Invented")
MEASURES = discover()["cqc"].MEASURES


def _said(ratings: list[tuple[float, ...]], places: int) -> str:
    """What is said of so many places: the whole first, then its parts, over and over."""
    rows = [
        (f"1-{number:09}", f"cqc.{name}", value)
        for number in range(places)
        for name, value in zip(("overall", *PARTS), ratings[number % len(ratings)], strict=True)
        if value
    ]
    facts = pd.DataFrame(rows, columns=["org", "measure", "value"]).assign(
        level="location", start=date(2026, 4, 1), end=date(2026, 4, 2), segment="all", release="r", status="ok"
    )
    tables = {"facts": conform(facts, FROM_FILES["facts"])}
    said = beyond_its_parts(tables, RELEASE, MEASURES)
    assert said == doubt_about(tables, RELEASE, MEASURES, LISTS)
    return said


@pytest.mark.parametrize(
    "ratings",
    [
        [(3, 2, 3, 3, 3, 3), (2, 2, 2, 3, 3, 2), (4, 3, 4, 3, 4, 3)],
        [(3, 2, 2, 0, 0, 0), (2, 2, 2, 3, 3, 3)],  # of two parts nothing follows
        [(0, 2, 2, 3, 3, 3), (2, 2, 2, 3, 3, 3)],  # nor where the whole is not rated
        [(3, 2, 2, 2, 2, 2), *[(3, 2, 3, 3, 3, 3)] * 39],  # one in forty may be as it is
    ],
)
def test_a_whole_among_its_parts_is_no_doubt(ratings: list[tuple[float, ...]]) -> None:
    assert _said(ratings, 40) == ""


@pytest.mark.parametrize("odd", [(3, 2, 2, 2, 2, 2), (1, 2, 3, 3, 3, 2), (4, 3, 3, 3, 0, 0)])
def test_wholes_beyond_their_parts_are_told_of_many_places_and_not_of_a_dozen(odd: tuple[float, ...]) -> None:
    ratings = [odd, (3, 2, 3, 3, 3, 3)]
    assert "of 20 of 40 places, such as 1-000000000, lies above or below all that it is made of" in _said(ratings, 40)
    assert _said(ratings, 19) == ""
