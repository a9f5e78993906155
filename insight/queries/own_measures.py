"""All that yearly surveys say of one organisation, beside whom it is compared with and its footprint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from insight.benchmarks.comparator import NATIONAL, Comparator
from insight.benchmarks.own_alone import OwnAlone, own_alone
from insight.benchmarks.own_measures import own_measures
from insight.benchmarks.refusals import Reason, refuse_source, refuse_unsummed
from insight.measures.published import published as published_of
from insight.model import ENGLAND, EVERYONE, Better, Level, Measure, Unit
from insight.queries import menu
from insight.queries.answered import answered_by
from insight.queries.organisations import Organisation
from insight.queries.published import PublishedSet, remembered
from insight.queries.question import Question
from insight.queries.response import response_rate_of
from insight.traits import Cadence

_AS_PUBLISHED = (
    "These figures are shown as their publisher worked them out: the number of replies alone does not tell how far chance "
    "can move them, so none is called better or worse."
)


@dataclass(frozen=True, eq=False)
class OwnMeasures:
    """What one source says of an organisation: the rows of insight.benchmarks.own_measures."""

    source: str
    title: str
    measures: dict[str, Measure]
    table: pd.DataFrame
    whom: Comparator
    """Whom it is held against: England where figures of several footprints cannot be put together."""
    further: frozenset[str]
    """The measures whose wording nobody knows."""
    response_rate: str
    """"26.1%" of those asked in the organisation replied; empty where its publisher does not say."""

    @property
    def uncompared(self) -> str:
        """Why none of its measures can carry a verdict of ours; empty where one can."""
        asked = [self.measures[id] for id in self.table["measure"]]
        refused = [refuse_source(each) or refuse_unsummed(each, "organisations") for each in asked]
        said = {_AS_PUBLISHED if each.reason is Reason.NO_SHARE else each.sentence for each in refused if each}
        return " ".join(sorted(said)) if all(refused) else ""


@answered_by(lambda org: (org.code, org.level, org.question.whom))
def its_measures(org: Organisation) -> Sequence[OwnMeasures]:
    """All yearly measures of the organisation beside the comparator and its footprint, source by source."""
    store, question, found = org.question.store, org.question, []
    kin = _kin(question)
    for source, ids in _asked_now(org.published, org.level).items():
        levels = [org.level, Level.ENGLAND, question.geography.level]
        rows = store.figures(source, ids, levels, [org.code, ENGLAND, *kin])
        facts = rows[rows["org"].eq(org.code) & rows["level"].eq(org.level)]
        if facts.empty:
            continue
        areas = rows[rows["level"].isin([Level.ENGLAND, question.geography.level])].reset_index(drop=True)
        at, whose = published_of(areas, question.geography)
        stands = areas.iloc[at].assign(org=question.geography.orgs[whose])
        measures = {id: store.measure(id) for id in ids}
        england, footprint = (stands[stands["org"] == code] for code in (ENGLAND, question.footprint))
        whom = question.comparator(ids[0])
        if all(question.comparator(id).codes for id in ids):
            england = pd.concat([_pooled(question, id, whom) for id in ids])
        else:
            whom = NATIONAL
        table = own_measures(
            facts, england, footprint, measures, store.breaks, newest=menu.newest_of(org.published, source)
        )
        further = menu.further(org.published)
        title, rate = (
            str(store.sources.at[source, "title"]),
            response_rate_of(question, source, facts["start"].max(), org.code, org.level),
        )
        found.append(OwnMeasures(source, title, measures, table, whom, further, rate))
    return found


@answered_by(lambda org: (org.code, org.level))
def its_counts(org: Organisation) -> Sequence[OwnAlone]:
    """What is counted of the organisation each year and held against nobody, source by source."""
    store = org.question.store
    rows = store.measures
    parts = rows["part_of"].fillna("").ne("") if "part_of" in rows else False  # sets made before there were any
    rows = rows[rows["cadence"].eq(Cadence.YEARS) & (~rows["comparable"] | parts)]
    found = []
    for source in store.source_order:
        measures = {str(id): store.measure(str(id)) for id in rows.index[rows["source"] == source]}
        facts = store.figures(source, list(measures), [org.level], [org.code])
        told = own_alone(str(store.sources.at[source, "title"]), facts, measures)
        found += [told] if told else []
    return found


def _pooled(question: Question, id: str, whom: Comparator) -> pd.DataFrame:
    """The figures of the footprints compared with, put together, as facts of one measure."""
    rows = question.beside(id)
    return rows[rows["org"] == whom.org].assign(measure=id, segment=EVERYONE)


@remembered
def _asked_now(published: PublishedSet, level: Level) -> dict[str, list[str]]:
    """The yearly measures of which one direction is good that the latest survey of such organisations asks, by source."""
    store = published.store
    rows = store.measures
    rows = rows[
        rows["cadence"].eq(Cadence.YEARS)
        & rows["unit"].isin([Unit.PERCENT, Unit.SCORE])
        & rows["better"].ne(Better.NEITHER)
    ]
    latest = store.catalogue[store.catalogue["level"] == level].groupby("measure")["start"].max()
    rows = rows[rows.index.isin(latest.index)]
    start = rows["id"].map(latest)
    now = rows[start == start.groupby(rows["source"]).transform("max")]
    return {id: list(now.index[now["source"] == id]) for id in store.source_order if now["source"].eq(id).any()}


def _kin(question: Question) -> list[str]:
    """The codes under which the area of the footprint has been published."""
    around = question.geography.kin
    return sorted({code for (_, code), heirs in around.items() if question.footprint in heirs} | {question.footprint})
