"""What footprints are built from: the figures of one measure by organisation and period, ready to be added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.measures.precision import design_effects, replies
from insight.measures.received import add_received, forms_of
from insight.measures.rules import PARTS, Parts, can_be_built, weigh
from insight.model import Measure, Status, Unit
from insight.stats.arrays import Floats, Indexes, floats

Days = np.ndarray
"""Days as datetime64[ns]."""

_SHOWN = (Status.OK, Status.LOW_BASE)


@dataclass(frozen=True, eq=False)
class Bricks:
    """The figures footprints are built from: one entry per organisation and period."""

    parts: Sequence[Parts]
    """What the figures of each period are about."""
    orgs: pd.Index
    """The code of each organisation, once."""
    org: Indexes
    period: Indexes
    starts: Days
    ends: Days
    releases: np.ndarray
    """One start, end and release per period; one release names all, since a period is published as a whole."""
    complete: Floats
    """Per period: the share, 0 to 1, that the weights of all entries are of England's, 1 where England's is not published. A
    file that holds only some organisations shows here."""
    sums: Mapping[str, Floats]
    """What a footprint adds up of its entries, by name (`Sums`). Entries that are hidden add nothing but `known`."""


@dataclass(frozen=True, eq=False)
class Sums:
    """What is added up over the orgs of a footprint before anything is divided; one entry per footprint and period."""

    weight: Floats
    weighted: Floats
    """Weight times share."""
    spread: Floats
    """Weight squared, times D, divided by replies (insight.stats.rollup)."""
    people: Floats
    uncounted: Floats
    """Orgs whose number of replies nobody published."""
    known: Floats
    """The weight of all members, hidden ones too: what the coverage is a share of."""
    due: Floats
    """The same of those that belong to a footprint, whether or not anybody has placed them."""


def find_bricks(
    facts: pd.DataFrame, measure: Measure, received: pd.DataFrame | None, whole: pd.Series
) -> Bricks | None:
    """The bricks among the facts of one measure and segment; None where footprints cannot be built of them.

    `received` as in insight.measures.gathered; `whole` is the base that England's figure rests on, by start.
    """
    rows, kind = _preferred(facts, measure)
    if rows.empty:
        return None
    rows = add_received(rows, measure, received)
    org, codes = pd.factorize(rows["org"])
    starts, first, period = np.unique(as_days(rows["start"]), return_index=True, return_inverse=True)
    due = np.zeros(len(rows))
    for each in np.unique(kind):
        due[kind == each] = codes.str.fullmatch(PARTS[each].due).astype(float)[org[kind == each]]
    sums = _to_sum(rows, measure, period, due)
    return Bricks(
        complete=_complete(floats(np.bincount(period, _held(rows, measure, received, sums))), starts, whole),
        parts=[PARTS[each] for each in kind[first]],
        orgs=codes.astype(object),
        org=org,
        period=period,
        starts=starts,
        ends=latest(as_days(rows["end"]), period, len(starts)),
        releases=rows["release"].iloc[first].to_numpy(dtype=object),
        sums=sums,
    )


def _held(rows: pd.DataFrame, measure: Measure, received: pd.DataFrame | None, sums: Mapping[str, Floats]) -> Floats:
    """What each entry holds of England's base."""
    if measure.unit is Unit.SCORE and received is not None:
        return np.nan_to_num(forms_of(rows, received))
    return sums["known"]


def _complete(known: Floats, starts: Days, whole: pd.Series) -> Floats:
    england = floats(whole.reindex(pd.DatetimeIndex(starts)))
    return np.where(np.isnan(england), 1.0, np.minimum(known / england, 1.0))


def _preferred(facts: pd.DataFrame, measure: Measure) -> tuple[pd.DataFrame, Indexes]:
    """The rows of the most preferred kind of organisation in each period, and the place of that kind in PARTS by row."""
    places = {str(each.level): at for at, each in enumerate(PARTS) if can_be_built(measure, each.level)}
    number, levels = pd.factorize(facts["level"])
    kind = np.array([places.get(str(level), len(PARTS)) for level in levels], dtype=np.intp)[number]
    facts, kind = facts[kind < len(PARTS)], kind[kind < len(PARTS)]
    starts, period = np.unique(as_days(facts["start"]), return_inverse=True)
    best = np.full(len(starts), len(PARTS))
    np.minimum.at(best, period, kind)
    return facts[kind == best[period]], kind[kind == best[period]]


def _to_sum(rows: pd.DataFrame, measure: Measure, period: Indexes, due: Floats) -> dict[str, Floats]:
    """What each entry adds to its footprint. Near zero is known only as "under 0.5%", so it is not summed."""
    share, weight = weigh(rows, measure)
    shown = rows["status"].isin(list(_SHOWN)).to_numpy() & (weight > 0) & ~np.isnan(share)
    people = replies(measure, rows)
    counted = shown & (people > 0)
    known = _filled(weight, period)
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = weight**2 * design_effects(measure, rows["level"]) / people
    return {
        "weight": np.where(shown, weight, 0.0),
        "weighted": np.where(shown, weight * share, 0.0),
        "spread": np.where(counted, spread, 0.0),
        "people": np.where(counted, people, 0.0),
        "uncounted": np.where(shown & ~counted, 1.0, 0.0),
        "known": known,
        "due": known * due,
    }


def _filled(weight: Floats, period: Indexes) -> Floats:
    """Every weight known: an org whose base is hidden too counts as one of middle size in its period.

    Registered patients would tell better, and are not among the facts of a measure.
    """
    filled = weight.copy()
    hidden = np.isnan(weight)
    for at in np.unique(period[hidden]):
        here = period == at
        seen = weight[here & (weight > 0)]
        filled[here & hidden] = np.median(seen) if len(seen) else 1.0
    return filled


def latest(ends: Days, period: Indexes, periods: int) -> Days:
    """The latest end of the rows of each period, numbered from 0."""
    order = np.argsort(ends, kind="stable")
    found = np.zeros(periods, dtype="datetime64[ns]")
    found[period[order]] = ends[order]  # of several assignments to one place the last stands
    return found


def as_days(dates: pd.Series) -> Days:
    """The dates of a column without their hours."""
    return dates.to_numpy(dtype="datetime64[ns]")
