"""Which LSOAs are rural (ONS Rural Urban Classification 2021, as the Open Geography Portal hands it out), England and Wales."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from loaders.read.cells import by_line, refuse
from loaders.read.plain_tables import with_header
from loaders.read.small_area_names import misnamed
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.needs.declared import CENSUS_DAY
from loaders.sources.needs.small_areas import english, shares

COLUMNS = {"area": "lsoa21cd", "class": "ruc21cd", "words": "ruc21nm", "flag": "urban_rural_flag"}
_CLASS = r"(?:U|RS|RL)[NF]1"
"""Urban, smaller or larger rural; nearer to a major town or city, or further away."""


def identify(raw: Raw, reference: Reference) -> Release:
    """The one release there is."""
    return Release(
        id="needs.ruc.2021",
        title="Rural Urban Classification 2021 of LSOAs",
        start=CENSUS_DAY,
        end=CENSUS_DAY + timedelta(days=1),
        details={"doubt": misnamed(with_header(raw), COLUMNS["area"])},
    )


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One row per LSOA of England: all of its residents live in the country, or none. Raises LayoutChanged by line."""
    table = classes(raw)
    return {"small_areas": shares(table, "rural", release, table["flag"].eq("Rural"))}


def classes(raw: Raw) -> pd.DataFrame:
    """One row per LSOA of England: area, class (`UN1`), words and flag (`Urban` or `Rural`), which say the same."""
    table = english(by_line(raw, COLUMNS), raw.name)
    refuse(table["class"], ~table["class"].str.fullmatch(_CLASS), "a class such as UN1 or RSF1", raw.name)
    flag = table["class"].str.startswith("R").map({True: "Rural", False: "Urban"})
    refuse(table["flag"], table["flag"] != flag, "Rural or Urban as the class says", raw.name)
    urban = table["words"].str.startswith("Urban")
    refuse(table["words"], urban != flag.eq("Urban"), "the name of the class", raw.name)
    return table
