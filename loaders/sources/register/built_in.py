"""The product's own code lists (vintages, footprints, regions, lineage, areas): the built-in ones, and new ones dropped in.

A list that is dropped in stands beside the built-in one, row by row before it. A release is named after the newest vintage it tells
of, so that a corrected list of one's own takes the place of the one before.
"""

from __future__ import annotations

import pandas as pd

from insight.model import ENGLAND, Level
from loaders.build import code_lists
from loaders.errors import LayoutChanged
from loaders.grammar import listed
from loaders.read.cells import numbered, refuse
from loaders.read.plain_tables import with_header
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.register.belonging import RegisterAuthority, belongings
from loaders.sources.register.cells import check_cells
from loaders.sources.register.days import days_of
from loaders.store.receipt import BUILTIN

_VINTAGE_COLUMN = {"vintages": "id", "footprints": "vintage", "lineage": "later_vintage", "areas": "vintage"}


def identify(layout: str, raw: Raw, reference: Reference) -> Release:
    """One release per list and newest vintage in it, apart from the list that comes with this product; regions have no vintage."""
    rows = with_header(raw)
    if rows.empty:
        raise LayoutChanged(raw.name, f"rows of {layout}", "only a header")
    column = _VINTAGE_COLUMN.get(layout)
    newest = max(rows[column], key=lambda vintage: vintage[-4:]) if column else "all"
    given = "" if raw.url.startswith(BUILTIN) else ".given"
    return Release(
        id=f"register.{layout}.{newest}{given}",
        title=f"Code list: {layout}, {newest}" if column else f"Code list: {layout}",
    )


def vintages(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One row per vintage."""
    return {"vintages": _dated(_rows(raw, "vintages"), raw.name, "start", "end")}


def footprints(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One row per footprint per vintage, each in a region of the lists."""
    rows = _rows(raw, "footprints")
    regions = numbered(rows, headings=1)["region"]
    refuse(regions, ~regions.isin(["", *reference.tables["regions"]["code"]]), "a region of the code lists", raw.name)
    return {"footprints": rows.replace("", None)}


def regions(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One org per NHS region, open or closed, and England, the whole they are parts of."""
    listed = _rows(raw, "regions")
    rows = listed.assign(level=str(Level.REGION), ons_code=listed["ons_codes"].str.split(";").str[-1])
    rows = rows.drop(columns="ons_codes")
    england = pd.DataFrame({"code": [ENGLAND], "ons_code": ENGLAND, "name": "England", "level": str(Level.ENGLAND)})
    return {"orgs": pd.concat([england, _dated(rows, raw.name, "opened", "closed")], ignore_index=True)}


def lineage(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One row per succession."""
    rows = _rows(raw, "lineage")
    same = rows["same_area"].str.lower().map({"true": True, "false": False})
    if same.isna().any():
        raise LayoutChanged(raw.name, "true or false in same_area", listed(sorted(set(rows["same_area"]))))
    lines = numbered(rows, headings=1)
    for time in ("earlier", "later"):
        known = {vintage: reference.footprint_names(vintage) for vintage in lines[f"{time}_vintage"].unique()}
        codes = zip(lines[f"{time}_vintage"], lines[time], strict=True)
        odd = [bool(known[of]) and code not in known[of] for of, code in codes]
        refuse(lines[time], pd.Series(odd, lines.index, dtype=bool), f"a footprint of its {time} vintage", raw.name)
    return {"lineage": rows.assign(same_area=same.astype(bool))}


def areas(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One row per CCG or sub-ICB location in its footprint, per vintage."""
    rows = _rows(raw, "areas")
    return {"membership": belongings(rows["code"], rows["parent"], rows["vintage"], RegisterAuthority.CODE_LIST)}


LISTS = {"vintages": vintages, "footprints": footprints, "regions": regions, "lineage": lineage, "areas": areas}
"""How each code list is read."""


def _rows(raw: Raw, layout: str) -> pd.DataFrame:
    """The rows of a code list. Raises LayoutChanged by line for a cell that its column cannot hold."""
    rows = with_header(raw)
    lines = numbered(rows, headings=1)
    check_cells(lines, layout, raw.name)
    key = code_lists.KEYS[layout]
    refuse(lines[key[-1]], lines.duplicated(key), f"each {' and '.join(key)} once", raw.name)
    return rows


def _dated(rows: pd.DataFrame, file: str, *columns: str) -> pd.DataFrame:
    """The same rows with the columns of a code list that hold days as days. Raises LayoutChanged by line for what is none."""
    lines = rows.set_axis(rows.index + 2, axis="index")
    return rows.assign(**{column: days_of(lines[column], file, "%Y-%m-%d").to_numpy() for column in columns})
