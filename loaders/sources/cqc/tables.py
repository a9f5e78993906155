"""What CQC calls things, read from the tables in `columns/`: layouts, columns, words, kinds of service, measures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial

from loaders.declared import columns

SOURCE_ID = "cqc"


@dataclass(frozen=True)
class RatingWord:
    """What CQC says of a place: one of the four ratings with its order, or a reason why there is none."""

    label: str
    value: float | None

    @property
    def good(self) -> bool:
        """Whether it is Good or Outstanding."""
        return self.value is not None and self.value >= 3


rows = partial(columns, SOURCE_ID)
"""The rows of a table of `columns/` by its name, every cell as text."""


@cache
def words() -> dict[str, RatingWord]:
    """Every word that is printed where a rating stands, in lower case -> what it says. Blank is a word too."""
    return {
        row["published"]: RatingWord(row["label"], float(row["value"]) if row["value"] else None)
        for row in rows("words")
    }


@cache
def domains() -> dict[str, str]:
    """What a rating is about, in lower case -> the measure: the whole, or one of the five key questions."""
    return {row["published"]: f"{SOURCE_ID}.{row['measure']}" for row in rows("domains")}


@cache
def sector(category: str) -> str:
    """The kind of service a primary inspection category counts under; empty for services that are not rated."""
    kind = category.casefold()
    return next(row["sector"] for row in rows("categories") if re.fullmatch(row["category"], kind))


@cache
def areas_by_ons_code() -> dict[str, str]:
    """ONS code of every CCG and sub-ICB location from 2021 to 2026 -> its ODS code."""
    return {row["ons_code"]: row["code"] for row in rows("areas")}
