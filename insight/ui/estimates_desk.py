"""Every published figure of a footprint beside our estimate of it: worked out once per published set, and kept in the cache."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, lru_cache
from threading import Lock

import pandas as pd

from insight.measures.reconciliation import agreements, reconcile
from insight.measures.rules import PARTS
from insight.model import ENGLAND, Level
from insight.schema import RECONCILIATION
from insight.store import Store
from insight.ui.desk import Desk

TABLE = "reconciliation"
_PUBLISHED = {str(Level.FOOTPRINT), str(Level.REGION)}
_KEPT = 64

Tell = Callable[[int, int], object]
"""Hears how many measures are done, of how many."""


class Estimates:
    """The pairs of one Store, and what their differences come to. Read only, but for `work_out`."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.of = lru_cache(_KEPT)(self._of)
        self._lock = Lock()
        self._pairs: pd.DataFrame | None = None

    @property
    def pairs(self) -> pd.DataFrame | None:
        """One row per vintage, measure, footprint and period (insight.schema.RECONCILIATION); None until worked out."""
        if self._pairs is None:
            self._pairs = self.store.derived(TABLE)
        return self._pairs

    @cached_property
    def summary(self) -> pd.DataFrame:
        """One row per vintage and measure (insight.measures.reconciliation.agreements). Only after `pairs` stand."""
        assert self.pairs is not None
        return agreements(self.pairs)

    def work_out(self, tell: Tell) -> None:
        """Find every pair, and keep them for the next reader of the cache. Whoever asks meanwhile waits and takes the same."""
        with self._lock:
            if self.pairs is not None:
                return
            found = self._find(tell)
            # A cache that may only be read still has its estimates, until the server ends.
            with suppress(OSError):
                self.store.keep(TABLE, found)
            self._pairs = found

    def _of(self, measure: str, vintage: str) -> pd.DataFrame:
        """The pairs of one measure on one map."""
        assert self.pairs is not None
        return self.pairs[(self.pairs["measure"] == measure) & (self.pairs["vintage"] == vintage)]

    def _find(self, tell: Tell) -> pd.DataFrame:
        # A desk of its own, so that what the pages keep at hand is not pushed out.
        desk, vintages, measures = Desk(self.store), list(self.store.footprints["vintage"].unique()), self._candidates()
        tables = []
        for done, measure in enumerate(measures):
            tell(done, len(measures))
            gathered = desk.gathered(measure)
            for vintage in vintages:
                table = reconcile(gathered, desk.geography(vintage))
                if table["org"].ne(ENGLAND).any():
                    tables.append(table.assign(measure=measure, vintage=vintage))
        return pd.concat(tables, ignore_index=True) if tables else RECONCILIATION.schema.empty_table().to_pandas()

    def _candidates(self) -> list[str]:
        """The measures that are published both of footprints and of organisations which footprints are built from."""
        levels = self.store.catalogue.groupby("measure")["level"].agg(set)
        parts = {str(each.level) for each in PARTS}
        return [
            id for id in self.store.measures.index if id in levels and levels[id] & _PUBLISHED and levels[id] & parts
        ]
