"""The map a question is asked on: the footprints of one vintage, who belongs to them, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from insight.measures.lineage import REGIONS, same_areas
from insight.measures.membership import place
from insight.model import Level


@dataclass(frozen=True, eq=False)
class Geography:
    """One vintage of footprints, seen among all others. The frames are the tables of silver of the same names."""

    vintage: str
    vintages: pd.DataFrame
    footprints: pd.DataFrame
    lineage: pd.DataFrame
    membership: pd.DataFrame
    """Of this vintage: child, parent, basis. Empty where nobody has said who belongs where."""

    @cached_property
    def names(self) -> pd.DataFrame:
        """One row per footprint of this vintage: code, name, short_name, region, in order of short name."""
        here = self.footprints[self.footprints["vintage"] == self.vintage]
        return here[["code", "name", "short_name", "region"]].sort_values("short_name").reset_index(drop=True)

    @cached_property
    def homes(self) -> pd.Series:
        """The footprint each org lies in, indexed by org."""
        return place(self.membership, self.names["code"])

    @cached_property
    def kin(self) -> pd.DataFrame:
        """One row per vintage and footprint that has the area of a footprint of this vintage: vintage, code, org."""
        kin = same_areas(self.vintage, self.names["code"], self.vintages, self.lineage)
        return kin.astype({"vintage": object, "code": object, "org": object})

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
        named = self.names.loc[self.names["code"] == code, "short_name"]
        return str(named.iloc[0]) if len(named) else code
