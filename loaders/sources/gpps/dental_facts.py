"""From the weighted counts of a dental workbook to facts: good answers over all answers, held against the printed percentages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from insight.model import EVERYONE, Status
from loaders.read.sheets import Sheet
from loaders.source import Release
from loaders.sources.gpps.dental_areas import Area
from loaders.sources.gpps.tables import SOURCE_ID

Fact = dict[str, object]

MARKS = {"*": Status.SUPPRESSED, "": Status.NOT_AVAILABLE}

AGREEMENT = 1e-6
"""The printed percentages are unrounded proportions: they must agree with the counts."""


@dataclass(frozen=True)
class Count:
    """Where a sheet keeps one percentage of one group of patients: all answers, good answers, their printed proportions."""

    measure: str
    total: int
    good: tuple[int, ...]
    shares: tuple[int, ...]
    segment: str = EVERYONE


def facts(sheet: Sheet, counts: Sequence[Count], areas: Sequence[Area], release: Release) -> list[Fact]:
    """One row per count per area. Raises LayoutChanged for cells that are neither number nor mark, or that contradict."""
    return [_fact(sheet, area, count, release) for count in counts for area in areas]


def _fact(sheet: Sheet, area: Area, count: Count, release: Release) -> Fact:
    total = sheet.number(area.row, count.total, MARKS)
    good = [sheet.number(area.row, column, MARKS) for column in count.good]
    hidden = next((cell.status for cell in (*good, total) if cell.value is None), None)
    numerator = None if any(cell.value is None for cell in good) else sum(cell.value or 0 for cell in good)
    value = 100 * numerator / total.value if numerator is not None and total.value else None
    if value is not None:
        _refuse_contradiction(sheet, area, count, value)
    return {
        "measure": f"{SOURCE_ID}.{count.measure}",
        "org": area.code,
        "level": str(area.level),
        "start": release.start,
        "end": release.end,
        "segment": count.segment,
        "value": value,
        "numerator": numerator,
        "denominator": total.value,
        "status": str(hidden or (Status.OK if value is not None else Status.NOT_AVAILABLE)),
        "release": release.id,
    }


def _refuse_contradiction(sheet: Sheet, area: Area, count: Count, value: float) -> None:
    printed = [sheet.number(area.row, column, MARKS).value for column in count.shares]
    shown = [share for share in printed if share is not None]
    if shown and len(shown) == len(printed) and abs(sum(shown) - value / 100) > AGREEMENT:
        raise sheet.changed(
            "percentages equal to counts over totals", f"{sum(shown):.6f} against {value / 100:.6f} for {area.name}"
        )
