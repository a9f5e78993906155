"""How far our estimates lie from every published figure of a footprint: worked out once per published set, and kept in the cache."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Lock

import pandas as pd

from insight.benchmarks.grammar import counted
from insight.benchmarks.wording import period_names, points
from insight.measures.reconciliation import distributions, reconcile
from insight.measures.rules import AGGREGATION_LEVELS
from insight.model import Level, Measure, Unit
from insight.queries import histories
from insight.queries.published import PublishedSet, remembered
from insight.schema import RECONCILIATION

TABLE = "reconciliation"
_PUBLISHED = {str(Level.FOOTPRINT), str(Level.REGION)}
_UNITS = {Unit.PERCENT: "percentage points", Unit.SCORE: "score points", Unit.COUNT: "number"}

Tell = Callable[[int, int], object]
"""Hears how many measures are done, of how many."""


class Estimates:
    """The distributions of one published set. Read only, but for `work_out`."""

    def __init__(self, published: PublishedSet) -> None:
        self.published = published
        self._lock = Lock()
        self._found: pd.DataFrame | None = None

    @property
    def found(self) -> pd.DataFrame | None:
        """One row per vintage, measure and period (insight.schema.RECONCILIATION); None until worked out."""
        if self._found is None:
            self._found = self.published.store.derived(TABLE)
        return self._found

    def work_out(self, tell: Tell) -> None:
        """Compare every pair, and keep what they come to for the next reader. Whoever asks meanwhile waits and takes the same."""
        with self._lock:
            if self.found is not None:
                return
            found = _find(self.published, tell)
            # A cache that may only be read still has its estimates, until the server ends.
            with suppress(OSError):
                self.published.store.keep(TABLE, found)
            self._found = found


@remembered
def estimates(published: PublishedSet) -> Estimates:
    """The estimates of a published set."""
    return Estimates(published)


def by_source(title: str, source: str, rows: pd.DataFrame, measures: Mapping[str, Measure]) -> str:
    """What the differences of a source's percentages come to, as one sentence; empty where it has none."""
    mine = {id: each for id, each in measures.items() if each.source == source and each.unit is Unit.PERCENT}
    rows = rows[rows["measure"].isin(list(mine))]
    if rows.empty:
        return ""
    one, largest = next(iter(mine.values())), rows["largest"].max()
    made = f"{title}: {rows['pairs'].sum():,} percentages of footprints on {counted(len(mine), 'measure')}."
    if largest == 0:
        return f"{made} Every one of our estimates lies less than {points(0.1, one)} from the published figure."
    return (
        f"{made} In every measure and period half of our estimates lie {_within(rows['median'].max(), one)} from the published "
        f"figure; the largest difference is {points(largest, one)}."
    )


def listed(rows: pd.DataFrame, measures: Mapping[str, Measure], sources: Mapping[str, str]) -> pd.DataFrame:
    """One row per measure and period, the largest difference first; percentages before scores before numbers."""
    told = pd.DataFrame(
        {
            "Source": [sources[measures[id].source] for id in rows["measure"]],
            "Measure": [measures[id].title for id in rows["measure"]],
            "Period": period_names(rows),
            "Footprints": rows["pairs"].to_numpy(),
            "Median difference": rows["median"].to_numpy(),
            "Largest difference": rows["largest"].to_numpy(),
            "Unit": [_UNITS.get(measures[id].unit, "") for id in rows["measure"]],
        }
    )
    order = pd.DataFrame({"unit": told["Unit"].map(list(_UNITS.values()).index), "size": -told["Largest difference"]})
    return told.iloc[order.sort_values(["unit", "size"]).index]


def _within(difference: float, measure: Measure) -> str:
    return f"{points(difference, measure)} or less" if difference > 0 else f"less than {points(0.1, measure)}"


def _find(published: PublishedSet, tell: Tell) -> pd.DataFrame:
    store, measures = published.store, _candidates(published)
    # Figures are read anew, so that what the pages keep at hand is not pushed out.
    geographies = [histories.geography(published, vintage) for vintage in store.footprints["vintage"].unique()]
    tables = []
    for done, id in enumerate(measures):
        tell(done, len(measures))
        figures = histories.read(published, id)
        for around in geographies:
            table = distributions(reconcile(figures, around))
            if len(table):
                tables.append(table.assign(measure=id, vintage=around.vintage))
    return pd.concat(tables, ignore_index=True) if tables else RECONCILIATION.schema.empty_table().to_pandas()


def _candidates(published: PublishedSet) -> list[str]:
    """The measures that are published both of footprints and of organisations which footprints are built from."""
    levels = published.store.catalogue.groupby("measure")["level"].agg(set)
    parts = {str(each.level) for each in AGGREGATION_LEVELS}
    known = [id for id in published.store.measures.index if id in levels]
    return [id for id in known if levels[id] & _PUBLISHED and levels[id] & parts]
