"""Every invented place that is registered with CQC: practices, hospitals of trusts, care homes, dentists, hospices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from demo import geography, names
from demo.seeds import stream
from demo.world import World


@dataclass(frozen=True)
class PlaceKind:
    """One kind of place: how CQC files it, how many there are, how often it is found good, how often it is rated at all."""

    type: str
    category: str
    ending: str
    number: int
    good: float
    rated: float


PRACTICE = PlaceKind("Primary Medical Services", "GP Practices", "", 0, 0.95, 0.97)
OTHERS = (
    PlaceKind("Social Care Org", "Residential social care", "House", 340, 0.80, 0.93),
    PlaceKind("Social Care Org", "Community based adult social care services", "Care at Home", 200, 0.84, 0.75),
    PlaceKind("Primary Dental Care", "Dentists", "Dental Practice", 70, 0.0, 0.0),
    PlaceKind("Independent Healthcare Org", "Acute hospital - Independent non-specialist", "Clinic", 45, 0.88, 0.8),
    PlaceKind("Independent Healthcare Org", "Hospice services", "Hospice", 40, 0.93, 0.85),
    PlaceKind("Primary Medical Services", "Out of hours", "Urgent Care", 25, 0.9, 0.9),
)
SITES = {
    "acute": PlaceKind("NHS Healthcare Organisation", "Acute hospital - NHS non-specialist", "Hospital", 3, 0.55, 0.75),
    "mental health": PlaceKind(
        "NHS Healthcare Organisation", "Mental health - community & residential - NHS", "Centre", 2, 0.7, 0.1
    ),
    "community": PlaceKind(
        "NHS Healthcare Organisation", "Community health - NHS & Independent", "Health Centre", 2, 0.8, 0.1
    ),
    "ambulance": PlaceKind("NHS Healthcare Organisation", "Ambulance service", "Ambulance Headquarters", 1, 0.6, 0.2),
}


@dataclass(frozen=True)
class Location:
    """One registered place; `number` is its own for ever, whatever opens or closes beside it. The columns behind `provider_name` are
    empty until it is known where in England it lies.

    Its number has 12 digits, real ones so far 11 at most, and its ODS code the letter O, which the ODS never uses; only practices and
    NHS sites carry codes of the register.
    """

    number: int
    kind: PlaceKind
    name: str
    place: int
    postcode: str
    id: str = ""
    ods: str = ""
    provider: str = ""
    provider_name: str = ""
    ons_area: str = ""
    area: str = ""
    region: str = ""
    longitude: float = 0.0
    latitude: float = 0.0


def register(world: World, day: date) -> list[Location]:
    """All places registered on a day; practices that have closed are not, as in the published files."""
    areas = world.places.areas_on(day).tolist()
    regions = [geography.regions()[code][1] for code in world.places.regions_on(day).tolist()]
    points = stream("CQC", "points").normal(0, 0.04, (100_000, 2))
    centre, found = world.places.centre, list[Location]()
    for each in (*_practices(world, day), *_sites(world), *_other(world)):
        longitude, latitude = (centre[each.place] + points[each.number]).round(5).tolist()
        found.append(
            replace(
                each,
                id=each.id or f"1-9990{each.number:08d}",
                provider=each.provider or f"1-9980{each.number:08d}",
                ons_area=geography.areas()[areas[each.place]].ons_2023,
                area=areas[each.place],
                region=regions[each.place],
                longitude=longitude,
                latitude=latitude,
            )
        )
    return found


def _practices(world: World, day: date) -> Iterator[Location]:
    known = world.practices
    for index in np.flatnonzero(known.open_on(day)).tolist():
        name = str(known.name[index]).title()
        yield Location(
            index, PRACTICE, name, int(known.place[index]), str(known.postcode[index]), ods=str(known.code[index]),
            provider_name=f"{name} Limited",
        )  # fmt: skip


def _sites(world: World) -> Iterator[Location]:
    """The hospitals of each trust, under its ODS code and two more signs, as NHS places are."""
    known, number = world.trusts, 20_000
    for index, code in enumerate(known.code.tolist()):
        kind = SITES[str(known.kind[index])]
        stem = str(known.name[index]).split()[0].title()
        for site in range(1, kind.number + 1):
            number += 1
            yield Location(
                number, kind, f"{stem} {('General ', 'Royal ', 'Community ')[site - 1]}{kind.ending}",
                int(known.place[index]), f"ZZ99 {site}SI", id=f"{code}{site:02d}", provider=code,
                provider_name=str(known.name[index]).title().replace("Nhs", "NHS"),
            )  # fmt: skip


def _other(world: World) -> Iterator[Location]:
    number = 30_000
    for kind in OTHERS:
        chance = stream("CQC", kind.category)
        weight = world.places.patients / world.places.patients.sum()
        # Every place has its share, the largest the most.
        homes = np.sort(chance.choice(len(weight), size=kind.number, p=weight))
        for stem, place in zip(names.stems(kind.number, chance), homes.tolist(), strict=True):
            number += 1
            yield Location(
                number, kind, f"{stem} {kind.ending}", place, f"ZZ99 {number % 9 + 1}CQ",
                ods=f"VO{number % 1000:03d}",
                provider_name=f"{stem} Care Limited",
            )  # fmt: skip
