"""What patients talk about whatever the survey: access, kindness, involvement, safety, and the whole; and who asks about it."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("data")


class Theme(StrEnum):
    """One thing that several sources ask about, each in its own words."""

    ACCESS = "access"
    KINDNESS = "kindness"
    INVOLVEMENT = "involvement"
    SAFETY = "safety"
    OVERALL = "overall"


TITLES: Mapping[Theme, str] = {
    Theme.ACCESS: "Access",
    Theme.KINDNESS: "Kindness and respect",
    Theme.INVOLVEMENT: "Involvement in decisions",
    Theme.SAFETY: "Safety and cleanliness",
    Theme.OVERALL: "Overall",
}


@cache
def themes() -> Mapping[Theme, tuple[str, ...]]:
    """The measures of each theme, in the order they are spoken of. One row of themes.csv is one measure in one theme."""
    with (DATA / "themes.csv").open(encoding="utf-8", newline="") as stream:
        rows = [(Theme(row["theme"]), row["measure"]) for row in csv.DictReader(stream)]
    return {theme: tuple(measure for of, measure in rows if of is theme) for theme in Theme}


def measures_of(theme: Theme, source: str, loaded: Collection[str]) -> list[str]:
    """The measures a source holds on a theme, of those that are loaded."""
    return [id for id in themes()[theme] if id.partition(".")[0] == source and id in loaded]
