"""What a footprint is: where it lies, how many practices and people it holds, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from insight.measures.geography import Geography
from insight.model import Level

_COUNTED = (Level.PCN, Level.PRACTICE, Level.TRUST)
_NETWORKS_FROM = pd.Timestamp("2019-07-01")
"""Primary care networks began on that day (NHS Long Term Plan)."""


@dataclass(frozen=True)
class Portrait:
    """One footprint of one vintage, as far as the registers tell."""

    code: str
    name: str
    region: str
    counts: Mapping[Level, int]
    """How many orgs of each level lie in it; levels of which none is known are absent."""
    came_from: tuple[str, ...]
    """Names of the footprints of the vintage before whose area it has, where it is not one and the same."""
    became: tuple[str, ...]
    """Names of the footprints of the vintage after that took its area over, where it is not one and the same."""
    since: pd.Timestamp
    until: pd.Timestamp | None


def portrait(code: str, geography: Geography, orgs: pd.DataFrame) -> Portrait:
    """The portrait of one footprint; `orgs` is the table of that name. Raises KeyError for a code the vintage lacks."""
    row = geography.names.set_index("code").to_dict("index")[code]
    levels = orgs.drop_duplicates("code").set_index("code")["level"]
    members = geography.homes[geography.homes == code].index
    found = levels.reindex(members).value_counts()
    dates = geography.vintages.set_index("id").to_dict("index")[geography.vintage]
    return Portrait(
        code=code,
        name=str(row["name"]),
        region=str(orgs.set_index("code")["name"].get(row["region"], "")),
        counts={level: int(found[level]) for level in _counted(dates["end"]) if found.get(level, 0)},
        came_from=_neighbours(code, geography, "later", "earlier"),
        became=_neighbours(code, geography, "earlier", "later"),
        since=pd.Timestamp(dates["start"]),
        until=None if pd.isna(dates["end"]) else pd.Timestamp(dates["end"]),
    )


def _counted(until: pd.Timestamp | None) -> tuple[Level, ...]:
    """What a footprint had: the networks of today have been placed in older ones too, so that their figures can be summed."""
    if pd.notna(until) and pd.Timestamp(until) <= _NETWORKS_FROM:
        return tuple(level for level in _COUNTED if level is not Level.PCN)
    return _COUNTED


def _neighbours(code: str, geography: Geography, mine: str, other: str) -> tuple[str, ...]:
    """The short names of the footprints at the other end of the lineage; none where the area is unchanged."""
    links = geography.lineage
    here = links[(links[f"{mine}_vintage"] == geography.vintage) & (links[mine] == code)]
    if here.empty or here["same_area"].all():
        return ()
    named = geography.footprints.set_index(["vintage", "code"])["short_name"].to_dict()
    keys = zip(here[f"{other}_vintage"], here[other], strict=True)
    return tuple(sorted(str(named.get(key, key[1])) for key in keys))
