"""Lookups from small areas, CCGs, PCNs and trusts to footprints, whoever republished them and whatever they call their columns.

A column name says which year's codes it holds (`ICB26CD`, `stp21_code`); that year says the vintage, and the codes must agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import pandas as pd

from insight.model import Level
from loaders.errors import LayoutChanged, NotUsable
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.register.belonging import Word, belongings, news_only
from loaders.sources.register.text import required, with_header

_COLUMN = re.compile(r"(lsoa|sicbl|ccg|icb|stp|nhs_trust)(\d\d)(?:_?(code_h|code_nhs|cdh)|_?(code|cd)|_?(name|nm))")
_ROLES = {"sicbl": "area", "ccg": "area", "icb": "footprint", "stp": "footprint", "nhs_trust": "trust", "lsoa": "lsoa"}

TITLES = {"small_areas": "Lookup of small areas to footprints", "trust_lookup": "Lookup of trusts to footprints"}


def roles(header: Iterable[str]) -> dict[str, str]:
    """What the columns are for: `area_ods`, `footprint_ons`, `trust_ons`, ... -> the publisher's name."""
    found: dict[str, str] = {}
    for name in header:
        if match := _COLUMN.fullmatch(name):
            kind = "ods" if match[3] else "ons" if match[4] else "name"
            found.setdefault(f"{_ROLES[match[1]]}_{kind}", name)
    return found


def is_small_areas(header: tuple[str, ...]) -> bool:
    """An ONS lookup of LSOAs."""
    return {"lsoa_ons", "area_ons", "footprint_ons"} <= set(roles(header))


def is_trusts(header: tuple[str, ...]) -> bool:
    """Each trust in one footprint."""
    return {"trust_ons", "footprint_ons"} <= set(roles(header)) and not is_shares(header)


def is_names(header: tuple[str, ...]) -> bool:
    """A list of footprints by ONS and ODS code, with or without what they lie in."""
    return {"footprint_ons", "footprint_ods"} <= set(roles(header)) and not is_small_areas(header)


def is_shares(header: tuple[str, ...]) -> bool:
    """Shares of a trust's admissions by footprint."""
    return "trust_ons" in roles(header) and any("proportion" in name for name in header)


def identify(raw: Raw, layout: str, reference: Reference) -> Release:
    """One release per kind of lookup and vintage. Raises NotUsable for a lookup whose CCGs carry no ODS codes."""
    frame = with_header(raw)
    columns = roles(frame.columns)
    if layout == "small_areas" and "area_ods" not in columns:
        raise NotUsable(
            f"{raw.name}: names CCGs by ONS codes alone; a lookup with ODS codes (CCG21CDH, SICBL26CDH) is needed."
        )
    year = _year(columns["footprint_ons"])
    vintage = _vintage(year, frame[columns["footprint_ons"]], raw.name, reference)
    return Release(
        id=f"register.{layout}.{vintage}",
        title=f"{TITLES[layout]}, {year}",
        start=date(year, 1, 1),
        end=date(year + 1, 1, 1),
        details={"layout": layout, "vintage": vintage},
    )


def small_areas(raw: Raw, release: Release, reference: Reference) -> Tables:
    """CCGs or sub-ICB locations as orgs, each in its footprint. LSOAs themselves are not organisations and are passed over."""
    frame = with_header(raw)
    names = {role: name for role, name in roles(frame.columns).items() if role.startswith(("area", "footprint_ons"))}
    rows = required(frame, names, raw.name).drop_duplicates("area_ods")
    orgs = pd.DataFrame(
        {"code": rows["area_ods"], "level": str(Level.SUB_ICB), "name": rows["area_name"], "ons_code": rows["area_ons"]}
    )
    parents = rows["footprint_ons"].map(reference.footprints_by_ons_code(release.details["vintage"]))
    membership = belongings(rows["area_ods"], parents, release.details["vintage"], Word.ONS_LOOKUP)
    return {"orgs": orgs.reset_index(drop=True), "membership": news_only(membership, reference)}


def trusts(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One row per trust, in one footprint."""
    frame = with_header(raw)
    columns = roles(frame.columns)
    parents = frame[columns["footprint_ons"]].map(reference.footprints_by_ons_code(release.details["vintage"]))
    return {
        "membership": belongings(frame[columns["trust_ons"]], parents, release.details["vintage"], Word.TRUST_LOOKUP)
    }


def _year(column: str) -> int:
    """The year whose codes a column holds."""
    match = _COLUMN.fullmatch(column)
    assert match, column
    return 2000 + int(match[2])


def _vintage(year: int, codes: pd.Series, file: str, reference: Reference) -> str:
    """The vintage in force at the end of a year or, as codes are often those of April, at its start, if it knows them all."""
    last, first = (reference.vintage_in_force(day) for day in (date(year, 12, 31), date(year, 1, 1)))
    for vintage in filter(None, (last, first)):
        if set(codes) <= set(reference.footprints_by_ons_code(vintage)):
            return vintage
    odd = sorted(set(codes) - set(reference.footprints_by_ons_code(last) if last else ()))
    raise LayoutChanged(file, f"footprints of {last or 'a known vintage'}, for {year}", f"also {', '.join(odd[:5])}")
