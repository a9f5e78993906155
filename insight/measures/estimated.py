"""A footprint's figure worked out from its organisations, for every area and period for which no publisher gives one."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pandas as pd

from insight.measures.geography import Geography
from insight.measures.member_sums import KNOWN, MemberSums, Sums
from insight.measures.precision import OUR_LIMITS
from insight.measures.rules import SCALE
from insight.model import ENGLAND, Measure, Status, Unit
from insight.stats.arrays import Flags, Floats, Indexes
from insight.stats.heterogeneity import PrecisionSums, between_variance
from insight.stats.hidden import effective_with_hidden
from insight.stats.intervals import wilson_proportion
from insight.stats.rollup import COVERAGE_FLOOR

Columns = dict[str, np.ndarray]

_PLACE = {each.name: at for at, each in enumerate(fields(Sums))}
"""The place of each field among those of `Sums`."""
_FOOTPRINTS_TOLD = 0.5
"""The share of footprints with a member in the figures under which nothing is said of England."""


def estimated(member_sums: MemberSums, measure: Measure, geography: Geography) -> Columns:
    """Columns of a series, each orgs of `geography.orgs` x periods of the member sums; missing for no figure, "" for no word.

    An org whose figure is hidden or near zero is not summed and lowers the coverage. So do, in every footprint alike,
    orgs that no footprint of this vintage claims though they belong to one, and orgs that England's published base holds
    and the figures do not. Under 80% coverage there is no estimate, and the status says so; nor is there one of England,
    which all others are held against, from few people or places, or where most footprints have nobody in the figures, as
    in an extract. Each value is the sum of its parts divided once: methods as in insight.stats.rollup.
    """
    sums, placed = _add_up(member_sums, geography)
    with np.errstate(invalid="ignore", divide="ignore"):
        covered = sums.weight / sums.known * placed * member_sums.complete
        share = sums.weighted / sums.weight
        worth = sums.weight**2 / sums.spread
    some, percent = sums.known > 0, measure.unit is Unit.PERCENT
    if percent:
        worth = _allow_for_hidden(member_sums, geography, sums, share, worth)
    few = (sums.people if measure.unit is Unit.SCORE else sums.weight) < measure.traits.low_base_under
    england = (geography.orgs == ENGLAND)[:, None]
    spread = np.mean(some, axis=0, where=~england) >= _FOOTPRINTS_TOLD
    refused = ~(covered >= COVERAGE_FLOOR) | (england & (few | ~spread))
    share[refused] = np.nan
    effective = np.where(refused | (sums.uncounted > 0) | (not percent), np.nan, worth)
    limits = wilson_proportion(np.clip(share, 0.0, 1.0) if percent else np.full_like(share, np.nan), effective)
    replied = np.where(refused | (sums.uncounted > 0) | (measure.unit is Unit.COUNT), np.nan, sums.people)
    basis = np.asarray([str(each.basis) for each in member_sums.parts], dtype=object)
    return {
        "value": _only(~refused, sums.weighted) if measure.unit is Unit.COUNT else share * SCALE[measure.unit],
        "lower": limits.lower * 100,
        "upper": limits.upper * 100,
        "numerator": _only(percent & ~refused, sums.weighted),
        "denominator": _only(percent & ~refused, sums.weight),
        "respondents": replied,
        "effective": effective,
        "coverage": _only(some, covered),
        "status": np.select([~some, refused, few], ["", str(Status.NOT_AVAILABLE), str(Status.LOW_BASE)], str(Status.OK)),
        "interval": np.where(np.isnan(effective), "", OUR_LIMITS),
        "basis": np.where(some, basis, ""),
        "release": np.where(some, member_sums.releases, ""),
    }  # fmt: skip


def _allow_for_hidden(
    member_sums: MemberSums, geography: Geography, sums: Sums, share: Floats, worth: Floats
) -> Floats:
    """The effective bases once the members nobody may see are allowed for: they may differ as the shown ones do among themselves."""
    weight, weighted, spread, known = (
        member_sums.sums[:, _PLACE[name], :] for name in ("weight", "weighted", "spread", "known")
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = np.where(spread > 0, weight**2 / spread, 0.0)
        own = np.where(weight > 0, weighted / weight, 0.0)
    squares = np.stack([weight**2, (known - weight) ** 2], axis=1)
    moments = np.stack(
        [(precision > 0).astype(float), *(precision * each for each in (1, precision, own, own**2))], axis=1
    )
    added = _by_area(np.concatenate([moments, squares], axis=1), member_sums, geography).swapaxes(0, 1)
    across = _lying_across(member_sums, geography)
    return effective_with_hidden(
        share,
        worth,
        between_variance(PrecisionSums(*added[:5]), share * (1 - share)),
        shown=(sums.weight, added[5]),
        hidden=(sums.known - sums.weight, added[6] + across**2),
    )


def _add_up(member_sums: MemberSums, geography: Geography) -> tuple[Sums, Floats]:
    """The sums of every org and period, England's over all orgs, placed or not; and the placed share."""
    home, nowhere = geography.number_of(member_sums.orgs), len(geography.names)
    known = member_sums.sums[home < nowhere, KNOWN].sum(axis=0)
    lost = (member_sums.sums[home == nowhere, KNOWN] * member_sums.due[home == nowhere]).sum(axis=0)

    rows = _by_area(member_sums.sums, member_sums, geography)
    rows[:, KNOWN] += _lying_across(member_sums, geography)
    placed = np.ones((len(rows), len(known)))
    placed[geography.order < nowhere] = np.divide(known, known + lost, out=np.zeros(len(known)), where=known + lost > 0)
    return Sums(*rows.swapaxes(0, 1)), placed


def _by_area(sums: Floats, member_sums: MemberSums, geography: Geography) -> Floats:
    """The sums of every org of `geography.orgs`, England's over all orgs, placed or not: orgs x fields x periods."""
    nowhere = len(geography.names)
    added = _by_home(sums, geography.number_of(member_sums.orgs), nowhere + 1)
    return np.concatenate([added[:nowhere], added.sum(axis=0, keepdims=True)])[geography.order]


def _by_home(sums: Floats, home: Indexes, homes: int) -> Floats:
    """The sums of all orgs of each home: homes x fields of `Sums` x periods."""
    order = np.argsort(home, kind="stable")
    first = np.flatnonzero(np.diff(home[order], prepend=-1))
    added = np.zeros((homes, *sums.shape[1:]))
    added[home[order][first]] = np.add.reduceat(sums[order], first, axis=0)
    return added


def _lying_across(member_sums: MemberSums, geography: Geography) -> Floats:
    """The weight of the areas of which each org holds only a part, by org and period: all of it counts as missing there."""
    missed = np.zeros((len(geography.orgs), len(member_sums.starts)))
    children = member_sums.orgs.get_indexer(pd.Index(geography.borders["child"], dtype=object))
    parents = geography.orgs.get_indexer(pd.Index(geography.borders["parent"], dtype=object))
    known = children >= 0
    np.add.at(missed, parents[known], member_sums.sums[children[known], KNOWN])
    return missed


def _only(wanted: Flags, values: Floats) -> Floats:
    return np.where(wanted, values, np.nan)
