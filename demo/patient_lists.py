"""How many patients each invented practice has, and which network, area and footprint it lies in, month by month.

Layouts of NHS England's "Patients registered at a GP practice": gp-reg-pat-prac-map and gp-reg-pat-prac-all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from demo import geography
from demo.printing import INVENTED, write_lines
from demo.world import World

MAPPINGS = (date(2022, 1, 1), date(2026, 4, 1))
LISTS = (date(2021, 1, 1), date(2026, 4, 1))
SUB_ICBS_FROM = date(2022, 7, 1)

_ALWAYS = ("PUBLICATION", "EXTRACT_DATE", "PRACTICE_CODE", "PRACTICE_NAME", "PRACTICE_POSTCODE", "PCN_CODE", "PCN_NAME")


def publish(world: World, folder: Path) -> None:
    """Write the mapping and the list sizes of each month that is published."""
    for name, days, lines in (("map", MAPPINGS, mapping), ("all", LISTS, list_sizes)):
        for day in days:
            write_lines(folder / f"gp-reg-pat-prac-{name}-{day:%b-%y}.csv".lower(), lines(world, day), "\r\n")


def mapping(world: World, day: date) -> Iterator[Sequence[str]]:
    """Header, then one row per practice open on a day: its PCN, its CCG or sub-ICB location, its footprint, its region."""
    footprint = "ICB" if day >= SUB_ICBS_FROM else "STP"
    yield [
        *_ALWAYS,
        *(each for org in (_area(day), footprint, "COMM_REGION") for each in (f"ONS_{org}_CODE", f"{org}_CODE", f"{org}_NAME")),
    ]  # fmt: skip
    known, places = world.practices, world.places
    footprints = geography.footprints(geography.vintage_on(day))
    areas, owners = places.areas_on(day).tolist(), places.footprints_on(day).tolist()
    for index in np.flatnonzero(known.open_on(day)).tolist():
        place = int(known.place[index])
        owner = footprints[owners[place]]
        region_ons, region_name = geography.regions()[owner.region]
        ons, name = _ons_and_name(areas[place], owner, day)
        yield [
            INVENTED, f"{day:%d%b%Y}",
            *(str(each[index]) for each in (known.code, known.name, known.postcode, known.pcn, known.pcn_name)),
            ons, areas[place], name,
            owner.ons_codes[-1], owner.code, owner.name,
            region_ons, owner.region, region_name,
        ]  # fmt: skip


def list_sizes(world: World, day: date) -> Iterator[Sequence[str]]:
    """Header, then one row per practice open on a day: the patients on its list, of all ages and both sexes."""
    yield [
        "PUBLICATION", "EXTRACT_DATE", "TYPE", f"{_area(day)}_CODE", f"ONS_{_area(day)}_CODE",
        "CODE", "POSTCODE", "SEX", "AGE", "NUMBER_OF_PATIENTS",
    ]  # fmt: skip
    known, places = world.practices, world.places
    footprints = geography.footprints(geography.vintage_on(day))
    lists, areas, owners = known.lists_on(day), places.areas_on(day).tolist(), places.footprints_on(day).tolist()
    for index in np.flatnonzero(known.open_on(day)).tolist():
        place = int(known.place[index])
        ons, _ = _ons_and_name(areas[place], footprints[owners[place]], day)
        yield [
            INVENTED, f"{day:%d%b%Y}".upper(), "GP", areas[place], ons,
            str(known.code[index]), str(known.postcode[index]), "ALL", "ALL", f"{lists[index]:.0f}",
        ]  # fmt: skip


def _area(day: date) -> str:
    return "SUB_ICB_LOCATION" if day >= SUB_ICBS_FROM else "CCG"


def _ons_and_name(code: str, owner: geography.Footprint, day: date) -> tuple[str, str]:
    """ONS code (empty where we know none) and name of an area; a sub-ICB location is named after its ICB and its own code."""
    area = geography.areas()[code]
    if day < SUB_ICBS_FROM:
        return area.ons_2021, area.ccg_name
    return area.ons_2023, f"NHS {owner.short_name} ICB - {code}"
