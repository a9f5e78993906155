"""Holds a copy of a release against the copy before it, by what both say, and knows from the registers who followed on whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from loaders.build.against_before import otherwise
from loaders.rereading import tables_of
from loaders.store.bronze import KeptFile
from loaders.store.bronze_index import BronzeIndex


@dataclass(frozen=True)
class SecondLook:
    """What one refresh needs to compare copies."""

    index: BronzeIndex

    def __call__(self, copy: KeptFile, before: KeptFile) -> str:
        """Why a copy should wait for somebody's word; '' where it may stand, or the one before it can be read no more."""
        now, then = tables_of(self.index, copy), tables_of(self.index, before)
        measures = self.index.sources[copy.receipt.source].MEASURES
        reason = otherwise(now, then, measures, self._successors) if now and then else ""
        earlier = f"the copy before it ({before.receipt.name}, of {before.receipt.retrieved:%d %B %Y})"
        return f"it does not fit {earlier}: {reason}" if reason else ""

    @cached_property
    def _successors(self) -> Mapping[str, set[str]]:
        """Organisation or footprint -> those that followed it, by the registers we keep and the code lists."""
        found: dict[str, set[str]] = {}
        for row in self.index.reference.tables["lineage"].itertuples():
            found.setdefault(str(row.earlier), set()).add(str(row.later))
        for kept in self.index.kept():
            part = self.index.part_of(kept.receipt)
            if part and part.rows.get("successions"):
                table = part.table("successions")
                for org, successor in zip(*(table[name].to_pylist() for name in ("org", "successor")), strict=True):
                    found.setdefault(org, set()).add(successor)
        return found
