"""The measures of the Friends and Family Test, setting by setting and era by era, and the dates they may not be compared across."""

from __future__ import annotations

from collections.abc import Iterator

from insight.model import Better, Bounds, Break, Measure, Unit
from insight.traits import Counts, Role
from loaders import declared
from loaders.sources.fft.tables import SOURCE_ID, CareSetting, eras, rows, settings
from loaders.sources.fft.traits import traits_of

NOT_FOR_COMPARISON = (
    "The FFT does not provide results that can be used to directly compare providers because of the flexibility of the "
    "data collection methods and the variation in local populations."
)
"""The publisher's own words (Notes of every workbook)."""

CHANGE_OF_SYSTEM = "In November 2017 the collection system changed: that month has gaps."


def measure_id(setting: CareSetting, name: str) -> str:
    """`fft.ae_positive`."""
    return f"{SOURCE_ID}.{setting.id}_{name}"


def measures() -> tuple[Measure, ...]:
    """Every measure of every setting, in the order of the settings."""
    return tuple(measure for setting in settings() for measure in (*_asked(setting), *_counted(setting)))


def breaks() -> tuple[Break, ...]:
    """One per measure and date across which the publisher says figures may not be compared."""
    known = {measure.id for measure in measures()}
    return declared.breaks(
        rows("breaks"),
        lambda row: (
            measure_id(setting, name)
            for setting in settings()
            if row["settings"] in ("all", setting.id)
            for name in row["measures"].split()
            if measure_id(setting, name) in known
        ),
    )


def _asked(setting: CareSetting) -> Iterator[Measure]:
    for era in reversed(eras()):
        question = f"{era.question} {setting.about}"
        caveat = f"{NOT_FOR_COMPARISON} {CHANGE_OF_SYSTEM if era.last else ''}".strip()
        for name, words, better in (
            (era.positive, era.positive_words, Better.HIGHER),
            (era.negative, era.negative_words, Better.LOWER),
        ):
            yield Measure(
                measure_id(setting, name),
                SOURCE_ID,
                f"Patients {words} {setting.title}",
                question,
                Unit.PERCENT,
                better,
                additive=True,
                traits=traits_of(setting, Counts.REPLIES),
                caveat=caveat,
                short=setting.title,
            )


def _counted(setting: CareSetting) -> Iterator[Measure]:
    yield Measure(
        measure_id(setting, "responses"),
        SOURCE_ID,
        f"Responses about {setting.title}",
        f"How many people answered. {setting.about}",
        Unit.COUNT,
        Better.NEITHER,
        additive=True,
        traits=traits_of(setting, Counts.REPLIES),
        caveat="More answers are not better answers: who is asked, and how, differs from place to place.",
        decimals=0,
        short=setting.title,
        roles=(Role.WAYS_OF_ANSWERING,),
    )
    if not setting.eligible:
        return
    yield Measure(
        measure_id(setting, "eligible"),
        SOURCE_ID,
        f"Total eligible, {setting.title}",
        f"Total Eligible, as the publisher prints it: {setting.eligible.partition(';')[0]}. {setting.about}",
        Unit.COUNT,
        Better.NEITHER,
        additive=True,
        traits=traits_of(setting, Counts.PATIENTS),
        caveat=f"Not a base for a response rate: {setting.eligible}.",
        decimals=0,
        roles=(Role(setting.role_of_eligible),) if setting.role_of_eligible else (),
    )
    yield Measure(
        measure_id(setting, "response_rate"),
        SOURCE_ID,
        f"Response rate, {setting.title}",
        f"Responses as a share of eligible people, to early 2020. {setting.about}",
        Unit.PERCENT,
        Better.NEITHER,
        additive=True,
        traits=traits_of(setting, Counts.PEOPLE_ASKED),
        caveat=f"Published to early 2020 only. {CHANGE_OF_SYSTEM}",
        bounds=Bounds(0, 100_000),  # late answers count in the month they come in, beside fewer people
    )
