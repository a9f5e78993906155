"""What a page asks: a selection that is complete, the geography it is asked on, and the published set that answers it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from insight.benchmarks.comparator import NATIONAL, Comparator
from insight.benchmarks.refusals import refuse_source
from insight.benchmarks.standing import Standing
from insight.charts.provenance import Provenance
from insight.charts.style.framing import ChartFootprint
from insight.measures.comparison_group import ComparisonGroup
from insight.measures.geography import Geography
from insight.model import Measure, Unit
from insight.queries import histories, menu
from insight.queries.comparator import Compared, asked_for, compared
from insight.queries.own import shown_after
from insight.queries.published import PublishedSet
from insight.selection import Selection
from insight.store import Store


@dataclass(frozen=True, eq=False)
class Question:
    """One measure, period and footprint, and whom to compare with. Histories and standings are those of its geography."""

    published: PublishedSet
    selection: Selection
    geography: Geography
    id: str
    """The measure's."""
    period: pd.Timestamp
    """The first day of the period."""
    vintage: str
    footprint: str

    @property
    def store(self) -> Store:
        """The tables that answer."""
        return self.published.store

    @property
    def measure(self) -> Measure:
        """The measure that is chosen."""
        return histories.measure(self.published, self.id)

    def asking(self, selection: Selection) -> Question:
        """Another measure and period of the same footprint, after all that its visit was shown; itself where none is chosen."""
        if not selection.measure or not selection.period:
            return self
        return replace(self, selection=selection, id=selection.measure, period=pd.Timestamp(selection.period))

    @property
    def around(self) -> Geography:
        """The geography without one's own footprint, unless that is the one asked about."""
        own = self.geography.own
        if own is None or own.code == self.footprint:
            return self.geography
        return histories.without_own(self.published, self.geography)

    @property
    def group(self) -> ComparisonGroup:
        """The footprints of the geography as a group that is compared."""
        return histories.group(self.published, self.geography)

    @property
    def name(self) -> str:
        """The short name of the footprint."""
        return self.geography.name(self.footprint)

    @property
    def whom(self) -> Hashable:
        """The footprint on its geography, and whom it is compared with."""
        return self.geography, self.footprint, self.compared.comparator

    @property
    def members(self) -> pd.Index:
        """The codes of all organisations that lie in the footprint."""
        return self.geography.members(self.footprint)

    @property
    def provenance(self) -> Provenance:
        """What a chart over these footprints says of where its figures come from."""
        return histories.provenance(self.published, self.vintage)

    @property
    def place(self) -> ChartFootprint:
        """Whose chart is asked for."""
        return ChartFootprint(self.footprint, self.name, self.vintage, self.provenance)

    def history(self, id: str | None = None) -> pd.DataFrame:
        """The history of the chosen measure, or of another one."""
        return histories.history(self.published, id or self.id, self.geography)

    @property
    def upto(self) -> pd.Timestamp | None:
        """The start of the last period that is looked at; None where the newest there is has been chosen."""
        newest = next(iter(menu.periods(self.published, self.id)), None)
        return None if newest == self.period.date().isoformat() else self.period

    @property
    def newest(self) -> Question:
        """The same question on the newest period of its measure: what a page without a choice of periods asks."""
        newest = next(iter(menu.periods(self.published, self.id)), None)
        return self if newest is None else replace(self, period=pd.Timestamp(newest))

    @cached_property
    def compared(self) -> Compared:
        """Whom the footprint is compared with, and whom it could be."""
        return compared(self.published, self.geography, self.footprint, asked_for(self.selection))

    def comparator(self, id: str | None = None) -> Comparator:
        """Whom the footprint is held against on a measure: England where figures of several cannot be put together."""
        measure = histories.measure(self.published, id or self.id)
        poolable = measure.additive and measure.unit is Unit.PERCENT and refuse_source(measure) is None
        return self.compared.comparator if poolable else NATIONAL

    def beside(self, id: str | None = None) -> pd.DataFrame:
        """The history of a measure with the rows of its comparator."""
        return histories.beside(self.published, id or self.id, self.geography, self.comparator(id))

    def standing(self, id: str | None = None, period: pd.Timestamp | None = None) -> Standing:
        """Every footprint against the comparator on the chosen measure in the chosen period, or on or in another."""
        asked, when = id or self.id, period or self.period
        return histories.standing(self.published, asked, self.geography, when, self.comparator(asked))


def ask(published: PublishedSet, selection: Selection, seen: tuple[str, ...] = ()) -> Question | None:
    """The question of a selection; None where a choice is missing, because nothing that could be chosen is loaded.

    `seen` are the own footprints (insight.measures.custom_text) of one visit in the order first shown, the one that the
    selection names last; that one alone, where none is given.
    """
    chosen = selection
    if not (chosen.measure and chosen.period and chosen.vintage and chosen.footprint):
        return None
    own = seen or ((chosen.own,) if chosen.own else ())
    around = histories.geography(published, chosen.vintage, shown_after(published, own))
    return Question(
        published, chosen, around, chosen.measure, pd.Timestamp(chosen.period), chosen.vintage, chosen.footprint
    )
