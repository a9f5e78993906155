"""What the Friends and Family Test of the invented world publishes: settings, sheets, months, and events of some trusts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from demo import geography

HERE = Path(__file__).resolve().parent

FIRST, MONTHS_PUBLISHED = date(2021, 5, 1), 60
"""Five years, to April 2026: the last month is the first of the footprints of 2026."""

FINE_MONTHS = 3
"""The latest months, for which sites and wards are invented as well; their sheets are empty before."""

ANSWERS = ("Very Good", "Good", "Neither Good nor Poor", "Poor", "Very Poor", "Don't Know")


@dataclass(frozen=True)
class DemoSetting:
    """One kind of care: who gives it, from when it is published, how content patients are, how many answer a month."""

    id: str
    workbook: str
    question: str
    title: str
    file: str
    kinds: tuple[str, ...]
    """The kinds of trusts that give it, or practices."""
    first: date
    positive: float
    per_month: float
    spread: float
    independent: int
    """How many independent providers give figures as well."""


@dataclass(frozen=True)
class FftSheet:
    """One sheet of a workbook: its name, the row its header stands in, its columns."""

    workbook: str
    sheet: str
    question: str
    level: str
    top: int
    identity: tuple[str, ...]
    eligible: bool
    modes: tuple[str, ...]
    modes_row: int
    """0 where the modes stand in the first row of the header, 1 in the second, beside the answers."""
    behind: tuple[str, ...]


@dataclass(frozen=True)
class Event:
    """Something that happens at one trust in one setting: from a month on, patients are more or less content."""

    setting: str
    trust: int
    first: int
    last: int
    logits: float


EVENTS = (
    Event("inpatient", 4, 41, 60, -0.9),
    Event("ae", 11, 30, 60, 0.75),
    Event("ae", 20, 52, 53, -1.6),
    Event("outpatient", 7, 25, 60, -0.5),
    Event("mental_health", 2, 44, 60, 0.8),
)
"""Special causes for a control chart to find: lasting falls, lasting rises, and one month that stands out."""


@cache
def settings() -> tuple[DemoSetting, ...]:
    """Every setting."""
    return geography.records(DemoSetting, HERE / "settings.csv", id="setting")


@cache
def layouts() -> tuple[FftSheet, ...]:
    """Every sheet with figures, in the order of the workbooks."""
    return geography.records(FftSheet, HERE / "sheets.csv")


def months() -> list[date]:
    """The first day of every month published, oldest first."""
    start = FIRST.year * 12 + FIRST.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(start, start + MONTHS_PUBLISHED)]
