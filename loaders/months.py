"""Months as publishers name them, and the one that follows."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def named_month(name: str, year: str) -> date:
    """The first day of the month `July`, `2025`, in capitals or not."""
    return date(int(year), MONTHS.index(name.casefold()) + 1, 1)


def month_after(day: date) -> date:
    """The first day of the next month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
