"""Who the rated places are and where they belong: to a practice, a trust, an area, a footprint - each on whose word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum

import pandas as pd

from insight.model import Level
from loaders.reference import Reference
from loaders.sources.cqc.findings import Findings, RegisteredLocation, is_trust
from loaders.sources.cqc.tables import areas_by_ons_code


class CqcAuthority(StrEnum):
    """Whose word a membership rests on."""

    ICB = "CQC, ICB of the postcode"
    AREA = "CQC, sub-ICB location of the postcode"
    COMMISSIONER = "CQC, commissioning sub-ICB location"
    ODS_CODE = "CQC ODS code"
    PROVIDER = "CQC provider code"


PRACTICE = re.compile(r"[A-UW-Z]\d{5}")
"""ODS codes of practices. Codes with V are dentists and care homes, which the register of practices does not hold."""

PLACED_IN = ("icb-2022", "icb-2026")
"""Vintages every place is put into, where its codes are known there, besides the one in force on the day of the file."""

ENLARGED = {"92A": date(2026, 4, 1), "D9Y0V": date(2026, 4, 1)}
"""Areas that took in ground under an unchanged code, and when (loaders/reference/README.md, Frimley): the code no longer
tells where a place lay before."""

Link = tuple[str, str, str, str]


def orgs(found: Findings) -> pd.DataFrame:
    """One row per registered location and per NHS trust rated as a provider."""
    level, trust = str(Level.LOCATION), str(Level.TRUST)
    rows = [
        *(
            (each.id, level, each.name, each.opened, each.postcode or None, each.longitude, each.latitude)
            for each in found.places.values()
        ),
        *((code, trust, name, None, None, None, None) for code, name in found.trusts.items()),
    ]
    whole = pd.DataFrame(rows, columns=["code", "level", "name", "opened", "postcode", "longitude", "latitude"])
    return whole.astype({"longitude": float, "latitude": float})


def membership(places: Iterable[RegisteredLocation], when: date, reference: Reference) -> pd.DataFrame:
    """One row per belonging of a location, in every vintage it can be placed in; each child and parent once."""
    vintages = [each.id for each in reference.vintages if each.id in PLACED_IN or each.in_force(when)]
    links = dict[tuple[str, str, str], str]()
    for place in places:
        for child, parent, vintage, basis in _links(place, vintages, when, reference):
            links.setdefault((child, parent, vintage), basis)
    rows = [(*key, basis) for key, basis in links.items()]
    return pd.DataFrame(rows, columns=["child", "parent", "vintage", "basis"], dtype="str")


def _links(place: RegisteredLocation, vintages: Iterable[str], when: date, reference: Reference) -> Iterator[Link]:
    for vintage in vintages:
        if PRACTICE.fullmatch(place.ods):
            yield place.id, place.ods, vintage, str(CqcAuthority.ODS_CODE)
        if is_trust(place.provider):
            yield place.id, place.provider, vintage, str(CqcAuthority.PROVIDER)
        yield from _areas(place, vintage, when, reference)


def _areas(place: RegisteredLocation, vintage: str, when: date, reference: Reference) -> Iterator[Link]:
    """The area and the footprint: where the place lies goes before who pays for it."""
    footprints = reference.footprint_of_area(vintage)
    ours = reference.footprints_by_ons_code(vintage).get(place.icb)
    if ours:
        yield place.id, ours, vintage, str(CqcAuthority.ICB)
    for code, word in ((place.area, CqcAuthority.AREA), (place.commissioner, CqcAuthority.COMMISSIONER)):
        area = _known_area(code, footprints, vintage, when, reference)
        if area and ours in (None, footprints[area]):
            yield place.id, area, vintage, str(word)
            if not ours:
                yield place.id, footprints[area], vintage, str(word)
            return


def _known_area(code: str, footprints: Mapping[str, str], vintage: str, when: date, reference: Reference) -> str | None:
    """The ODS code of an area of this vintage. An ONS code names one extent for ever; ODS codes outlive theirs."""
    by_ons = areas_by_ons_code().get(code)
    if by_ons:
        return by_ons if by_ons in footprints else None
    if code not in footprints:
        return None
    grown = ENLARGED.get(code)
    vintage_ended = next(each.end for each in reference.vintages if each.id == vintage)
    if grown and when >= grown and vintage_ended and vintage_ended <= grown:
        return None
    return code
