"""What is known of each trust survey and each of its waves, read from the tables in `columns/`: drift is data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial

from loaders.declared import Row, columns, records

_KEYS = re.compile(
    r"(?P<letter>[a-z])(?P<first>\d+)(?:_(?P<part>\d+))?(?:-[a-z](?P<last>\d+)(?:_(?P<last_part>\d+))?)?"
)


@dataclass(frozen=True)
class Survey:
    """One survey: how its files call it, the code it has in sheet and file names, the pages that list its files."""

    id: str
    title: str
    named: str
    code: str
    pages: tuple[str, ...]
    trust_types: tuple[str, ...]
    """The types of trust that take part; the last is that of all whose name tells none of the others."""


@dataclass(frozen=True)
class Questionnaire:
    """One questionnaire of a survey, known by the letter its questions begin with; most surveys have one."""

    letter: str
    id: str
    prefix: str
    title: str


@dataclass(frozen=True)
class Wave:
    """One year of a survey: when the patients were in care, the month its Guidance names, and the questions it may have."""

    survey: str
    year: int
    start: date
    end: date
    sampled: str
    published: date | None
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """The word that a question of one wave is one of our named measures, and on what evidence.

    `file` is a pattern of the file's name or address where issues of one wave number their questions differently.
    """

    year: int
    key: str
    name: str
    file: str
    evidence: str

    @property
    def inferred(self) -> bool:
        """Whether no publication says so: others' programs do, or it was worked out."""
        return self.evidence.startswith("inferred:")


rows = partial(columns, "trust_surveys")
"""The rows of a table of `columns/` by its name, every cell as text."""


@cache
def surveys() -> dict[str, Survey]:
    """Every trust survey by id."""
    return {each.id: each for each in records(Survey, rows("surveys"), id="survey")}


@cache
def parts(survey: str) -> tuple[Questionnaire, ...]:
    """The questionnaires of a survey."""
    return records(Questionnaire, of(survey, "parts"), id="part")


@cache
def waves(survey: str) -> dict[int, Wave]:
    """The years of a survey that can be loaded."""
    told = records(Wave, of(survey, "waves"))
    return {each.year: replace(each, keys=tuple(key for words in each.keys for key in _expand(words))) for each in told}


@cache
def claims(survey: str) -> tuple[Claim, ...]:
    """All that is known about which question is which named measure."""
    return records(Claim, of(survey, "questions"))


def of(survey: str, table: str) -> Iterator[Row]:
    """The rows of a table of `columns/` about one survey."""
    return (row for row in rows(table) if row["survey"] == survey)


def _expand(words: str) -> Iterator[str]:
    """The keys of `q2`, `q5_1`, `q7-q29` or `q1_1-q20_9`; sections have two digits."""
    found = _KEYS.fullmatch(words)
    if not found:
        raise ValueError(
            f"loaders/sources/trust_surveys/columns/waves.csv: {words!r} is not a question or a range of them"
        )
    letter, digits = found["letter"], 2 if found["letter"] == "s" else 1
    for number in range(int(found["first"]), int(found["last"] or found["first"]) + 1):
        if found["part"] is None:
            yield f"{letter}{number:0{digits}}"
            continue
        for part in range(int(found["part"]), int(found["last_part"] or found["part"]) + 1):
            yield f"{letter}{number}_{part}"
