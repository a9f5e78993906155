"""What has been worked out from one published set of tables, kept at hand because a published set never changes."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from insight.benchmarks.headlines import Headline, headline
from insight.benchmarks.refusals import refuse_source
from insight.benchmarks.scale import Scale, common_scale
from insight.benchmarks.standing import Standing, standing
from insight.charts.provenance import Provenance
from insight.measures.geography import Geography
from insight.measures.reading import read_measure
from insight.measures.series import series
from insight.model import Better, Level, Measure, Unit
from insight.store import Store

HEADLINES = 8
"""How many measures of a source make its headlines: the first it declares, since sources put what matters most first."""

_LEVELS = (Level.ENGLAND, Level.REGION, Level.FOOTPRINT, Level.PRACTICE)
_KEPT = 64


class Desk:
    """Histories, standings and maps of one Store, each worked out once. Read only."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.geography = lru_cache(_KEPT)(self._geography)
        self.history = lru_cache(_KEPT)(self._history)
        self.scale = lru_cache(_KEPT)(self._scale)
        self.standing = lru_cache(_KEPT)(self._standing)
        self.outlines = lru_cache(_KEPT)(store.shapes)

    def measure(self, id: str) -> Measure:
        """The measure of that id."""
        return read_measure(self.store.measures.loc[id])

    def provenance(self, vintage: str) -> Provenance:
        """What a chart over these footprints says of where its figures come from."""
        return Provenance(self.store.releases, self.geography(vintage).title, self.store.demonstration)

    def headlines(self, vintage: str, footprint: str) -> list[Headline]:
        """The headline measures of one footprint, in the order their sources declare them."""
        found = [
            headline(self.measure(id), self.history(id, vintage), self.geography(vintage), footprint)
            for id in self._asked_today().groupby("source", sort=False).head(HEADLINES)["id"]
        ]
        return [each for each in found if each is not None]

    def _asked_today(self) -> pd.DataFrame:
        """The measures with a good direction that footprints can have and that the latest release of their source holds.

        Sources whose publisher says that organisations must not be compared are left out.
        """
        measures = self.store.measures
        measures = measures[[refuse_source(source) is None for source in measures["source"]]]
        judged = measures[
            measures["additive"] & (measures["unit"] == Unit.PERCENT) & (measures["better"] != Better.NEITHER)
        ]
        latest = judged["id"].map(self.store.catalogue.groupby("measure")["start"].max())
        return judged[latest == latest.groupby(judged["source"]).transform("max")]

    def _geography(self, vintage: str) -> Geography:
        store = self.store
        return Geography(vintage, store.vintages, store.footprints, store.lineage, store.membership(vintage))

    def _history(self, measure: str, vintage: str) -> pd.DataFrame:
        return series(self.store.facts(measure, _LEVELS), self.measure(measure), self.geography(vintage))

    def _scale(self, measure: str, vintage: str) -> Scale:
        return common_scale(self.history(measure, vintage))

    def _standing(self, measure: str, vintage: str, period: pd.Timestamp) -> Standing:
        return standing(self.measure(measure), self.history(measure, vintage), self.geography(vintage), period)
