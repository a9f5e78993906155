"""A footprint of one's own as one more footprint of a geography: it overlaps those of the vintage, and takes nothing from them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from insight.measures.custom_members import Placed
from insight.measures.geography import Geography

ELSEWHERE = "elsewhere"
"""The code of all England that is not in the footprint of one's own, where the two alone make up the map."""


def with_custom(geography: Geography, placed: Placed) -> Geography:
    """The same geography with one footprint more. An org keeps its one home among the footprints of the vintage."""
    own = _footprints(geography.vintage, {placed.code: placed.footprint.name})
    return replace(geography, footprints=_joined(geography.footprints, own), own=placed)


def alone(geography: Geography, placed: Placed) -> Geography:
    """A map of two: the footprint of one's own, and all England elsewhere that the vintage places.

    Figures for it are put together as for any vintage, and orgs that nobody has placed lower its coverage as they do there.
    """
    homes = geography.homes
    rest = homes.index[~homes.index.isin(list(placed.orgs))]
    inside = pd.DataFrame({"child": sorted(placed.orgs), "parent": placed.code, "basis": "chosen by the user"})
    outside = pd.DataFrame({"child": rest, "parent": ELSEWHERE, "basis": "all others"})
    two = _footprints(geography.vintage, {placed.code: placed.footprint.name, ELSEWHERE: "Elsewhere in England"})
    return replace(
        geography,
        footprints=_joined(geography.footprints[geography.footprints["vintage"] != geography.vintage], two),
        membership=pd.concat([inside, outside], ignore_index=True),
        own=None,
    )


def lies_in(geography: Geography, code: str) -> list[str]:
    """The footprints of the vintage across which one's own lies, those with most of its practices and trusts first.

    None for a footprint of the vintage, which has a boundary of its own.
    """
    if geography.own is None or geography.own.code != code:
        return []
    homes = geography.homes
    return list(homes[homes.index.isin(list(geography.own.organisations))].value_counts().index)


def _footprints(vintage: str, names: dict[str, str]) -> pd.DataFrame:
    rows = [{"vintage": vintage, "code": code, "name": name, "short_name": name} for code, name in names.items()]
    return pd.DataFrame(rows)


def _joined(footprints: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """Both, in the columns and types of the first."""
    return pd.concat(
        [footprints, more.reindex(columns=footprints.columns).astype(footprints.dtypes)], ignore_index=True
    )
