"""What the Friends and Family Test calls things: its workbooks, settings, eras and headings, read from `columns/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from insight.model import Level
from loaders.declared import columns, records
from loaders.read.sheets import label

SOURCE_ID = "fft"


@dataclass(frozen=True)
class MonthlyWorkbook:
    """One kind of monthly workbook: what tells it, and the levels it must have figures for."""

    id: str
    """Empty where we know the workbook and do not load it."""
    title: str
    words: str
    """A pattern of those that a title or a file name has as whole words."""
    levels: tuple[Level, ...]
    answers: bool
    """Whether the layout was seen, so that a missing answer is a change of layout."""


@dataclass(frozen=True)
class CareSetting:
    """One kind of care patients were asked about; maternity has four, told apart by the names of the sheets."""

    id: str
    workbook: str
    sheets: str
    title: str
    about: str
    eligible: str
    serves_several: bool
    """Whether each trust of this kind serves several footprints."""
    role_of_eligible: str
    """The role (insight.traits.Role) of its count of eligible people; empty for most."""


@dataclass(frozen=True)
class QuestionEra:
    """The months in which one question was asked, and the names of its two percentages."""

    id: str
    first: date
    last: date | None
    seen_from: date | None
    """The first month whose workbooks somebody has told of."""
    positive: str
    negative: str

    def covers(self, month: date) -> bool:
        """Whether patients were asked this question in the month that begins on that day."""
        return self.first <= month and (self.last is None or month <= self.last)


@dataclass(frozen=True)
class Heading:
    """One column we know: what kind of thing stands in it, our name for it, and all the publisher's headings."""

    kind: str
    role: str
    headings: frozenset[str]


rows = partial(columns, SOURCE_ID)
"""The rows of a table of `columns/` by its name, every cell as text."""


@cache
def workbooks() -> tuple[MonthlyWorkbook, ...]:
    """Every kind of workbook on the publisher's pages, those included that we do not load."""
    return records(MonthlyWorkbook, rows("workbooks"), id="workbook")


@cache
def settings() -> tuple[CareSetting, ...]:
    """Every setting that has measures."""
    return records(CareSetting, rows("settings"), id="setting")


@cache
def eras() -> tuple[QuestionEra, ...]:
    """The question of each era; between them nothing was collected."""
    return records(QuestionEra, rows("eras"), id="era")


@cache
def headings(era: str) -> tuple[Heading, ...]:
    """The columns of one era; a heading we do not know is not loaded."""
    return tuple(
        Heading(row["kind"], row["role"], frozenset(label(text) for text in row[era].split("|")))
        for row in rows("columns")
        if row[era]
    )


def which_workbooks(text: str) -> list[MonthlyWorkbook]:
    """The workbooks whose words a title or a file name holds as whole words."""
    plain = " ".join(re.split(r"[\s_\-.+]+", text.casefold()))
    return [each for each in workbooks() if re.search(rf"(?<![a-z0-9])(?:{each.words})(?![a-z0-9])", plain)]


def month_of(text: str) -> date:
    """The first day of the month `2025-07`."""
    return date.fromisoformat(f"{text}-01")
