"""The map with a footprint of one's own on it, beside those of the vintage: it overlaps them, and takes nothing from them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from insight.measures.custom_members import Placed
from insight.measures.geography import Geography

ELSEWHERE = "elsewhere"
"""The code of all England that is not in the footprint of one's own, where the two alone make up the map."""


def with_custom(geography: Geography, placed: Placed) -> Geography:
    """The same map with one footprint more, by name and code.

    Who belongs to the footprints of the vintage stays as it is: an org has one home among them, and one's own footprint
    lies across. `alone` says who belongs to that.
    """
    own = _footprints(geography.vintage, {placed.footprint.code: placed.footprint.name})
    return replace(geography, footprints=_joined(geography.footprints, own))


def alone(geography: Geography, placed: Placed) -> Geography:
    """A map of two: the footprint of one's own, and all England elsewhere that the vintage places.

    Figures for it are put together as for any vintage, and orgs that nobody has placed lower its coverage as they do there.
    """
    homes = geography.homes
    rest = homes.index[~homes.index.isin(list(placed.orgs))]
    code = placed.footprint.code
    inside = pd.DataFrame({"child": sorted(placed.orgs), "parent": code, "basis": "chosen by the user"})
    outside = pd.DataFrame({"child": rest, "parent": ELSEWHERE, "basis": "all others"})
    two = _footprints(geography.vintage, {code: placed.footprint.name, ELSEWHERE: "Elsewhere in England"})
    return replace(
        geography,
        footprints=_joined(geography.footprints[geography.footprints["vintage"] != geography.vintage], two),
        membership=pd.concat([inside, outside], ignore_index=True),
    )


def footprints_of(geography: Geography, placed: Placed) -> list[str]:
    """The footprints of a map in which the practices and trusts of one's own lie, those with most of them first."""
    homes = geography.homes
    return list(homes[homes.index.isin(list(placed.organisations))].value_counts().index)


def _footprints(vintage: str, names: dict[str, str]) -> pd.DataFrame:
    rows = [{"vintage": vintage, "code": code, "name": name, "short_name": name} for code, name in names.items()]
    return pd.DataFrame(rows)


def _joined(footprints: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """Both, in the columns and types of the first."""
    return pd.concat(
        [footprints, more.reindex(columns=footprints.columns).astype(footprints.dtypes)], ignore_index=True
    )
