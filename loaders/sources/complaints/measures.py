"""The measures of written complaints: how many, how they ended, and what they were about, by kind of service."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from insight.model import Better, Break, Measure, Unit
from loaders import declared
from loaders.sources.complaints.declared import SOURCE_ID, rows, services

YEAR, QUARTER = "year", "quarter"


@dataclass(frozen=True)
class Figure:
    """One measure of one service, and the columns it is worked out from."""

    id: str
    """Without the source's."""
    unit: Unit
    numerator: str
    denominator: str
    cycle: str
    title: str
    question: str
    caveat: str = ""
    part_of: str = ""
    short: str = ""
    segment: str = ""


@cache
def figures(service: str, *, quarterly: bool) -> tuple[Figure, ...]:
    """What is taken from the returns of one service, for a year or for a quarter, age groups included."""
    cycle = QUARTER if quarterly else YEAR
    return tuple(each for each in (*_summary(service), *_ages(service), *_parts(service)) if each.cycle == cycle)


@cache
def measures() -> tuple[Measure, ...]:
    """Every measure, in the order of the services."""
    return tuple(
        Measure(
            id=f"{SOURCE_ID}.{each.id}",
            source=SOURCE_ID,
            title=each.title,
            question=f"{each.question} {service.about}",
            unit=each.unit,
            better=Better.NEITHER,
            additive=True,
            traits=declared.traits(SOURCE_ID)[
                "mentions" if each.part_of else "volume" if each.unit is Unit.COUNT else "upheld"
            ],
            caveat=each.caveat,
            decimals=0 if each.unit is Unit.COUNT else 1,
            part_of=each.part_of,
            short=each.short,
        )
        for service in services().values()
        for each in (*_summary(service.id), *_parts(service.id))
    )


def breaks() -> tuple[Break, ...]:
    """One per measure and date across which figures may not be compared."""
    return declared.breaks(
        SOURCE_ID,
        lambda row: (
            f"{SOURCE_ID}.{each.id}"
            for service in row["services"].split()
            for each in (*_summary(service), *_parts(service))
            if row["measures"] == "all" or each.unit is Unit.COUNT
        ),
    )


@cache
def _summary(service: str) -> tuple[Figure, ...]:
    title = _inside(services()[service].title)
    return tuple(
        Figure(
            f"{service}_{row['name']}", Unit(row["unit"]), row["numerator"], row["denominator"], row["cycle"],
            f"{row['title'][0].upper()}{row['title'][1:]} ({title})", row["question"], row["caveat"],
        )
        for row in rows("measures")
        if service in row["services"].split()
    )  # fmt: skip


@cache
def _ages(service: str) -> tuple[Figure, ...]:
    """New complaints by the age of the patient."""
    new = _summary(service)[0]
    return tuple(
        Figure(new.id, new.unit, row["column"], "", YEAR, new.title, new.question, segment=f"age={row['title']}")
        for row in rows(services()[service].form)
        if row["block"] == "age"
    )


@cache
def _parts(service: str) -> tuple[Figure, ...]:
    """The shares of mentions, whole by whole."""
    return tuple(
        Figure(
            f"{service}_{whole['prefix']}_{each['column'].partition('_')[2]}", Unit.PERCENT, each["column"], whole["total"],
            YEAR, f"Mentions of {_inside(each['title'])} ({_inside(services()[service].title)})", whole["question"],
            "One complaint can mention several: this is a share of mentions, not of complaints.", whole["whole"],
            each["title"],
        )
        for whole in rows("wholes")
        if whole["services"] == service
        for each in rows(services()[service].form)
        if each["block"] and each["block"] in whole["blocks"].split("|")
    )  # fmt: skip


def _inside(title: str) -> str:
    """A title inside a sentence."""
    return title if title[:2].isupper() else title[0].lower() + title[1:]
