"""Practice to PCN, sub-ICB location and footprint, month by month (`gp-reg-pat-prac-map`), under the codes of its day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pandas as pd

from insight.model import Level
from loaders.errors import LayoutChanged
from loaders.grammar import listed
from loaders.months import month_after
from loaders.read.cells import lines_of, one_day, refuse
from loaders.read.parents import named_otherwise, refuse_other_regions
from loaders.read.plain_tables import header_of, opening, with_header
from loaders.read.slips import are_slips, contradicts
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.register.belonging import RegisterAuthority, belongings, news_only, vintage_on
from loaders.sources.register.cells import check_cells, check_one_each

_ALWAYS = {
    "day": "extract_date",
    "practice": "practice_code",
    "practice_name": "practice_name",
    "postcode": "practice_postcode",
    "pcn": "pcn_code",
    "pcn_name": "pcn_name",
}
ERAS = {
    "ccg": _ALWAYS | {
        "area": "ccg_code",
        "area_ons": "ons_ccg_code",
        "area_name": "ccg_name",
        "footprint": "stp_code",
    },
    "sub_icb": _ALWAYS | {
        "area": "sub_icb_location_code",
        "area_ons": "ons_sub_icb_location_code",
        "area_name": "sub_icb_location_name",
        "footprint": "icb_code",
    },
}  # fmt: skip
"""Our name -> the publisher's, until June 2022 and from July 2022."""

_TURN, _GRACE = date(2022, 7, 1), timedelta(days=92)
"""The first day of sub-ICB locations, and how much later groups may still be named."""

_ONE_EACH = (("practice", "area"), ("practice", "practice_name"), ("pcn", "pcn_name"), ("area_ons", "area"), ("area", "area_name"))  # fmt: skip
"""A code and what is the same wherever it stands. A new area may stand beside the ONS codes of those it is made of for months."""

_OF_ONE_VINTAGE = (("area", "footprint"), ("footprint_ons", "footprint"))
"""The same within one vintage."""

_BESIDE = {"ons_stp_code": "footprint_ons", "ons_icb_code": "footprint_ons", "comm_region_code": "region"}
"""Held against the footprint where a file has it."""

NO_PCN = "U"
"""Code of the row "Unallocated"."""


def era(header: tuple[str, ...]) -> str | None:
    """Which era's columns a header has; None if it is another file."""
    own = {"practice_code", "pcn_code", "extract_date"}
    if not own <= set(header):
        return None
    return next((name for name, columns in ERAS.items() if columns["area"] in header), None)


def identify(raw: Raw, reference: Reference) -> Release:
    """One release per vintage: within one, a newer month takes the place of an older."""
    rows = _read(raw)
    day = one_day(rows["day"], raw.name)
    of_groups = era(header_of(opening(raw))) == "ccg"
    if day > _TURN + _GRACE if of_groups else day < _TURN:
        raise LayoutChanged(raw.name, "an extract date of the years of its columns", f"{day}")
    vintage = vintage_on(day, rows["footprint"], raw.name, reference)
    strange = sorted(set(rows["footprint"]) - reference.footprint_names(vintage).keys())
    rows = rows[~rows["footprint"].isin(strange)]
    _check(rows, _OF_ONE_VINTAGE, raw.name)
    if "footprint_ons" in rows:
        own = rows["footprint_ons"].map(reference.footprints_by_ons_code(vintage))
        contradicts = own.notna() & (own != rows["footprint"])
        refuse(rows["footprint"], contradicts, "the footprint of its ONS code", raw.name)
    if "region" in rows:
        refuse_other_regions(raw.name, rows.assign(vintage=vintage), reference)
    note = f"No footprints of {vintage}, so who lies there is placed by area: {listed(strange)}." if strange else ""
    doubt = named_otherwise(rows, "area", "area_name") or _torn(rows) or _late(of_groups, day)
    return Release(
        id=f"register.practice_mapping.{vintage}",
        title=f"GP practice mapping, {day:%B %Y}",
        start=day,
        end=month_after(day),
        details={"vintage": vintage, "note": note, "doubt": doubt},
    )


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """Practices, PCNs and sub-ICB locations, and each in its parents.

    A PCN across a border is in every footprint in which it has practices: the file says no more than that.
    """
    rows = _read(raw)
    vintage = release.details["vintage"]
    rows["footprint"] = rows["footprint"].where(rows["footprint"].isin(list(reference.footprint_names(vintage))), "")
    pcn = rows["pcn"].where(rows["pcn"] != NO_PCN, "")

    orgs = pd.concat(
        [
            _orgs(Level.PRACTICE, code=rows["practice"], name=rows["practice_name"], postcode=rows["postcode"]),
            _orgs(Level.PCN, code=pcn, name=rows["pcn_name"]),
            _orgs(Level.SUB_ICB, code=rows["area"], name=rows["area_name"], ons_code=rows["area_ons"]),
        ],
        ignore_index=True,
    )
    practice, area, footprint = rows["practice"], rows["area"], rows["footprint"]
    pairs = ((practice, pcn), (practice, area), (practice, footprint), (pcn, footprint), (area, footprint))
    found = [belongings(*pair, vintage, RegisterAuthority.PRACTICE_MAPPING) for pair in pairs]
    membership = pd.concat(found, ignore_index=True)
    return {"orgs": orgs, "membership": news_only(membership, reference)}


def _torn(rows: pd.DataFrame) -> str:
    """Why networks and the rest of a row have come apart, as a sentence; '' where they have not.

    A few networks lie in several footprints: 4 of 1,254 in January 2021, and 388 once networks stand a row higher.
    """
    mine = rows[~rows["pcn"].isin(["", NO_PCN])]
    torn = mine.groupby("pcn")["footprint"].nunique().gt(1)
    if are_slips(int(torn.sum()), len(torn), few=2):
        return ""
    first = torn.index[torn][0]
    where = listed(sorted(mine["footprint"][mine["pcn"] == first].unique()))
    return contradicts(
        f"{torn.sum():,} of {len(torn):,} networks have practices in several footprints, such as {first} in {where}"
    )


def _late(of_groups: bool, day: date) -> str:
    """Why clinical commissioning groups of a day when there were none are doubted, as a sentence; '' where there were."""
    if not of_groups or day < _TURN:
        return ""
    return contradicts(
        f"its columns are of CCGs, which ended before {_TURN:%d %B %Y}, and its extract date is {day:%d %B %Y}"
    )


def _orgs(level: Level, **columns: pd.Series) -> pd.DataFrame:
    """One row per code; rows without a code are of no organisation."""
    frame = pd.DataFrame(columns).assign(level=str(level))
    return frame[frame["code"] != ""].drop_duplicates("code").replace("", None)


def _read(raw: Raw) -> pd.DataFrame:
    frame = with_header(raw)
    names = ERAS[era(tuple(frame.columns)) or "sub_icb"] | {
        ours: theirs for theirs, ours in _BESIDE.items() if theirs in frame
    }
    rows = lines_of(frame, names, raw.name)
    check_cells(rows, "practice_mapping", raw.name)
    _check(rows, _ONE_EACH, raw.name)
    return rows


def _check(rows: pd.DataFrame, pairs: Iterable[tuple[str, str]], file: str) -> None:
    for code, fact in pairs:
        if {code, fact} <= set(rows):
            check_one_each(rows, code, fact, file)
