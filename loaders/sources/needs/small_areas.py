"""What the files about lower layer super output areas (LSOAs, some 1,700 residents each) share: codes, Wales left out, one shape.

An LSOA is no organisation: its figures are kept as shares of its residents and added up when a set is built, by the ONS lookup
that tells in which sub-ICB location each lies.
"""

from __future__ import annotations

import pandas as pd

from loaders.errors import LayoutChanged
from loaders.read.cells import refuse
from loaders.source import Release
from loaders.sources.needs.declared import measure_id

_CODE = r"[EW]01\d{6}"


def english(table: pd.DataFrame, file: str) -> pd.DataFrame:
    """The rows of England, by code in `area`. Raises LayoutChanged by line for what is no LSOA or stands twice, and for none."""
    refuse(table["area"], ~table["area"].str.fullmatch(_CODE), "an LSOA such as E01000001", file)
    refuse(table["area"], table.duplicated("area"), "each LSOA once", file)
    mine = table[table["area"].str.startswith("E")]
    if mine.empty:
        raise LayoutChanged(file, "LSOAs of England", "none")
    return mine


def shares(
    table: pd.DataFrame, name: str, release: Release, share: pd.Series, people: pd.Series | None = None
) -> pd.DataFrame:
    """One row per LSOA: the share, 0 to 1, of its residents whom a measure counts, and how many residents it has, if the file tells."""
    return pd.DataFrame(
        {
            "measure": measure_id(name),
            "area": table["area"],
            "start": release.start,
            "end": release.end,
            "share": share.astype(float),
            "people": people if people is not None else float("nan"),
            "release": release.id,
        }
    ).reset_index(drop=True)
