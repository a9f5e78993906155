"""From a dental workbook to facts: the printed percentages, with the weighted counts they were worked out from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from insight.bounds import MOST
from insight.model import EVERYONE, Status
from loaders.read.rounding import agree, steps
from loaders.read.sheets import MARKS, CellReading, Sheet, column_letters
from loaders.sources.gpps.dental_areas import DentalArea
from loaders.sources.gpps.tables import SOURCE_ID

Fact = dict[str, object]
Column = Sequence[CellReading]
"""One reading per area."""


@dataclass(frozen=True)
class DentalPercentage:
    """Where a sheet keeps one percentage of one group of patients: all answers, good answers, their printed proportions."""

    measure: str
    total: int
    good: tuple[int, ...]
    shares: tuple[int, ...]
    segment: str = EVERYONE


def facts(sheet: Sheet, counts: Sequence[DentalPercentage], areas: Sequence[DentalArea]) -> list[Fact]:
    """One row per count per area. Raises LayoutChanged for cells that are neither number nor mark, or that contradict."""
    people = {at: _read(sheet, areas, at, MOST) for count in counts for at in (count.total, *count.good)}
    shares = {at: _read(sheet, areas, at, 1.0) for count in counts for at in count.shares}
    step = {**_steps(people), **_steps(shares)}
    found: list[Fact] = []
    for count in counts:
        for row, area in enumerate(areas):
            total = people[count.total][row]
            good = [people[at][row] for at in count.good]
            printed = [shares[at][row] for at in count.shares]
            fact = _fact(total, good, printed)
            if fact["value"] is not None:
                count_step = max(step[at] for at in (count.total, *count.good))
                share_step = max(step[at] for at in count.shares)
                _refuse_contradiction(sheet, area, fact, len(good), count_step=count_step, share_step=share_step)
            about = {"measure": f"{SOURCE_ID}.{count.measure}", "org": area.code, "level": str(area.level)}
            found.append(about | {"segment": count.segment} | fact)
    return found


def _fact(total: CellReading, good: Sequence[CellReading], printed: Sequence[CellReading]) -> Fact:
    """Value, numerator, denominator and status. The value is what is printed, and nothing where a part of it is hidden."""
    hidden = next((cell.status for cell in (*good, total, *printed) if cell.value is None), None)
    numerator = None if any(cell.value is None for cell in good) else sum(cell.value or 0 for cell in good)
    shown = hidden is None and bool(total.value)
    # Two rounded percentages can add up to a little more than all.
    value = min(100.0, 100 * sum(cell.value or 0 for cell in printed)) if shown else None
    status = hidden or (Status.OK if shown else Status.NOT_AVAILABLE)
    return {"value": value, "numerator": numerator, "denominator": total.value, "status": str(status)}


def _read(sheet: Sheet, areas: Sequence[DentalArea], column: int, most: float) -> Column:
    found = [sheet.number(area.row, column, MARKS) for area in areas]
    for area, cell in zip(areas, found, strict=True):
        if cell.value is not None and not 0 <= cell.value <= most:
            where = f"{cell.value:g} in row {area.row + 1}, column {column_letters(column)}"
            raise sheet.changed(f"a number from 0 to {most:,.0f}", where)
    return found


def _steps(columns: Mapping[int, Column]) -> dict[int, float]:
    """The step each column is rounded to."""
    numbers = [np.array([cell.value for cell in column], dtype=np.float64) for column in columns.values()]
    return dict(zip(columns, steps(numbers), strict=True))


def _refuse_contradiction(
    sheet: Sheet, area: DentalArea, fact: Fact, parts: int, *, count_step: float, share_step: float
) -> None:
    share, part, whole = (np.array([fact[name]], dtype=np.float64) for name in ("value", "numerator", "denominator"))
    if not agree(share / 100, part, whole, share_step=share_step, count_step=count_step, parts=parts).all():
        found = f"{share[0] / 100:.6f} against {part[0] / whole[0]:.6f} for {area.name}"
        raise sheet.changed("percentages equal to counts over totals", found)
