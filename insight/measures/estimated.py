"""A footprint's figure worked out from its organisations, for every area and period for which no publisher gives one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

import numpy as np
from scipy.sparse import csc_array

from insight.measures.disclosure import FEW_HIDDEN
from insight.measures.geography import Geography
from insight.measures.member_sums import KNOWN, MemberSums, Sums
from insight.measures.precision import OUR_LIMITS, limits
from insight.measures.rules import SCALE
from insight.model import ENGLAND, Measure, Status, Unit
from insight.stats.arrays import Flags, Floats, Indexes, floats
from insight.stats.heterogeneity import PrecisionSums, between_variance
from insight.stats.hidden import effective_with_hidden
from insight.stats.rollup import COVERAGE_FLOOR
from insight.traits import Counts

Columns = dict[str, np.ndarray]
_Add = Callable[[Floats], Floats]
"""From figures of orgs x periods to those of `geography.orgs` x periods, England's over all orgs, placed or not."""

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
    in an extract. Few places have counts and no share. Each value is the sum of its parts divided once: methods as in insight.stats.rollup.
    """
    places = geography.place_of(member_sums.orgs)
    england = (geography.orgs == ENGLAND)[:, None]
    add, across = _adding(places, england), _lying_across(member_sums, geography)
    sums = Sums(*map(add, member_sums.sums))
    placed = np.where(england, 1.0, _placed(member_sums, places, sums.known[~england[:, 0]]))
    sums = replace(sums, known=sums.known + across)
    with np.errstate(invalid="ignore", divide="ignore"):
        covered = sums.weight / sums.known * placed * member_sums.complete
        share = sums.weighted / sums.weight
        worth = sums.weight**2 / sums.spread
    some, percent = sums.known > 0, measure.unit is Unit.PERCENT
    if percent:
        worth = _allow_for_hidden(member_sums, add, across, sums, share=share, worth=worth)
        hidden = add(floats(member_sums.hidden))
        coarse = (hidden > 0) & (hidden <= FEW_HIDDEN)
        share = np.where(coarse, np.round(share, 3), share)
        sums = replace(sums, weighted=np.where(coarse, share * sums.weight, sums.weighted))
    few = (sums.people if measure.unit is Unit.SCORE else sums.weight) < measure.traits.low_base_under
    spread = np.mean(some, axis=0, where=~england) >= _FOOTPRINTS_TOLD
    refused = ~(covered >= COVERAGE_FLOOR) | (england & (few | ~spread))
    no_share = refused | (few & (measure.traits.counts is Counts.PLACES))
    share[no_share] = np.nan
    effective = np.where(no_share | (sums.uncounted > 0) | (not percent), np.nan, worth)
    lower, upper = limits(measure, np.clip(share, 0.0, 1.0) if percent else np.full_like(share, np.nan), effective)
    replied = np.where(refused | (sums.uncounted > 0) | (measure.unit is Unit.COUNT), np.nan, sums.people)
    basis = np.asarray([str(each.basis) for each in member_sums.parts], dtype=object)
    return {
        "value": _only(~refused, sums.weighted) if measure.unit is Unit.COUNT else share * SCALE[measure.unit],
        "lower": lower * 100,
        "upper": upper * 100,
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
    member_sums: MemberSums, add: _Add, across: Floats, sums: Sums, *, share: Floats, worth: Floats
) -> Floats:
    """The effective bases once the members nobody may see are allowed for: they may differ as the shown ones do among themselves."""
    weight, weighted, spread, known = (
        member_sums.sums[_PLACE[name]] for name in ("weight", "weighted", "spread", "known")
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = np.where(spread > 0, weight**2 / spread, 0.0)
        own = np.where(weight > 0, weighted / weight, 0.0)
    first = precision * own
    moments = PrecisionSums(*map(add, (floats(precision > 0), precision, precision**2, first, first * own)))
    return effective_with_hidden(
        share,
        worth,
        between_variance(moments, share * (1 - share)),
        shown=(sums.weight, add(weight**2)),
        hidden=(sums.known - sums.weight, add((known - weight) ** 2) + across**2),
    )


def _adding(places: Indexes, england: Flags) -> _Add:
    areas, orgs = len(england), len(places)
    home = csc_array((np.ones(orgs), np.where(places < 0, areas, places), np.arange(orgs + 1)), (areas + 1, orgs))

    def add(figures: Floats) -> Floats:
        added = home @ figures
        return np.where(england, added.sum(axis=0), added[:areas])

    return add


def _placed(member_sums: MemberSums, places: Indexes, known: Floats) -> Floats:
    """Per period: the share of the weights of all orgs that belong to a footprint whose footprint this vintage knows."""
    nowhere = places < 0
    lost = (member_sums.sums[KNOWN, nowhere] * member_sums.due[nowhere]).sum(axis=0)
    found = known.sum(axis=0)
    return np.divide(found, found + lost, out=np.zeros(len(found)), where=found + lost > 0)


def _lying_across(member_sums: MemberSums, geography: Geography) -> Floats:
    """The weight of the areas of which each org holds only a part, by org and period: all of it counts as missing there."""
    missed = np.zeros((len(geography.orgs), len(member_sums.starts)))
    areas, parents = geography.borders
    children = member_sums.orgs.get_indexer(areas)
    known = children >= 0
    np.add.at(missed, parents[known], member_sums.sums[KNOWN, children[known]])
    return missed


def _only(wanted: Flags, values: Floats) -> Floats:
    return np.where(wanted, values, np.nan)
