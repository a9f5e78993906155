"""The measures of the Friends and Family Test, setting by setting, and the dates they may not be compared across."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from insight.model import Break, Measure
from insight.traits import Serves
from loaders import declared
from loaders.sources.fft.tables import SOURCE_ID, CareSetting, rows, settings

NOT_FOR_COMPARISON = (
    "The FFT does not provide results that can be used to directly compare providers because of the flexibility of the "
    "data collection methods and the variation in local populations."
)
"""The publisher's own words (Notes of every workbook)."""

_OF_ELIGIBLE = ("eligible", "response_rate")


def measure_id(setting: CareSetting, name: str) -> str:
    """`fft.ae_positive`."""
    return f"{SOURCE_ID}.{setting.id}_{name}"


def measures() -> tuple[Measure, ...]:
    """Every measure of every setting, in the order of the settings."""
    return tuple(measure for setting in settings() for measure in _of(setting))


def breaks() -> tuple[Break, ...]:
    """One per measure and date across which the publisher says figures may not be compared."""
    known = {measure.id for measure in measures()}
    return declared.breaks(
        SOURCE_ID,
        lambda row: (
            measure_id(setting, name)
            for setting in settings()
            if row["settings"] in ("all", setting.id)
            for name in row["measures"].split()
            if measure_id(setting, name) in known
        ),
    )


def _of(setting: CareSetting) -> Iterator[Measure]:
    """The measures of one setting, in whose words `columns/measures.csv` leaves room for those of the setting."""
    words = vars(setting) | {"caution": NOT_FOR_COMPARISON, "counted": setting.eligible.partition(";")[0]}
    for row in rows("measures"):
        if setting.eligible or row["id"] not in _OF_ELIGIBLE:
            told = {name: cell.format(**words) for name, cell in row.items()}
            found = declared.measure(SOURCE_ID, told, id=measure_id(setting, row["id"]))
            serves = Serves.SEVERAL if setting.serves_several else Serves.ONE
            yield replace(found, traits=replace(found.traits, serves=serves))
