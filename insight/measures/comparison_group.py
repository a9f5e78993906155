"""Who is compared with whom: organisations of one level, be they footprints, practices, trusts, sites or wards."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from insight.model import Level

AREAS = frozenset({Level.FOOTPRINT, Level.REGION})
"""Levels of organisations that are areas: built from their members, and a complete set that divides England."""


@dataclass(frozen=True, eq=False)
class ComparisonGroup:
    """Organisations of one level that may be held against one another."""

    who: str
    """What they are called in a sentence: "footprints", "practices", "acute trusts"."""
    level: Level
    title: str
    """The group as a whole: "ICBs from April 2026 (36)", "the practices of this survey"."""
    vintage: str
    """The id of the vintage that they are, or that they are seen in."""
    names: pd.Series
    """Name by code, in the order in which tables list them."""
    home: pd.Series
    """The name of what each lies in by code, such as its region; unknown ones are missing."""

    @property
    def areas(self) -> bool:
        """Whether they are areas."""
        return self.level in AREAS

    @property
    def heading(self) -> str:
        """What a column of their names is headed with."""
        return "Footprint" if self.areas else "Organisation"

    def name(self, code: str) -> str:
        """The name of one; its code where the group does not know it."""
        return str(self.names.get(code, code))

    def only(self, codes: Sequence[str]) -> ComparisonGroup:
        """These alone, in this order; one without a name goes by its code."""
        names = self.names.reindex(list(codes)).astype(object)
        return replace(self, names=names.where(names.notna(), names.index.to_series()))

    def without(self, codes: Collection[str]) -> ComparisonGroup:
        """All but these."""
        return replace(self, names=self.names[~self.names.index.isin(list(codes))])

    def with_one_more(self, code: str, name: str) -> ComparisonGroup:
        """The same and another, behind them."""
        return replace(self, names=pd.concat([self.names, pd.Series({code: name}, dtype=object)]))

    def at_home_of(self, code: str) -> list[str]:
        """Those that lie where this one lies, this one among them; only itself where that is unknown."""
        homes = self.names.index.to_series().map(self.home)
        own = homes.get(code)
        return list(homes.index[homes == own]) if isinstance(own, str) and own else [code]
