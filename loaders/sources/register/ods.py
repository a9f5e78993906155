"""The ODS's own reports as organisations and where they belong: practices, trusts and sites."""

from __future__ import annotations

from functools import partial

import pandas as pd

from insight.model import Level
from loaders.errors import LayoutChanged
from loaders.grammar import counted, listed
from loaders.read.slips import are_slips
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.register.belonging import RegisterAuthority, belongings
from loaders.sources.register.cells import at_once
from loaders.sources.register.ods_day import date_report, vintages_on
from loaders.sources.register.ods_rows import are_practices, one_each, read_rows

_MANY = 20
"""Organisations of which some are open."""
_OFFICES = r"Q\d\d"
"""Codes in column 4 until 2020: offices of NHS England, and Q99 for Wales. They are no footprints."""
_NAMES_OFFICES = "it names offices of NHS England and no footprints: other files say where its trusts lie, or none does"
_WALES = "W00"
"""Region of the Welsh organisations, which no footprint serves: of 738 in a report of 2021 none has one."""


def identify(layout: str, raw: Raw, reference: Reference) -> Release:
    """One release per kind of report and vintage, so that a report of the next vintage does not take the place of the last."""
    rows = _of_kind(raw, layout, reference)
    if rows.empty:
        raise LayoutChanged(raw.name, f"at least one {layout.removesuffix('s')}", "none")
    if rows["closed"].notna().all() and len(rows) >= _MANY:
        raise LayoutChanged(raw.name, f"{layout} that are open", f"{len(rows):,} that have all closed")
    dated = date_report(rows, raw, reference)
    offices = layout == "trusts" and _names_offices(rows)
    since = "" if layout == "sites" or offices else _since(rows, dated.vintage, reference)
    note = "; ".join(filter(None, (dated.note, _NAMES_OFFICES if offices else since)))
    return Release(
        id=f"register.{layout}.{dated.vintage or 'before'}",
        title=f"ODS {layout}, {dated.day:%B %Y}",
        start=dated.day,
        end=(pd.Timestamp(dated.day) + pd.Timedelta(days=1)).date(),
        details={"vintage": dated.vintage or "", "note": note, "doubt": at_once(rows, "code", "opened", "closed")},
    )


def _since(rows: pd.DataFrame, vintage: str | None, reference: Reference) -> str:
    """A sentence on closed organisations that lie in a footprint which came after they had closed; '' where there are none."""
    closed = rows[rows["closed"].notna() & rows["footprint"].isin(list(reference.footprint_names(vintage or "")))]
    _, footprint = _known_parents(closed, vintages_on(closed["closed"], reference), reference)
    later = closed["code"][footprint.isna() & (closed["closed"].dt.date >= reference.vintages[0].start)]
    where = f"in footprints of {vintage}, which came later: this report does not place them"
    return f"{counted(len(later), 'closed one')} of its {len(rows):,} stand {where}" if len(later) else ""


def sites(raw: Raw, release: Release, reference: Reference) -> Tables:
    """Sites of NHS trusts, open and closed: one org each, belonging to the trust that runs it, or ran it when it closed."""
    rows = one_each(_of_kind(raw, release.details["layout"], reference), raw.name)
    vintage = _vintages(rows, release, reference)
    membership = belongings(rows["code"], rows["area"], vintage, RegisterAuthority.ODS_REGISTER)
    return {"orgs": _orgs(rows, Level.SITE), "membership": membership}


def _in_footprints(level: Level, raw: Raw, release: Release, reference: Reference) -> Tables:
    """English GP practices, or NHS trusts, open and closed: one org each, in its commissioner's area and its footprint.

    Columns 4 and 15 hold what was true when one closed, so it is placed in the vintage of that day. A trust's footprint is that of
    its headquarters: ambulance trusts serve several and are in one here.
    """
    rows = one_each(_of_kind(raw, release.details["layout"], reference), raw.name)
    vintage = _vintages(rows, release, reference)
    if level is Level.TRUST:
        _refuse_other_regions(rows[rows["closed"].isna()], release, raw.name, reference)
    area, footprint = _known_parents(rows, vintage, reference)
    if not footprint.notna().any() and not _names_offices(rows):
        found = listed(sorted(set(rows["footprint"])))
        raise LayoutChanged(raw.name, "footprints in column 4 that the code lists know", found)
    basis = RegisterAuthority.ODS_REGISTER
    membership = [belongings(rows["code"], parent, vintage, basis) for parent in (area, footprint)]
    return {"orgs": _orgs(rows, level), "membership": pd.concat(membership, ignore_index=True)}


REPORTS = {
    "practices": partial(_in_footprints, Level.PRACTICE),
    "trusts": partial(_in_footprints, Level.TRUST),
    "sites": sites,
}
"""How each report is read."""


def _of_kind(raw: Raw, layout: str, reference: Reference) -> pd.DataFrame:
    """The rows of a report that are what it is asked for: its settings, region and parents say so."""
    rows = read_rows(raw)
    if layout == "practices":
        english = rows["footprint"].isin(reference.tables["footprints"]["code"])
        return rows[are_practices(rows) & (english | (rows["region"] != _WALES))]
    return rows[(rows["area"] != "") & (rows["area"] != rows["code"])] if layout == "sites" else rows


def _orgs(rows: pd.DataFrame, level: Level) -> pd.DataFrame:
    """One row per code."""
    orgs = rows[["code", "name", "opened", "closed", "postcode"]].assign(level=str(level))
    return orgs.assign(postcode=orgs["postcode"].replace("", None)).reset_index(drop=True)


def _names_offices(rows: pd.DataFrame) -> bool:
    """Whether column 4 holds what it held before it held footprints, in every row that says anything."""
    return bool(rows["footprint"].str.fullmatch(f"{_OFFICES}|").all() and rows["footprint"].ne("").any())


def _refuse_other_regions(rows: pd.DataFrame, release: Release, file: str, reference: Reference) -> None:
    """Raise LayoutChanged where more than slips stand beside another region than that of their footprint: 0 of 212 in 2021."""
    regions = reference.regions_of(release.details["vintage"])
    judged = rows[rows["footprint"].isin(list(regions)) & rows["region"].ne("")]
    odd = [region not in regions[of] for of, region in zip(judged["footprint"], judged["region"], strict=True)]
    if not are_slips(sum(odd), len(odd), few=2):
        first = judged[odd].iloc[0]
        expected = "column 4 in the region of column 3, as of nearly all open trusts"
        raise LayoutChanged(file, expected, f"{sum(odd)} of {len(odd)}, such as {first['code']}")


def _vintages(rows: pd.DataFrame, release: Release, reference: Reference) -> pd.Series:
    """The vintage in force when each row's org closed, and that of the report for those that are open."""
    report = release.details["vintage"] or None
    return vintages_on(rows["closed"], reference).where(rows["closed"].notna(), report)


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
