"""ONS lookups from small areas by way of CCGs or sub-ICB locations to footprints.

A column name says which year's codes it holds (`ICB26CD`); that year says the vintage, and the codes must agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import pandas as pd

from insight.model import Level
from loaders.errors import LayoutChanged
from loaders.read.cells import lines_of, refuse
from loaders.read.parents import named_otherwise
from loaders.read.plain_tables import with_header
from loaders.read.small_area_names import misnamed
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.register.belonging import RegisterAuthority, belongings, news_only
from loaders.sources.register.cells import check_cells, check_one_each

_COLUMN = re.compile(r"(lsoa|sicbl|ccg|icb|stp)(\d\d)(cdh|cd|nm)")
_ROLES = {"sicbl": "area", "ccg": "area", "icb": "footprint", "stp": "footprint", "lsoa": "lsoa"}
_KINDS = {"cdh": "ods", "cd": "ons", "nm": "name"}
_NEEDED = {"area_ods": "ODS code", "area_name": "name"}


def roles(header: Iterable[str]) -> dict[str, str]:
    """What the columns are for: `area_ods`, `footprint_ons`, ... -> the publisher's name."""
    found: dict[str, str] = {}
    for name in header:
        if match := _COLUMN.fullmatch(name):
            found.setdefault(f"{_ROLES[match[1]]}_{_KINDS[match[3]]}", name)
    return found


def is_small_areas(header: tuple[str, ...]) -> bool:
    """An ONS lookup of LSOAs."""
    return {"lsoa_ons", "area_ons", "footprint_ons"} <= set(roles(header))


def is_names(header: tuple[str, ...]) -> bool:
    """A list of footprints by ONS code with their ODS codes or names, with or without what they lie in."""
    found = set(roles(header))
    return "footprint_ons" in found and bool(found & {"footprint_ods", "footprint_name"}) and not is_small_areas(header)


def identify(raw: Raw, reference: Reference) -> Release:
    """One release per vintage. Raises LayoutChanged for a lookup without a name and an ODS code (CDH) of every area."""
    frame = with_header(raw)
    columns = roles(frame.columns)
    if missing := [role for role in _NEEDED if role not in columns]:
        found = f"no {' and no '.join(_NEEDED[role] for role in missing)} among {', '.join(frame.columns)}"
        raise LayoutChanged(raw.name, "names and ODS codes of areas, such as SICBL26NM and SICBL26CDH", found)
    year = _year(columns["footprint_ons"])
    if (other := _year(columns["area_ons"])) != year:
        raise LayoutChanged(raw.name, f"areas of {year}, as its footprints", f"areas of {other}")
    vintage = _vintage(year, frame[columns["footprint_ons"]], raw.name, reference)
    doubt = misnamed(frame, columns["lsoa_ons"]) or named_otherwise(frame, columns["area_ods"], columns["area_name"])
    return Release(
        id=f"register.small_areas.{vintage}",
        title=f"ONS lookup of small areas to footprints, {year}",
        start=date(year, 1, 1),
        end=date(year + 1, 1, 1),
        details={"vintage": vintage, "doubt": doubt},
    )


def small_areas(raw: Raw, release: Release, reference: Reference) -> Tables:
    """CCGs or sub-ICB locations as orgs, each in its footprint; and in which of them each LSOA lies, which is no organisation."""
    frame = with_header(raw)
    rows = lines_of(frame, roles(frame.columns), raw.name)
    check_cells(rows, "small_areas", raw.name)
    for fact in ("area_ons", "area_name", "footprint_ons"):
        check_one_each(rows, "area_ods", fact, raw.name)
    by_ons_code = reference.footprints_by_ons_code(release.details["vintage"])
    if "footprint_ods" in rows:
        contradicts = rows["footprint_ods"] != rows["footprint_ons"].map(by_ons_code)
        refuse(rows["footprint_ods"], contradicts, "the footprint of its ONS code", raw.name)
    check_one_each(rows, "lsoa_ons", "area_ods", raw.name)
    homes = rows.rename(columns={"lsoa_ons": "area", "area_ods": "parent"})[["area", "parent"]].drop_duplicates()
    rows = rows.drop_duplicates("area_ods")
    orgs = pd.DataFrame(
        {"code": rows["area_ods"], "level": str(Level.SUB_ICB), "name": rows["area_name"], "ons_code": rows["area_ons"]}
    )
    parents = rows["footprint_ons"].map(by_ons_code)
    membership = belongings(rows["area_ods"], parents, release.details["vintage"], RegisterAuthority.ONS_LOOKUP)
    return {
        "orgs": orgs.reset_index(drop=True),
        "membership": news_only(membership, reference),
        "small_area_homes": homes.reset_index(drop=True),
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
