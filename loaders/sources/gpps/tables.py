"""What the GP Patient Survey called things in each year, read from the tables in `columns/`: drift is data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from insight.model import Level
from loaders.declared import columns, records

SOURCE_ID = "gpps"


@dataclass(frozen=True)
class SurveyYear:
    """One year of the survey: the columns it uses, when patients answered, and the footprints in force at the end."""

    year: int
    columns: str
    grammar: str
    population: str
    end: date
    fieldwork: str
    published: date | None
    vintage: str

    @property
    def start(self) -> date:
        """Every survey starts on 1 January, so that one survey has one start in every table."""
        return date(self.year, 1, 1)


@dataclass(frozen=True)
class LevelColumns:
    """How files name the orgs of one level: the word in release ids and titles, and the columns of code and name."""

    level: Level
    part: str
    title: str
    code: tuple[str, ...]
    name: tuple[str, ...]
    pattern: str
    """How a code is written, of levels that no code list has."""


rows = partial(columns, SOURCE_ID)
"""The rows of a table of `columns/` by its name, every cell as text."""


@cache
def surveys() -> dict[int, SurveyYear]:
    """Every year that can be loaded, oldest first."""
    return {each.year: each for each in records(SurveyYear, rows("years"))}


@cache
def identities() -> tuple[LevelColumns, ...]:
    """Every level that has a file, from the part to the whole: the first one a header names is the level of the file."""
    return records(LevelColumns, rows("identity"))


def years(text: str) -> frozenset[int]:
    """The years of `2022` or `2022-2023`."""
    first, _, last = text.partition("-")
    return frozenset(range(int(first), int(last or first) + 1))
