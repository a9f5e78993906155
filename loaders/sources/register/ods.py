"""The ODS's own reports: practices (`epraccur`), trusts (`etr`) and their sites (`ets`), 27 columns and no header.

Only codes, names, dates and postcodes are read: telephone numbers and street addresses never leave the file.
Column meanings: ODS reference data catalogue, epraccur, etr and ets.
"""

from __future__ import annotations

import re

import pandas as pd

from insight.model import Level
from loaders.errors import LayoutChanged
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.register.belonging import Word, belongings
from loaders.sources.register.text import Rows, without_header

COLUMNS = {
    1: "code", 2: "name", 4: "footprint", 10: "postcode", 11: "opened", 12: "closed", 13: "status", 15: "area", 26: "setting",
}  # fmt: skip
"""The publisher's column number, from 1 -> our name. 15 is the parent: a practice's commissioner, a site's trust."""

WIDTH = 27
GP_PRACTICE = "4"
"""Prescribing setting of a GP practice; all others are walk-in centres, hospices, prisons and other cost centres."""

_CODES = {
    "practices": re.compile(r"[A-Z]\d{5}"),
    "trusts": re.compile(r"[RT][A-Z0-9]{2}"),
    "sites": re.compile(r"[RT][A-Z0-9]{4}"),
}


def kind(rows: Rows) -> str | None:
    """Whether rows without a header are practices, trusts or sites of the ODS: by their width and most of their codes."""
    if not rows or any(len(row) != WIDTH for row in rows[:20]):
        return None
    for name, code in _CODES.items():
        if sum(bool(code.fullmatch(row[0])) for row in rows) * 2 > len(rows):
            return name
    return None


def identify(raw: Raw, layout: str, reference: Reference) -> Release:
    """One release per kind of report and vintage, so that a report of the next vintage does not take the place of the last."""
    newest = _newest_day(_read(raw), raw.name)
    vintage = reference.vintage_in_force(newest.date())
    return Release(
        id=f"register.{layout}.{vintage or 'before'}",
        title=f"ODS {layout}, {newest:%B %Y}",
        start=newest.date(),
        end=(newest + pd.Timedelta(days=1)).date(),
        details={"layout": layout},
    )


def practices(raw: Raw, release: Release, reference: Reference) -> Tables:
    """English GP practices, open and closed: one org each, in its commissioner's area and its footprint.

    Columns 4 and 15 hold what was true when a practice closed, so a closed one is placed in the vintage of that day.
    """
    rows = _read(raw)
    english = ~rows["code"].str.startswith("W")
    rows = rows[(rows["setting"] == GP_PRACTICE) & rows["status"].isin(["A", "C"]) & english]
    return _tidy(rows, Level.PRACTICE, raw.name, reference)


def trusts(raw: Raw, release: Release, reference: Reference) -> Tables:
    """NHS trusts: one org each, in the footprint of its headquarters. Ambulance trusts serve several and are in one here."""
    rows = _read(raw)
    return _tidy(rows[rows["code"].str.fullmatch(_CODES["trusts"])], Level.TRUST, raw.name, reference)


def sites(raw: Raw, release: Release, reference: Reference) -> Tables:
    """Sites of NHS trusts, open and closed: one org each, belonging to the trust that runs it, or ran it when it closed."""
    rows = _read(raw)
    rows = rows[rows["area"].str.fullmatch(_CODES["trusts"]) & (rows["code"] != rows["area"])]
    orgs = _orgs(rows, Level.SITE, raw.name)
    membership = belongings(rows["code"], rows["area"], _last_vintage(rows, raw.name, reference), Word.ODS_REGISTER)
    return {"orgs": orgs, "membership": membership}


def _orgs(rows: pd.DataFrame, level: Level, file: str) -> pd.DataFrame:
    """One row per code."""
    if rows.empty:
        raise LayoutChanged(file, f"at least one {level}", "none")
    orgs = rows[["code", "name", "opened", "closed", "postcode"]].assign(level=str(level))
    orgs["postcode"] = orgs["postcode"].replace("", None)
    return orgs.drop_duplicates("code", ignore_index=True)


def _tidy(rows: pd.DataFrame, level: Level, file: str, reference: Reference) -> Tables:
    orgs = _orgs(rows, level, file)
    vintage = _last_vintage(rows, file, reference)
    area, footprint = _known_parents(rows, vintage, reference)
    if not footprint.notna().any():
        raise LayoutChanged(
            file, "footprints in column 4 that the code lists know", f"{sorted(set(rows['footprint']))[:5]}"
        )
    membership = pd.concat(
        [
            belongings(rows["code"], area, vintage, Word.ODS_REGISTER),
            belongings(rows["code"], footprint, vintage, Word.ODS_REGISTER),
        ],
        ignore_index=True,
    )
    return {"orgs": orgs, "membership": membership}


def _read(raw: Raw) -> pd.DataFrame:
    rows = without_header(raw, COLUMNS)
    for column in ("opened", "closed"):
        rows[column] = pd.to_datetime(rows[column], format="%Y%m%d", errors="coerce")
    return rows


def _newest_day(rows: pd.DataFrame, file: str) -> pd.Timestamp:
    """The day the report tells about: the newest opening or closing in it. It carries no date of its own."""
    standing = rows[rows["status"].isin(["A", "C", ""])]
    newest = standing[["opened", "closed"]].max().max()
    if pd.isna(newest):
        raise LayoutChanged(file, "opening dates in column 11", "none")
    return newest


def _last_vintage(rows: pd.DataFrame, file: str, reference: Reference) -> pd.Series:
    """The vintage in force when each row's org closed, or on the day of the report."""
    return _vintages(rows["closed"].fillna(_newest_day(rows, file)), reference)


def _vintages(days: pd.Series, reference: Reference) -> pd.Series:
    """The vintage in force on each day; missing before the first."""
    edges = [vintage.start for vintage in reference.vintages]
    position = pd.Series(pd.DatetimeIndex(edges).searchsorted(days, side="right") - 1, index=days.index)
    return position.map(dict(enumerate(vintage.id for vintage in reference.vintages)))


def _known_parents(rows: pd.DataFrame, vintage: pd.Series, reference: Reference) -> tuple[pd.Series, pd.Series]:
    """Area and footprint of each row as far as its vintage knows the codes; the footprint by way of the area where it must."""
    area = pd.Series(None, index=rows.index, dtype=object)
    footprint = area.copy()
    for each in vintage.dropna().unique():
        then = rows[vintage == each]
        areas = reference.footprint_of_area(each)
        area[then.index] = then["area"].where(then["area"].isin(list(areas)))
        own = then["footprint"].where(then["footprint"].isin(list(reference.footprint_names(each))))
        footprint[then.index] = own.fillna(then["area"].map(areas))
    return area, footprint
