"""What the Compare page needs beyond the desk: practices' figures of a survey, read once, and the measures to hold side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

import pandas as pd

from insight.benchmarks.funnel import Funnel, funnel
from insight.benchmarks.org_names import written
from insight.benchmarks.refusals import Refusal
from insight.model import Better, Level, Unit
from insight.queries.histories import HEADLINES, Desk
from insight.store import Store

_KEPT = 32


class Practices:
    """Practices' figures of one Store, each measure read once. Read only."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._facts = lru_cache(_KEPT)(self._read)
        self.funnels = lru_cache(_KEPT)(self._funnels)

    @cached_property
    def names(self) -> pd.Series:
        """The names of practices, by code."""
        orgs = self.store.orgs
        return orgs[orgs["level"] == Level.PRACTICE].drop_duplicates("code").set_index("code")["name"].map(written)

    def have_figures(self, measures: Sequence[str]) -> bool:
        """Whether any of these measures has ever been published for practices."""
        rows = self.store.catalogue
        return bool((rows["level"].eq(Level.PRACTICE) & rows["measure"].isin(measures)).any())

    def _funnels(
        self, measures: Sequence[str], desk: Desk, vintage: str, footprint: str, period: pd.Timestamp
    ) -> Mapping[str, Funnel | Refusal]:
        """The funnel of each measure, the footprint's practices in the foreground."""
        geography, members = desk.geography(vintage), desk.members(vintage, footprint)
        return {
            id: funnel(
                self._facts(id), desk.measure(id), geography, self.names, code=footprint, members=members, start=period
            )
            for id in measures
        }

    def _read(self, measure: str) -> pd.DataFrame:
        return self.store.facts(measure, (Level.PRACTICE,))


def headline_ids(store: Store, measure: str, period: pd.Timestamp) -> tuple[str, ...]:
    """The measures to hold beside one another: the chosen one, and the headlines of its source with figures in the period."""
    rows, catalogue = store.measures, store.catalogue
    there = set(catalogue.loc[catalogue["start"] == period, "measure"])
    mine = rows["source"].eq(measure.partition(".")[0]) & rows["id"].isin(there)
    judged = rows["unit"].eq(Unit.PERCENT) & rows["better"].ne(Better.NEITHER) & rows["additive"]
    ids = list(rows.index[mine & judged])
    first = ids[:HEADLINES]
    return tuple(first if measure in first else [measure, *first[: HEADLINES - 1]])
