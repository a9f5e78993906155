"""What the NHS Staff Survey calls things, year by year: its questions and scores, its answers, its breakdowns. Read from `columns/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from insight.model import Level
from loaders.declared import columns, records
from loaders.read.sheets import label

SOURCE_ID = "staff"

TRUSTS = re.compile(r".*\btrusts")
"""The benchmarking groups whose members are trusts, as labels."""

OTHERS = re.compile(r"(?:icb|ccg|csu)s|social enterprises.*|community surgical services")
"""Those whose members are none, and are passed over."""

TRUST_CODE = re.compile(r"[A-Z0-9]{3}[12]?|(?=[A-Z]*\d)[A-Z0-9]{5}")
"""`RRV`; `R1F1` and `R1F2` are the two sectors of one trust; five characters since November 2024 (`G6V2S`)."""

NEARLY = 0.15
"""How far a score may lie from the mean of its parts: 0.05 at most in any row of 2024, because of who skips one."""

NUMBER_OF_ANSWERS = "base (number of responses)"
"""The heading of the last column of every question and score."""


@dataclass(frozen=True)
class StaffYear:
    """One year of the survey: when its results came out, and what its sheets call a system."""

    year: int
    published: date | None
    areas: str

    @property
    def start(self) -> date:
        """Staff are asked in the autumn: from 1 September by our convention."""
        return date(self.year, 9, 1)

    @property
    def end(self) -> date:
        """To 1 December, likewise."""
        return date(self.year, 12, 1)


@dataclass(frozen=True)
class AnswerScale:
    """The answers a question offers, from worst to best, and how many of the last are the positive ones."""

    options: tuple[str, ...]
    positive: int


@dataclass(frozen=True)
class StaffQuestion:
    """One question or score: how it is worded, its number in each year, its answers, and the parts it is the mean of."""

    block: str
    wording: re.Pattern[str]
    scale: AnswerScale | None
    """None for a score."""
    codes: dict[int, str]
    parts: tuple[str, ...]

    def headings(self, year: int) -> tuple[str, ...]:
        """What its columns are called, in their order."""
        figures = self.scale.options if self.scale else (label(f"{self.codes[year]} - score"),)
        return (*figures, NUMBER_OF_ANSWERS)


rows = partial(columns, SOURCE_ID)
"""The rows of a table of `columns/` by its name, every cell as text."""


@cache
def eras() -> dict[int, StaffYear]:
    """The years that can be loaded: before 2021 the detailed spreadsheets were not weighted."""
    return {each.year: each for each in records(StaffYear, rows("eras"))}


@cache
def asked() -> dict[str, StaffQuestion]:
    """Every question and score that is read, by our name for it."""
    scales = {
        row["scale"]: AnswerScale(tuple(label(option) for option in row["options"].split("|")), int(row["positive"]))
        for row in rows("scales")
    }
    return {
        row["block"]: StaffQuestion(
            row["block"],
            re.compile(row["wording"]),
            scales.get(row["scale"]),
            {year: row[str(year)] for year in eras()},
            tuple(row["parts"].split()),
        )
        for row in rows("blocks")
    }


@cache
def measured() -> tuple[str, ...]:
    """The questions and scores that are measures; the others only help to check them."""
    return tuple(row["id"] for row in rows("measures"))


@cache
def breakdowns() -> dict[str, tuple[Level, str]]:
    """Breakdowns of the national workbook that are loaded: the level of their rows, and what they divide staff by."""
    return {label(row["breakdown"]): (Level(row["level"]), row["segment"]) for row in rows("breakdowns")}


def measure_id(name: str) -> str:
    """`staff.recommend_care`."""
    return f"{SOURCE_ID}.{name}"
