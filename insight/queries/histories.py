"""What has been worked out from one published set of tables, kept at hand because a published set never changes."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial

import pandas as pd

from insight.benchmarks.headlines import Headline, headline
from insight.benchmarks.scale import Scale, common_scale
from insight.benchmarks.standing import Standing, standing
from insight.charts.provenance import Provenance
from insight.measures.comparison_group import ComparisonGroup
from insight.measures.gathered import Gathered, gather
from insight.measures.geography import Geography
from insight.measures.portrait import Portrait, portrait
from insight.measures.reading import read_measure
from insight.measures.received import ASKED_OF_ALL, forms_received, people_answered
from insight.measures.rules import PARTS
from insight.measures.series import rebased
from insight.model import Better, Level, Measure, Unit
from insight.store import Store

HEADLINES = 8
"""How many measures of a source make its headlines: the first it declares, since sources put what matters most first."""

_LEVELS = (Level.ENGLAND, Level.REGION, Level.FOOTPRINT, *(each.level for each in PARTS))
_KEPT, _GATHERED = 64, 16
_JUST_READ = 2
"""The first measure a visitor meets is read for its own sake and to tell how many replied to the others."""


class Desk:
    """Histories, standings and maps of one Store, each worked out once. Read only."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._facts = lru_cache(_JUST_READ)(partial(store.facts, levels=_LEVELS))
        self.geography = lru_cache(_KEPT)(self._geography)
        self.gathered = lru_cache(_GATHERED)(self._gathered)
        self.received = lru_cache(_KEPT)(self._received)
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
            headline(self.measure(id), self.history(id, vintage), self.group(vintage), footprint)
            for id in self._asked_today().groupby("source", sort=False).head(HEADLINES)["id"]
        ]
        return [each for each in found if each is not None]

    def _asked_today(self) -> pd.DataFrame:
        """The measures with a good direction that footprints can have and that the latest release of their source holds.

        Sources whose publisher says that organisations must not be compared are left out.
        """
        measures = self.store.measures
        measures = measures[measures["comparable"]]
        judged = measures[
            measures["additive"] & (measures["unit"] == Unit.PERCENT) & (measures["better"] != Better.NEITHER)
        ]
        latest = judged["id"].map(self.store.catalogue.groupby("measure")["start"].max())
        return judged[latest == latest.groupby(judged["source"]).transform("max")]

    def group(self, vintage: str) -> ComparisonGroup:
        """The footprints of a vintage as a group that is compared, each at home in its region."""
        group, orgs = self.geography(vintage).group, self.store.orgs
        names = orgs[orgs["level"] == Level.REGION].drop_duplicates("code").set_index("code")["name"]
        named = group.home.map(names).astype(object)
        return replace(group, home=named.where(named.notna(), group.home))

    def portrait(self, vintage: str, footprint: str) -> Portrait:
        """What a footprint is."""
        return portrait(footprint, self.around(vintage, footprint), self.store.orgs)

    def around(self, vintage: str, footprint: str) -> Geography:
        """The map that says who belongs to a footprint."""
        del footprint
        return self.geography(vintage)

    def members(self, vintage: str, footprint: str) -> pd.Index:
        """The codes of all organisations that lie in a footprint."""
        return self.around(vintage, footprint).members(footprint)

    def lies_in(self, vintage: str, footprint: str) -> list[str]:
        """The footprints to outline for one that has no boundary of its own; none for those of a vintage."""
        del vintage, footprint
        return []

    def _geography(self, vintage: str) -> Geography:
        store = self.store
        return Geography(vintage, store.vintages, store.footprints, store.lineage, store.membership(vintage))

    def _gathered(self, id: str) -> Gathered:
        measure = self.measure(id)
        return gather(self._facts(id), measure, received=self.received(measure.source))

    def _received(self, source: str) -> pd.DataFrame | None:
        """The forms that stand in for numbers of replies; none where the source publishes those."""
        answered = f"{source}.respondents"
        if answered in self.store.measures.index:
            return people_answered(self._facts(answered))
        if source not in ASKED_OF_ALL:
            return None
        forms, everybody = (self._facts(id) for id in ASKED_OF_ALL[source])
        return forms_received(forms, everybody)

    def _history(self, measure: str, vintage: str) -> pd.DataFrame:
        return rebased(self.gathered(measure), self.geography(vintage))

    def _scale(self, measure: str, vintage: str) -> Scale:
        return common_scale(self.history(measure, vintage))

    def _standing(self, measure: str, vintage: str, period: pd.Timestamp) -> Standing:
        return standing(self.measure(measure), self.history(measure, vintage), self.group(vintage), period)
