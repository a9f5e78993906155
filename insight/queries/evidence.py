"""What the priorities page works out beyond histories: associations, needs, groups, testimonies; each once per set of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

import pandas as pd

from insight.benchmarks.agreement import Agreement, agreement
from insight.benchmarks.control import Control, control
from insight.benchmarks.footprint_needs import footprint_needs
from insight.benchmarks.groups import groups
from insight.benchmarks.headlines import headline
from insight.benchmarks.importance import FORMS, OUTCOME, associations
from insight.benchmarks.needs import Needs
from insight.benchmarks.ratings import SECTORS, Found, found, hold_england, standing
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.testimony import Testimony, of_bands, of_directions, of_ratings, of_survey, trusts_in
from insight.benchmarks.themes import Theme, measures_of
from insight.benchmarks.wording import period_name
from insight.measures.reading import read_measure
from insight.measures.series import series
from insight.model import Better, Level, Measure, Unit
from insight.queries.histories import Desk
from insight.stats.spc.variation import Variation
from insight.store import Store

RATINGS, DIRECTION_ONLY = "cqc", "fft"
"""The source that rates places, and the one whose figures may be held against their own past only."""

_REGISTERED = ("register.registered_patients", "gpps.eligible_patients")
_DEPRIVATION = "register.deprivation_score"
_AREAS = (Level.ENGLAND, Level.REGION, Level.FOOTPRINT, Level.SUB_ICB)
_WAYS = {
    Variation.IMPROVEMENT_HIGH: "improving",
    Variation.IMPROVEMENT_LOW: "improving",
    Variation.CONCERN_HIGH: "getting worse",
    Variation.CONCERN_LOW: "getting worse",
    Variation.COMMON_CAUSE: "no clear change",
}


class Evidence:
    """Beside the desk of the same Store. Read only."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.associations = lru_cache(16)(self._associations)
        self.needs = lru_cache(16)(self._needs)
        self.agreement = lru_cache(16)(self._agreement)

    def practices(self, measure: str) -> pd.DataFrame:
        """Practices' facts of one measure."""
        return self.store.facts(measure, [Level.PRACTICE])

    @cached_property
    def deprivation(self) -> pd.DataFrame:
        """Practices' deprivation scores."""
        return self.practices(_DEPRIVATION)

    @cached_property
    def candidates(self) -> list[str]:
        """The measures of the survey of general practice that have a good direction and can be summed, in its order."""
        rows = self.store.measures
        source = OUTCOME.partition(".")[0]
        judged = rows["source"].eq(source) & rows["unit"].eq(Unit.PERCENT) & rows["better"].ne(Better.NEITHER)
        return list(rows.index[judged & rows["additive"]])

    @cached_property
    def with_groups(self) -> list[str]:
        """The measures that a source publishes by group of patients."""
        rows = self.store.measures
        percent = rows.index[rows["unit"].eq(Unit.PERCENT)]
        return [id for id in percent if groups(self.store.facts(id, _AREAS)["segment"].unique())]

    def by_group(self, measure: Measure, desk: Desk, vintage: str) -> Mapping[str, pd.DataFrame]:
        """One history per group of patients that has figures for footprints."""
        facts = self.store.facts(measure.id, _AREAS)
        return {
            each: series(facts, measure, desk.geography(vintage), each) for each in groups(facts["segment"].unique())
        }

    def ratings(
        self, desk: Desk, vintage: str, footprint: str, measure: str
    ) -> tuple[list[tuple[Found, Found]], pd.DataFrame]:
        """One pair per sector, the footprint's ratings and England's, and the facts they are from, the newest first.

        England has no places where no list of all of them is loaded.
        """
        facts = self.store.facts(measure, [Level.LOCATION])
        latest = standing(facts)
        inside, everywhere = desk.members(vintage, footprint), latest if hold_england(facts) else latest.head(0)
        pairs = [
            (found(latest, members.intersection(inside), name), found(everywhere, members, name))
            for name, members in self._sectors.items()
        ]
        return pairs, latest

    @cached_property
    def _sectors(self) -> Mapping[str, pd.Index]:
        """The locations of every sector that has any, by what the sector is called."""
        facts = {name: self.store.facts(sector, [Level.LOCATION]) for sector, name in SECTORS.items()}
        return {name: pd.Index(rows["org"].unique()) for name, rows in facts.items() if len(rows)}

    def _associations(self, start: pd.Timestamp) -> pd.DataFrame:
        others = ((_measure(self.store, id), self.practices(id)) for id in self.candidates if id != OUTCOME)
        return associations(self.practices(OUTCOME), self.practices(FORMS), others, start)

    def _agreement(self, desk: Desk, vintage: str, footprint: str) -> Sequence[Agreement]:
        """What every loaded source says of every theme."""
        return agreement(list(self._testimonies(desk, vintage, footprint)))

    def _needs(self, vintage: str, day: pd.Timestamp, desk: Desk, footprint: str) -> Needs:
        """The needs of all footprints of a vintage, and of one that lies across them."""
        counts = [self.practices(each) for each in _REGISTERED]
        outlines = self.store.shapes(vintage, "true")
        everyone, around = desk.geography(vintage), desk.around(vintage, footprint)
        found = footprint_needs(counts, self.deprivation, outlines, everyone, day)
        if around is everyone:
            return found
        own = footprint_needs(counts, self.deprivation, outlines, around, day).table.loc[[footprint]]
        return replace(found, table=pd.concat([found.table.drop(index=footprint, errors="ignore"), own]))

    def _testimonies(self, desk: Desk, vintage: str, footprint: str) -> Iterator[Testimony | None]:
        loaded = set(self.store.measures.index)
        for theme in Theme:
            for source in self.store.measures["source"].unique():
                mine = measures_of(theme, source, loaded)
                if mine:
                    yield self._testimony(desk, vintage, footprint, theme, mine)

    def _testimony(
        self, desk: Desk, vintage: str, footprint: str, theme: Theme, measures: list[str]
    ) -> Testimony | None:  # fmt: skip
        source = measures[0].partition(".")[0]
        if source == RATINGS:
            pairs, latest = self.ratings(desk, vintage, footprint, measures[0])
            return of_ratings(theme, _period(latest), pairs, sorted(latest["release"].unique()))
        if source == DIRECTION_ONLY:
            return self._directions(desk, vintage, footprint, theme, measures)
        surveyed = [each for each in measures if desk.measure(each).unit is Unit.PERCENT]
        if surveyed:
            group = desk.group(vintage)
            told = [headline(desk.measure(each), desk.history(each, vintage), group, footprint) for each in surveyed]
            return of_survey(source, theme, [each for each in told if each is not None])
        trusts = trusts_in(desk.members(vintage, footprint), self.store.orgs)
        bands = (
            of_bands(source, theme, desk.measure(each), self.store.facts(each, [Level.TRUST]), trusts)
            for each in measures
        )
        return next(filter(None, bands), None)

    def _directions(
        self, desk: Desk, vintage: str, footprint: str, theme: Theme, measures: list[str]
    ) -> Testimony | None:
        """Which way each measure goes, of those read up to the latest month that any of them has."""
        read = [(desk.measure(id), self._read(desk, vintage, footprint, id)) for id in measures]
        told = [(measure, each) for measure, each in read if each is not None and each.variation in _WAYS]
        if not told:
            return None
        latest = max((each.latest for _, each in told), key=lambda row: row["start"])
        now = [(measure, each) for measure, each in told if each.latest["start"] == latest["start"]]
        releases = sorted({release for _, each in now for release in each.table["release"].dropna().unique()[-1:]})
        return of_directions(
            DIRECTION_ONLY,
            theme,
            [(measure, _WAYS[each.variation]) for measure, each in now],
            period=str(latest["period"]),
            releases=releases,
        )

    def _read(self, desk: Desk, vintage: str, footprint: str, id: str) -> Control | None:
        """The months of a measure read as a control chart; None where they cannot be."""
        history = desk.history(id, vintage)
        own = history[history["org"] == footprint]
        if own["value"].isna().all():
            return None
        read = control(own, desk.measure(id), self.store.breaks, desk.geography(vintage).name(footprint))
        return None if isinstance(read, Refusal) else read


def _measure(store: Store, id: str) -> Measure:
    return read_measure(store.measures.loc[id])


def _period(facts: pd.DataFrame) -> str:
    return period_name(pd.Timestamp(facts["start"].iloc[0]), pd.Timestamp(facts["end"].max())) if len(facts) else ""
