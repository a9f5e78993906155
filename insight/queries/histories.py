"""Histories, standings and maps of a published set: of the footprints of a vintage, and of one's own across them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from insight.benchmarks.comparator import NATIONAL, Comparator
from insight.benchmarks.grammar import counted
from insight.benchmarks.refusals import Reason, refuse_file
from insight.benchmarks.scale import ClassScale, common_scale
from insight.benchmarks.standing import GroupFigures, Standing, against, group_figures
from insight.charts.provenance import Provenance
from insight.measures.breaks import breaks_of
from insight.measures.comparison_group import ComparisonGroup
from insight.measures.custom_geography import alone, with_custom
from insight.measures.custom_members import Placed
from insight.measures.disclosure import published_members, withheld, withhold
from insight.measures.gathered import Gathered, gather
from insight.measures.geography import Geography
from insight.measures.response_counts import forms_received, people_answered
from insight.measures.rules import AGGREGATION_LEVELS
from insight.measures.series import rebased
from insight.model import ENGLAND, EVERYONE, Level, Measure, Status
from insight.queries.own import areas
from insight.queries.published import PublishedSet, remembered
from insight.stats.rollup import COVERAGE_FLOOR
from insight.traits import Role

_LEVELS = (Level.ENGLAND, Level.REGION, Level.FOOTPRINT, *(each.level for each in AGGREGATION_LEVELS))
_CALLED = {Level.LOCATION: "place", Level.PCN: "primary care network", Level.SUB_ICB: "local commissioning area"}
"""What organisations are called that footprints are estimated from, where it is not the name of their level."""
_HIDDEN_AT = (Level.PRACTICE, Level.TRUST, Level.LOCATION)
"""The levels at which publishers hide figures of single organisations."""


def measure(published: PublishedSet, id: str) -> Measure:
    """The measure of that id."""
    return published.store.measure(id)


@remembered
def breaks(published: PublishedSet, id: str) -> pd.DataFrame:
    """The breaks of one measure (insight.measures.breaks)."""
    return breaks_of(measure(published, id), published.store.breaks)


@remembered
def geography(published: PublishedSet, vintage: str, own: Placed | None = None) -> Geography:
    """The footprints of a vintage, and one's own among them."""
    if own is not None:
        return with_custom(geography(published, vintage), own)
    store = published.store
    return Geography(vintage, store.vintages, store.footprints, store.lineage, store.membership(vintage))


def without_own(published: PublishedSet, around: Geography) -> Geography:
    """The same geography as it is published."""
    return geography(published, around.vintage)


@remembered
def map_of_two(published: PublishedSet, around: Geography) -> Geography:
    """One's own footprint of a geography, and all England elsewhere."""
    assert around.own is not None
    return alone(without_own(published, around), around.own)


@remembered
def group(published: PublishedSet, around: Geography) -> ComparisonGroup:
    """The footprints of a geography as a group that is compared, each at home in its region."""
    found, orgs = around.group, published.store.orgs
    names = orgs[orgs["level"] == Level.REGION].drop_duplicates("code").set_index("code")["name"]
    named = found.home.map(names).astype(object)
    return replace(found, home=named.where(named.notna(), found.home))


@remembered
def outlines(published: PublishedSet, vintage: str, shape: str) -> pd.DataFrame:
    """One row per footprint of a vintage: code, name, rings ready to draw."""
    return published.store.shapes(vintage, shape)


def provenance(published: PublishedSet, vintage: str) -> Provenance:
    """What a chart over the footprints of a vintage says of where its figures come from."""
    return Provenance(published.store.releases, geography(published, vintage).title, published.store.demonstration)


@remembered
def gathered(published: PublishedSet, id: str) -> Gathered:
    """The figures of one measure about everyone, numbered."""
    return read(published, id)


def read(published: PublishedSet, id: str) -> Gathered:
    """The same, read anew: for who goes once through all measures."""
    asked = measure(published, id)
    return gather(
        published.store.facts(id, _LEVELS),
        asked,
        received=received(published, asked.source),
        register=register(published),
    )


@remembered
def register(published: PublishedSet) -> pd.DataFrame:
    """Level, opened and closed of every organisation."""
    orgs = published.store.orgs[["level", "opened", "closed"]]
    return orgs.assign(**{name: pd.to_datetime(orgs[name]) for name in ("opened", "closed")})


@remembered
def received(published: PublishedSet, source: str) -> pd.DataFrame | None:
    """The forms that stand in for numbers of replies; none where the source publishes those."""
    store = published.store
    people, rate, asked = (
        [store.facts(id, _LEVELS) for id in store.with_role(role, source)[:1]]
        for role in (Role.PEOPLE_ANSWERED, Role.RESPONSE_RATE, Role.ASKED_OF_ALL)
    )
    if people:
        return people_answered(*people)
    return forms_received(*rate, *asked) if rate and asked else None


@remembered
def history(published: PublishedSet, id: str, around: Geography) -> pd.DataFrame:
    """One row per footprint and England per period (insight.measures.series.rebased).

    The rows of the vintage are what they are without one's own footprint, whose figures are withheld where they would
    give a hidden organisation away. Where they were prepared (insight.queries.prepare) they are read, not worked out.
    """
    if around.own is None:
        kept = published.store.history(around.vintage, id, EVERYONE)
        return rebased(gathered(published, id), around) if kept is None else kept
    rows = rebased(gathered(published, id), map_of_two(published, around))
    own = withhold(rows[rows["org"] == around.own.code], *_withheld(published, id, around.own))
    others = history(published, id, without_own(published, around))
    return pd.concat([others, own]).sort_values(["org", "start"], ignore_index=True)


@remembered
def scale(published: PublishedSet, id: str, vintage: str) -> ClassScale:
    """The classes of colour of a map: those of the vintage, whatever is looked at beside it."""
    return common_scale(history(published, id, geography(published, vintage)))


@remembered
def beside(published: PublishedSet, id: str, around: Geography, comparator: Comparator) -> pd.DataFrame:
    """The history of a measure with the rows of a comparator."""
    return comparator.pooled(history(published, id, around))


@remembered
def of_comparator(published: PublishedSet, id: str, around: Geography, comparator: Comparator) -> pd.DataFrame:
    """The rows of a comparator alone, in the history of a measure."""
    return comparator.rows(history(published, id, around))


@remembered
def reach(published: PublishedSet, id: str, around: Geography) -> tuple[float, float]:
    """The lowest and highest end of any footprint's interval in any period, so that charts of several years have one axis."""
    rows = history(published, id, around)
    ends = rows.loc[rows["org"] != ENGLAND, ["value", "lower", "upper"]].to_numpy(dtype=float)
    return (float(np.nanmin(ends)), float(np.nanmax(ends))) if np.isfinite(ends).any() else (0.0, 100.0)


@remembered
def standing(
    published: PublishedSet, id: str, around: Geography, period: pd.Timestamp, comparator: Comparator = NATIONAL
) -> Standing:
    """Every footprint against the comparator in one period.

    One's own footprint is ranked among the others, whose ranks stay what they are.
    """
    figures = of_comparator(published, id, around, comparator)
    among = _unestimated(published, against(_group_figures(published, id, around, period), figures, comparator))
    if around.own is None:
        return among
    others = standing(published, id, without_own(published, around), period, comparator)
    own = among.table[among.table["code"] == around.own.code]
    return replace(
        others, group=among.group, rows=pd.concat([others.table, own]).sort_values("name", ignore_index=True)
    )


def called(level: Level) -> str:
    """What an organisation of a level is called in a sentence."""
    return _CALLED.get(level, str(level))


def _unestimated(published: PublishedSet, found: Standing) -> Standing:
    """The same, with the true reason where the loaded figures are of too few organisations to estimate any footprint from."""
    lacking = found.rows["status"].eq(Status.NOT_AVAILABLE) & ~found.rows["coverage"].ge(COVERAGE_FLOOR)
    sums = gathered(published, found.measure.id).member_sums if lacking.any() else None
    held = sums.held(found.start) if sums else None
    some = found.rows["coverage"].notna()
    if held is None or (held[2] >= COVERAGE_FLOOR and some[lacking].all()):
        return found  # without a sentence being made
    level, number, share = held
    lacking &= found.table["reason"].isin([Reason.THIN_COVERAGE, Reason.NOT_AVAILABLE]) & (
        ~some | (share < COVERAGE_FLOOR)
    )
    those = counted(number, called(level))
    told = [
        refuse_file(those, share, name, found.period, some=each)
        for name, each in zip(found.table["name"], some, strict=True)
    ]
    table = found.table.assign(
        sentence=found.table["sentence"].mask(lacking, pd.Series([each.sentence for each in told], found.table.index)),
        reason=found.table["reason"].mask(lacking, pd.Series([str(each.reason) for each in told], found.table.index)),
    )
    return replace(found, rows=table)


@remembered
def _group_figures(published: PublishedSet, id: str, around: Geography, period: pd.Timestamp) -> GroupFigures:
    """Every footprint in one period, whoever it is held against."""
    return group_figures(measure(published, id), history(published, id, around), group(published, around), period)


@remembered
def _withheld(published: PublishedSet, id: str, own: Placed) -> tuple[np.ndarray, np.ndarray]:
    """The periods of a measure, and why the own figure of each is withheld (None where it is not)."""
    members = published_members(published.store.facts(id, _HIDDEN_AT))
    return members.starts, withheld([*own.before, own.orgs], areas(published), members)[-1]
