"""Reads one cell of a benchmark sheet as the number it must be: a score, a count, a band, a share; or says that it is hidden."""

from __future__ import annotations

from insight.bounds import MOST
from insight.model import Status
from loaders.read.sheets import MARKS, Sheet, column_letters

_MARKS = MARKS | dict.fromkeys(("", ".", "-", "n/a"), Status.SUPPRESSED)
"""Fewer than 30 people answered: the cell is blank (2022). No workbook with the others was seen."""

HIGHEST = 10.0
_NOISE = 1e-6
"""Counts come with float noise: 20590.000000000004."""


def number(sheet: Sheet, row: int, column: int | None) -> float | None:
    """A number; None where it is hidden or the sheet has no such column. Raises LayoutChanged."""
    if column is None:
        return None
    return sheet.number(row, column, _MARKS).value


def within(
    sheet: Sheet, row: int, column: int | None, highest: float, what: str, *, lowest: float = 0.0
) -> float | None:
    """A number from `lowest` to `highest`; None where it is hidden. Raises LayoutChanged."""
    value = number(sheet, row, column)
    if value is not None and column is not None and not lowest - _NOISE <= value <= highest + _NOISE:
        raise _wrong(sheet, row, column, what, value)
    return value


def count(sheet: Sheet, row: int, column: int | None) -> float | None:
    """A whole number of people, float noise taken off; None where it is hidden. Raises LayoutChanged."""
    value = number(sheet, row, column)
    if value is None or column is None:
        return None
    if not 0 <= value <= MOST or abs(value - round(value)) > _NOISE:
        raise _wrong(sheet, row, column, "a whole number of people", value)
    return float(round(value))


def part_of_all(sheet: Sheet, row: int, column: int | None, everyone: float | None) -> float | None:
    """A whole number of people who are some of `everyone`; None where it is hidden. Raises LayoutChanged."""
    value = count(sheet, row, column)
    if value is not None and column is not None and everyone is not None and value > everyone:
        raise _wrong(sheet, row, column, f"no more people than the {everyone:,.0f} who answered at all", value)
    return value


def _wrong(sheet: Sheet, row: int, column: int, expected: str, value: float) -> Exception:
    return sheet.changed(expected, f"{value} in row {row + 1}, column {column_letters(column)}")
