"""How far our estimates lie from every published figure of a footprint: worked out once per published set, and kept in the cache."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Lock

import pandas as pd

from insight.measures.reconciliation import distributions, reconcile
from insight.measures.rules import PARTS
from insight.model import Level
from insight.queries.histories import Desk
from insight.schema import RECONCILIATION
from insight.store import Store

TABLE = "reconciliation"
_PUBLISHED = {str(Level.FOOTPRINT), str(Level.REGION)}

Tell = Callable[[int, int], object]
"""Hears how many measures are done, of how many."""


class Estimates:
    """The distributions of one Store. Read only, but for `work_out`."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._lock = Lock()
        self._found: pd.DataFrame | None = None

    @property
    def found(self) -> pd.DataFrame | None:
        """One row per vintage, measure and period (insight.schema.RECONCILIATION); None until worked out."""
        if self._found is None:
            self._found = self.store.derived(TABLE)
        return self._found

    def work_out(self, tell: Tell) -> None:
        """Compare every pair, and keep what they come to for the next reader. Whoever asks meanwhile waits and takes the same."""
        with self._lock:
            if self.found is not None:
                return
            found = self._find(tell)
            # A cache that may only be read still has its estimates, until the server ends.
            with suppress(OSError):
                self.store.keep(TABLE, found)
            self._found = found

    def _find(self, tell: Tell) -> pd.DataFrame:
        # A desk of its own, so that what the pages keep at hand is not pushed out.
        desk, vintages, measures = Desk(self.store), list(self.store.footprints["vintage"].unique()), self._candidates()
        tables = []
        for done, measure in enumerate(measures):
            tell(done, len(measures))
            gathered = desk.gathered(measure)
            for vintage in vintages:
                table = distributions(reconcile(gathered, desk.geography(vintage)))
                if len(table):
                    tables.append(table.assign(measure=measure, vintage=vintage))
        return pd.concat(tables, ignore_index=True) if tables else RECONCILIATION.schema.empty_table().to_pandas()

    def _candidates(self) -> list[str]:
        """The measures that are published both of footprints and of organisations which footprints are built from."""
        levels = self.store.catalogue.groupby("measure")["level"].agg(set)
        parts = {str(each.level) for each in PARTS}
        return [
            id for id in self.store.measures.index if id in levels and levels[id] & _PUBLISHED and levels[id] & parts
        ]
