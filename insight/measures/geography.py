"""The map a question is asked on: the footprints of one vintage, who belongs to them, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from insight.measures.comparison_group import ComparisonGroup
from insight.measures.custom_members import Placed
from insight.measures.lineage import REGIONS, Timetable, same_areas
from insight.measures.membership import borders, place
from insight.model import ENGLAND, Level
from insight.stats.arrays import Indexes


@dataclass(frozen=True, eq=False)
class Geography:
    """One vintage of footprints, seen among all others. The frames are the tables of silver of the same names."""

    vintage: str
    vintages: pd.DataFrame
    footprints: pd.DataFrame
    lineage: pd.DataFrame
    membership: pd.DataFrame
    """Of this vintage: child, parent, basis. Empty where nobody has said who belongs where."""
    own: Placed | None = None
    """A footprint of a user's own, named in `footprints` too. It lies across those of the vintage, which keep their members."""

    @cached_property
    def names(self) -> pd.DataFrame:
        """One row per footprint of this vintage: code, name, short_name, region, in order of short name."""
        here = self.footprints[self.footprints["vintage"] == self.vintage]
        return here[["code", "name", "short_name", "region"]].sort_values("short_name").reset_index(drop=True)

    @cached_property
    def group(self) -> ComparisonGroup:
        """The footprints as a group that is compared, in order of short name, at home in their regions (by code)."""
        known = self.names.set_index("code")
        return ComparisonGroup("footprints", self.level, self.title, self.vintage, known["short_name"], known["region"])

    @cached_property
    def homes(self) -> pd.Series:
        """The footprint each org lies in, indexed by org."""
        return place(self.membership, self.names["code"])

    def members(self, code: str) -> pd.Index:
        """The codes of all orgs that lie in a footprint."""
        if self.own is not None and code == self.own.code:
            return pd.Index(sorted(self.own.orgs), dtype=object)
        return self._inside.get(code, self.homes.index[:0])

    @cached_property
    def _inside(self) -> dict[str, pd.Index]:
        """The codes of all orgs by the footprint they lie in."""
        homes = self.homes.dropna()
        return {str(code): homes.index[at] for code, at in homes.groupby(homes).indices.items()}

    @cached_property
    def borders(self) -> tuple[pd.Index, Indexes]:
        """Areas that lie across several footprints: the code of each, and the place in `orgs` of one that holds a part of it."""
        known = borders(self.membership)
        return pd.Index(known["child"]), self.orgs.get_indexer(pd.Index(known["parent"]))

    @cached_property
    def orgs(self) -> pd.Index:
        """The codes of the footprints and England, sorted: the order of every series."""
        return pd.Index(sorted([*self.names["code"], ENGLAND]), dtype=object)

    def place_of(self, orgs: pd.Index) -> Indexes:
        """The place in `orgs` of the footprint each org lies in; -1 for those nobody has placed."""
        return self._places.take(
            self.homes.index.get_indexer(orgs)
        )  # an org not found takes the last, which is nowhere

    @cached_property
    def _places(self) -> Indexes:
        return np.append(self.orgs.get_indexer(pd.Index(self.homes)), -1)

    @cached_property
    def timetable(self) -> Timetable:
        """Which vintage was in force when."""
        return Timetable.of(self.vintages)

    @cached_property
    def kin(self) -> Mapping[tuple[str, str], list[str]]:
        """The footprints of this vintage that have the area of a footprint of any vintage, by vintage and code of that."""
        found: dict[tuple[str, str], list[str]] = {}
        links = same_areas(self.vintage, self.names["code"], self.vintages, self.lineage)
        for vintage, code, org in zip(links["vintage"], links["code"], links["org"], strict=True):
            found.setdefault((vintage, code), []).append(org)
        return found

    @property
    def title(self) -> str:
        """What this vintage is called on a page, such as "ICBs from April 2026 (36)"."""
        named = self.vintages.loc[self.vintages["id"] == self.vintage, "title"]
        return str(named.iloc[0]) if len(named) else self.vintage

    @property
    def level(self) -> Level:
        """The level under which publishers file figures of such footprints."""
        return Level.REGION if self.vintage == REGIONS else Level.FOOTPRINT

    def name(self, code: str) -> str:
        """The short name of a footprint; its code where this vintage does not know it."""
        return self._called.get(code, code)

    @cached_property
    def _called(self) -> dict[str, str]:
        return dict(zip(self.names["code"].astype(str), self.names["short_name"].astype(str), strict=True))
