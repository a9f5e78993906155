"""Who got an NHS dental appointment, by sex, age, ethnicity and work: the one part of this survey published by group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.grammar import listed
from loaders.read.sheets import Sheet, label
from loaders.sources.gpps.dental_facts import DentalPercentage

MEASURE = "dental_success"

DIMENSIONS = ("sex", "age", "ethnicity", "work")
"""The first words of the banners over the groups, and our names for them."""

_TOTAL = re.compile(r"total.*\(weighted\)|all")
_FOOTNOTE = re.compile(r"(?<=[a-z])\d+$", re.IGNORECASE)


def header_row(sheet: Sheet) -> tuple[int, list[int]]:
    """The row that opens blocks of groups with a total each, and the columns of these; before the first stand codes and names.

    Raises LayoutChanged when there is none.
    """
    for number, row in enumerate(sheet.rows[:40]):
        totals = [column for column, cell in enumerate(row) if _TOTAL.fullmatch(label(cell))]
        if len(totals) > 1:
            return number, totals
    raise sheet.changed("a header row with several totals (weighted)", "none in the first 40 rows")


def counts(sheet: Sheet, header: int, totals: Sequence[int]) -> Iterator[DentalPercentage]:
    """One count per group of patients. Three parts stand side by side: who tried, who succeeded, and the proportion.

    Raises LayoutChanged when the three parts do not name the same groups.
    """
    blocks = [_groups(sheet, header, start) for start in totals]
    each = len(blocks) // 3
    for tried, succeeded, share in zip(blocks[:each], blocks[each : 2 * each], blocks[2 * each :], strict=True):
        if not (list(tried) == list(succeeded) == list(share)):
            raise sheet.changed("the same groups among those who tried and those who succeeded", listed(succeeded))
        for segment, column in tried.items():
            yield DentalPercentage(MEASURE, column, (succeeded[segment],), (share[segment],), segment)


def _groups(sheet: Sheet, header: int, start: int) -> dict[str, int]:
    """The groups of one block, each with its column; the banner over the total says what divides them."""
    banner = label(sheet.cell(header - 1, start))
    dimension = next((word for word in DIMENSIONS if banner.startswith(word)), None)
    if dimension is None:
        raise sheet.changed(f"a banner that begins with one of {', '.join(DIMENSIONS)}", f"{banner!r}")
    found: dict[str, int] = {}
    for column in range(start + 1, len(sheet.rows[header])):
        heading = sheet.text(header, column)
        if not heading or _TOTAL.fullmatch(label(heading)):
            break
        found[f"{dimension}={_FOOTNOTE.sub('', heading)}"] = column
    return found
