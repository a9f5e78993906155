"""The measures of the NHS Staff Survey, in the year's own results and over five years, and the dates they may not be compared across."""

from __future__ import annotations

from collections.abc import Iterator

from insight.model import Break, Measure
from loaders import declared
from loaders.sources.staff.tables import SOURCE_ID, eras, measure_id, rows

OVER_TIME = "_over_time"
"""The end of the names of measures that come from one release of five years."""

RESPONSE_RATE = "response_rate"

REWEIGHTED = (
    "Please note that historical data is reweighted each year according to the latest results and so historical figures "
    "change with each new year of data."
)
BENCHMARK_GROUPS = (
    "Comparisons between benchmark groups should not be made, nor should those groups be combined, due to different staff "
    "mixes and contextual factors."
)
WEIGHTED = (
    "England is weighted by occupation and size of trust, an area by size alone and without ambulance trusts, a trust by "
    "occupation alone, so small distances between them may come of that."
)
CAUTIONS = (
    WEIGHTED,
    BENCHMARK_GROUPS,
    REWEIGHTED,
    "The results reported for an ICS are based on all trusts excluding ambulance trusts.",
    "Where there were fewer than 10 responses to a question results are not displayed.",
)
"""How the figures are weighted, as the publisher's technical guide has it, and then its own words: notes of the detailed spreadsheets 2024
and of the benchmark workbooks."""

_BESIDE = "Staff say how care is to them as staff: it stands beside what patients say, not for it."
_ONE_RELEASE = "All years are as the latest release gives them: the publisher weights earlier years anew each time."


def measures() -> tuple[Measure, ...]:
    """Every measure that a file may fill, in the order of headlines; then the same over five years."""
    return (*_of_one_year(), *_over_time(), declared.measure(SOURCE_ID, *rows("over_time")))


def breaks() -> tuple[Break, ...]:
    """Between any two years of detailed spreadsheets: each weights its own year, and the publisher asks not to join them."""
    later = list(eras().values())[1:]
    why = (
        "Each year's results are weighted to that year's own staff, so those of two years do not stand on one footing."
    )
    who = "NHS Staff Survey 2024, detailed spreadsheets, sheet Notes"
    return tuple(Break(measure.id, era.start, why, who) for measure in _of_one_year() for era in later)


def _of_one_year() -> Iterator[Measure]:
    for row in rows("measures"):
        yield declared.measure(SOURCE_ID, row, caveat=f"{row['caveat']} {_BESIDE}".strip())


def _over_time() -> Iterator[Measure]:
    for row in rows("measures"):
        yield declared.measure(
            SOURCE_ID,
            row,
            id=f"{measure_id(row['id'])}{OVER_TIME}",
            title=f"{row['title']}, over five years",
            caveat=f"{row['caveat']} {_ONE_RELEASE}".strip(),
            short="",
        )
