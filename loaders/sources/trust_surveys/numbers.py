"""Reads one cell of a benchmark sheet as the number it must be: a score, a count, a band, a share; or says that it is hidden."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from insight.bounds import MOST
from insight.model import Status
from loaders.read.rounding import NOISE, steps
from loaders.read.sheets import Sheet, column_letters

MARKS = {"": Status.SUPPRESSED, "*": Status.SUPPRESSED}
"""Fewer than 30 people answered: the cell is blank (2022)."""

HIGHEST = 10.0
_NOISE = 1e-6
"""Counts come with float noise: 20590.000000000004."""


def number(sheet: Sheet, row: int, column: int | None) -> float | None:
    """A number; None where it is hidden or the sheet has no such column. Raises LayoutChanged."""
    if column is None:
        return None
    return sheet.number(row, column, MARKS).value


def within(sheet: Sheet, row: int, column: int | None, highest: float, what: str) -> float | None:
    """A number from 0 to `highest`; None where it is hidden. Raises LayoutChanged."""
    return between(sheet, row, column, (0, highest), what)


def between(sheet: Sheet, row: int, column: int | None, limits: tuple[float, float], what: str) -> float | None:
    """A number from the lower to the upper of two limits; None where it is hidden. Raises LayoutChanged."""
    value = number(sheet, row, column)
    if value is not None and column is not None and not limits[0] - _NOISE <= value <= limits[1] + _NOISE:
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


def check_rates(sheet: Sheet, answered: Mapping[int, tuple[float | None, float | None]]) -> None:
    """Raise LayoutChanged where those who answered are that share (%) of no whole number asked, as far as rounding tells.

    `answered` has both by row. In the workbook of 2022, whose rates are not rounded, all 67 trusts and England are exact.
    """
    known = [(row, people, rate) for row, (people, rate) in answered.items() if people and rate]
    slack = NOISE + sum(steps([np.array([rate for _, _, rate in known])])) / 2
    for row, people, rate in known:
        if abs(100 * people / round(100 * people / rate) - rate) > slack:
            what = f"a response rate that makes {people:g} answers those of a whole number of people asked"
            raise sheet.changed(what, f"{rate:g} in row {row + 1}")


def _wrong(sheet: Sheet, row: int, column: int, expected: str, value: float) -> Exception:
    return sheet.changed(expected, f"{value} in row {row + 1}, column {column_letters(column)}")
