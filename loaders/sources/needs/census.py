"""Ethnic groups of residents by LSOA (Census 2021, table TS021 as Nomis hands it out), England and Wales."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from loaders.errors import LayoutChanged, NotUsable
from loaders.read.cells import by_line, counts, refuse
from loaders.read.plain_tables import with_header
from loaders.read.small_area_names import misnamed
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.needs.declared import CENSUS_DAY
from loaders.sources.needs.small_areas import english, shares

_GROUP = "ethnic group: "
COLUMNS = {
    "area": "geography code",
    "total": f"{_GROUP}total: all usual residents",
    "asian": f"{_GROUP}asian, asian british or asian welsh",
    "black": f"{_GROUP}black, black british, black welsh, caribbean or african",
    "mixed": f"{_GROUP}mixed or multiple ethnic groups",
    "white": f"{_GROUP}white",
    "other": f"{_GROUP}other ethnic group",
}
_GROUPS = ("asian", "black", "mixed", "white", "other")
_MANY = 100
"""Small areas: so many never have one number of residents."""
_WIDE = 600
"""Small areas: in so many together White is the largest group, though not in all of Leicester (200), nor in 32 runs of 400 by code of England's 33,755."""


def fits(header: tuple[str, ...]) -> bool:
    """Whether a header is of ethnic groups by area."""
    return "geography code" in header and any(name.startswith(_GROUP) for name in header)


def identify(raw: Raw, reference: Reference) -> Release:
    """The one release there is. Raises NotUsable for areas other than LSOAs."""
    frame = with_header(raw)
    if not frame["geography code"].str.startswith(("E01", "W01")).any():
        said = "it is of areas other than LSOAs; take the table by lower layer super output area"
        raise NotUsable(f"{raw.name}: {said}.")
    return Release(
        id="needs.census.2021.ethnic_group",
        title="Census 2021, ethnic group by LSOA",
        start=CENSUS_DAY,
        end=CENSUS_DAY + timedelta(days=1),
        details={"doubt": misnamed(frame, COLUMNS["area"])},
    )


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One row per LSOA of England. Raises LayoutChanged by line, and where groups do not add up to the total."""
    table = residents(raw)
    other = 1 - table["white"] / table["total"]
    return {"small_areas": shares(table, "ethnic_minority", release, other, table["total"])}


def residents(raw: Raw) -> pd.DataFrame:
    """One row per LSOA of England: area, total and five groups."""
    table = english(by_line(raw, COLUMNS), raw.name)
    table = table.assign(**{name: counts(table[name], raw.name, "residents") for name in ("total", *_GROUPS)})
    refuse(table["total"], table["total"] <= 0, "residents in every LSOA", raw.name)
    if len(table) > _MANY and table["total"].nunique() == 1:
        found = f"{table['total'].iloc[0]:g} everywhere, as of percentages"
        raise LayoutChanged(raw.name, "how many live in each LSOA", found)
    apart = table[list(_GROUPS)].sum(axis="columns") != table["total"]
    if apart.any():
        line = table.index[apart][0]
        found = f"{table.loc[line, list(_GROUPS)].sum():.0f} and {table.loc[line, 'total']:.0f} in line {line}"
        raise LayoutChanged(raw.name, "five ethnic groups that add up to all residents", found)
    together = {name: table[name].sum() for name in _GROUPS}
    largest = max(together, key=together.__getitem__)
    if len(table) >= _WIDE and largest != "white":
        found = " and ".join(f"{together[name]:,.0f} under {COLUMNS[name]!r}" for name in (largest, "white"))
        raise LayoutChanged(raw.name, f"White the largest group in {len(table):,} LSOAs together", found)
    return table
