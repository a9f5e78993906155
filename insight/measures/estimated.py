"""A footprint's figure worked out from its organisations, for every area and period for which no publisher gives one."""

from __future__ import annotations

import numpy as np

from insight.measures.bricks import Bricks, Days, Sums
from insight.measures.geography import Geography
from insight.measures.precision import OUR_LIMITS
from insight.measures.rules import SCALE
from insight.model import Measure, Status, Unit
from insight.stats.arrays import Flags, Floats, floats
from insight.stats.intervals import wilson_proportion
from insight.stats.rollup import COVERAGE_FLOOR

Columns = dict[str, np.ndarray]


def estimated(bricks: Bricks, measure: Measure, geography: Geography, starts: Days) -> Columns:
    """Columns of a series, one entry per org of `geography.orgs` and start, in that order; "" and missing for nothing.

    An org whose figure is hidden or near zero is not summed and lowers the coverage. So do, in every footprint alike,
    orgs that no footprint of this vintage claims though they belong to one, and orgs that England's published base holds
    and the figures do not. Under 80% coverage there is no estimate,
    and the status says so. Each value is the sum of its parts divided once: methods as in insight.stats.rollup.
    """
    sums, placed = _add_up(bricks, geography, starts)
    with np.errstate(invalid="ignore", divide="ignore"):
        covered = sums.weight / sums.known * placed * _complete(bricks, starts, len(geography.orgs))
        share = sums.weighted / sums.weight
        worth = sums.weight**2 / sums.spread
    some, percent = sums.known > 0, measure.unit is Unit.PERCENT
    refused = ~(covered >= COVERAGE_FLOOR)
    share[refused] = np.nan
    effective = np.where(refused | (sums.uncounted > 0) | (not percent), np.nan, worth)
    limits = wilson_proportion(np.clip(share, 0.0, 1.0) if percent else np.full_like(share, np.nan), effective)
    replied = np.where(refused | (sums.uncounted > 0) | (measure.unit is Unit.COUNT), np.nan, sums.people)
    basis, least = _told_of(bricks, starts, len(geography.orgs))
    few = (sums.people if measure.unit is Unit.SCORE else sums.weight) < least
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
    }  # fmt: skip


def _add_up(bricks: Bricks, geography: Geography, starts: Days) -> tuple[Sums, Floats]:
    """The sums of every org and period in one row each, England's over all orgs, placed or not; and the placed share."""
    footprints, periods = len(geography.names), len(starts)
    home = geography.number_of(bricks.orgs).take(bricks.org)  # the last number is nowhere
    cell = home * periods + np.searchsorted(starts, bricks.starts).take(bricks.period)
    added = {
        name: np.bincount(cell, values, minlength=(footprints + 1) * periods).reshape(-1, periods)
        for name, values in bricks.sums.items()
    }
    known, lost = added["known"][:-1].sum(axis=0), added["due"][-1]
    placed = np.divide(known, known + lost, out=np.zeros(periods), where=known + lost > 0)
    order = geography.order
    rows = {
        name: floats(np.concatenate([each[:-1], each.sum(axis=0, keepdims=True)])[order])
        for name, each in added.items()
    }
    rows["known"] = rows["known"] + _lying_across(bricks, geography, starts)
    share = np.where((order == footprints)[:, None], 1.0, placed)
    return Sums(**{name: each.ravel() for name, each in rows.items()}), share.ravel()


def _lying_across(bricks: Bricks, geography: Geography, starts: Days) -> Floats:
    """The weight of the areas of which each org holds only a part, by org and start: all of it counts as missing there."""
    missed = np.zeros((len(geography.orgs), len(starts)))
    for child, parent in geography.borders[geography.borders["child"].isin(bricks.orgs)].itertuples(index=False):
        entries = bricks.org == bricks.orgs.get_loc(child)
        here = np.searchsorted(starts, bricks.starts)[bricks.period[entries]]
        np.add.at(missed[geography.orgs.get_loc(parent)], here, bricks.sums["known"][entries])
    return missed


def _complete(bricks: Bricks, starts: Days, orgs: int) -> Floats:
    """What the figures of all organisations cover of England, for each org and start."""
    complete = np.ones(len(starts))
    complete[np.searchsorted(starts, bricks.starts)] = bricks.complete
    return np.tile(complete, orgs)


def _told_of(bricks: Bricks, starts: Days, orgs: int) -> tuple[np.ndarray, Floats]:
    """The basis of each org and start, and how many it takes not to be a low base: those of the parts of the period."""
    basis, least = np.full(len(starts), "", dtype=object), np.zeros(len(starts))
    here = np.searchsorted(starts, bricks.starts)
    basis[here], least[here] = [str(each.basis) for each in bricks.parts], [each.few for each in bricks.parts]
    return np.tile(basis, orgs), np.tile(least, orgs)


def _only(wanted: Flags, values: Floats) -> Floats:
    return np.where(wanted, values, np.nan)
