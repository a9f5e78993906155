"""Who a row is about: the identity columns of each year and level, and the codes and names as written at the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from demo import geography
from demo.geography import Footprint
from demo.gpps.answers import Sample
from demo.places import Texts, Whole
from demo.world import World

_OLD = ("Practice_Code practice Practice_Name practice_name CCG_Code area CCG_Name area_name",
        "STP_Code footprint STP_Name footprint_name CR_Code region CR_Name region_name")  # fmt: skip
_ICS = "ics_code footprint ics_code_ons footprint_ons ics_name footprint_name cr_code region cr_name region_name"
_AD_REGION = "ad_commissioningregioncode region ad_commissioningregionname region_name"
_AD_ICS = f"ad_icscode footprint ad_icsname footprint_name ad_icscodeons footprint_ons {_AD_REGION}"
_AD_PCN = "ad_pcncode pcn ad_pcnname pcn_name"

HEADERS: dict[tuple[int, str], str] = {
    (2018, "Practice"): _OLD[0],
    (2018, "CCG"): "CCG_Code area CCG_Name area_name",
    (2019, "Practice"): f"{_OLD[0]} {_OLD[1]}",
    (2019, "CCG"): f"CCG_Code area CCG_Name area_name {_OLD[1]}",
    (2022, "Practice"): f"practice_code practice practice_name practice_name pcn_code pcn pcn_name pcn_name {_ICS}",
    (2022, "PCN"): f"pcn_code pcn pcn_name pcn_name {_ICS}",
    (2022, "ICS"): _ICS,
    (2024, "Practice"): f"ad_practicecode practice ad_practicename practice_name {_AD_ICS} {_AD_PCN}",
    (2024, "PCN"): f"{_AD_PCN} {_AD_ICS}",
    (2024, "ICS"): _AD_ICS,
    (2024, "Region"): _AD_REGION,
}
"""The publisher's column and our field, by the first year the layout was used and the level; it holds until the next."""

KEYS = {"Practice": "practice", "PCN": "pcn", "ICS": "footprint", "CCG": "area", "Region": "region"}


def levels(year: int) -> tuple[str, ...]:
    """The levels that have a file in a year, from the whole to the part."""
    middle = ("CCG",) if year < 2022 else ("ICS", "PCN") if year < 2025 else ("Region", "ICS", "PCN")
    return ("National", *middle, "Practice")


@dataclass(frozen=True)
class FileRows:
    """The organisations of one file: their identity columns, and which of them each practice of the sample belongs to."""

    columns: dict[str, Sequence[str]]
    group: Whole
    keys: Texts


def rows(world: World, drawn: Sample, level: str) -> FileRows:
    """The organisations of one level in code order. The national file has one row and no code, only `national` = 1."""
    if level == "National":
        return FileRows({"national": ["1"]}, np.zeros(len(drawn.practice), dtype=np.int64), np.array(["England"]))
    known = fields(world, drawn)
    keys, first, group = np.unique(known[KEYS[level]], return_index=True, return_inverse=True)
    layout = HEADERS[max(start for start, name in HEADERS if name == level and start <= drawn.year), level].split()
    pairs = zip(layout[::2], layout[1::2], strict=True)
    return FileRows({header: known[field][first].tolist() for header, field in pairs}, group, keys)


def fields(world: World, drawn: Sample) -> dict[str, Texts]:
    """Every code and name of every practice of the sample, as the files of the year write them."""
    practices, place = world.practices, world.practices.place[drawn.practice]
    # The files carry the areas of the end of fieldwork: those of 2022 still the STP areas of before July.
    day = date(drawn.year, 4, 1)
    vintage = geography.vintage_on(day)
    known = geography.footprints(vintage)
    footprint, region, area = (each[place] for each in (
        world.places.footprints_on(day), world.places.regions_on(day), world.places.areas_on(day)))  # fmt: skip
    spell = _spelling(drawn.year)
    written = "{}" if drawn.year < 2024 else "{} COMMISSIONING REGION"
    regions = {
        code: written.format(name if drawn.year < 2024 else name.upper())
        for code, (_, name) in geography.regions().items()
    }
    return {
        "practice": practices.code[drawn.practice],
        "practice_name": practices.name[drawn.practice],
        "pcn": practices.pcn[drawn.practice],
        "pcn_name": practices.pcn_name[drawn.practice],
        "area": area,
        "area_name": np.array([geography.areas()[code].ccg_name for code in area]),
        "footprint": footprint,
        "footprint_name": np.array([spell(known[code]) for code in footprint]),
        "footprint_ons": np.array([known[code].ons_codes[-1] for code in footprint]),
        "region": region,
        "region_name": np.array([regions[code] for code in region]),
    }


def _spelling(year: int) -> Callable[[Footprint], str]:
    """How the files of a year write the name of a footprint: it changes nearly every time."""
    if year == 2022:
        return lambda footprint: f"{footprint.short_name}\N{NO-BREAK SPACE}Integrated\N{NO-BREAK SPACE}Care System"
    if year < 2024:
        return lambda footprint: footprint.name
    return lambda footprint: f"{footprint.short_name} Integrated Care System".upper()
