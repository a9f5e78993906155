"""Where practices, trusts, sites, wards and inspected places lie, as far as any register gives the spot."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
import pandas as pd

from insight.model import Level
from insight.stats.among import is_among
from insight.stats.national_grid import to_national_grid


class SpotBasis(StrEnum):
    """What a spot is known from."""

    ITSELF = "its own coordinates"
    INSPECTED = "the place inspected there"
    HOSPITAL = "the hospital it is in"
    POSTCODE = "another place with its postcode"


def spots(orgs: pd.DataFrame, membership: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """One row per place, in the order and with the index of `places` (code, level): x, y in metres of the National Grid and `told`.

    `orgs` and `membership` are the tables, of one vintage. An inspected place has coordinates of its own; a site goes by the
    inspected place of the same code, a practice by one that belongs to it, a ward by its hospital, others by their postcode.
    Missing where nobody knows.
    """
    known = orgs[orgs["longitude"].notna() & orgs["latitude"].notna()].sort_values(["code", "level"])
    known = known.drop_duplicates("code").set_index("code")
    codes, level = places["code"], places["level"]
    nearer = membership[is_among(membership["child"], known.index)].sort_values(["parent", "child"])
    inside = nearer.drop_duplicates("parent").set_index("parent")["child"]
    wards = membership[
        membership["child"].isin(codes[level.eq(Level.WARD)]) & is_among(membership["parent"], known.index)
    ]
    hospital = wards.drop_duplicates("child").set_index("child")["parent"]
    # A site may carry its trust's code, and lie elsewhere.
    postcodes = (
        orgs.dropna(subset="postcode").drop_duplicates(["code", "level"]).set_index(["code", "level"])["postcode"]
    )
    at_postcode = (
        known.reset_index().dropna(subset="postcode").drop_duplicates("postcode").set_index("postcode")["code"]
    )
    ways = {
        SpotBasis.ITSELF: codes.where(is_among(codes, known.index)),
        SpotBasis.INSPECTED: codes.map(inside).where(level.eq(Level.PRACTICE)),
        SpotBasis.HOSPITAL: codes.map(hospital),
        SpotBasis.POSTCODE: places[["code", "level"]]
        .join(postcodes, on=["code", "level"])["postcode"]
        .map(at_postcode),
    }
    from_whom, told = (
        pd.Series(None, index=places.index, dtype=object),
        pd.Series(None, index=places.index, dtype=object),
    )
    for way, found in ways.items():
        new = from_whom.isna() & found.notna()
        from_whom[new], told[new] = found[new], str(way)
    at = known.reindex(from_whom)
    grid = to_national_grid(at["longitude"].to_numpy(dtype=float), at["latitude"].to_numpy(dtype=float))
    return pd.DataFrame({"x": np.rint(grid.east), "y": np.rint(grid.north), "told": told}, index=places.index)
