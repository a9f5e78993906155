"""What footprints are built from: the figures of one measure by organisation and period, ready to be added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from insight.measures.precision import design_effects, replies
from insight.measures.response_counts import add_response_counts, forms_of
from insight.measures.rules import AGGREGATION_LEVELS, AggregationLevel, can_be_built, is_record, weigh
from insight.model import Level, Measure, Status, Unit
from insight.stats.arrays import Flags, Floats, Indexes, floats

Days = np.ndarray
"""Days as datetime64[ns]."""

_SHOWN = (Status.OK, Status.LOW_BASE)
_NO_PART = len(AGGREGATION_LEVELS)
"""The place in AGGREGATION_LEVELS of what footprints are not built from."""
_COUNTED, _FEW = (Level.TRUST, Level.PRACTICE), 0.1
"""Levels that a register counts, and the share of one that no publication is as short of (a survey of one kind of trust asks a quarter)."""
_COLUMNS = ["org", "level", "start", "end", "value", "numerator", "denominator", "respondents", "status", "release"]
"""What is read of a figure that is added up."""


@dataclass(frozen=True, eq=False)
class Sums:
    """What is added up over the orgs of a footprint before anything is divided; arrays of one shape."""

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


_PLACES = [each.name for each in fields(Sums)]
KNOWN = _PLACES.index("known")
"""The place of that field among those of `Sums`."""


@dataclass(frozen=True, eq=False)
class MemberSums:
    """The figures footprints are built from, by organisation and period."""

    parts: Sequence[AggregationLevel]
    """What the figures of each period are about."""
    orgs: pd.Index
    """The code of each organisation, once."""
    starts: Days
    ends: Days
    releases: np.ndarray
    """One start, end and release per period; one release names all, since a period is published as a whole."""
    complete: Floats
    """Per period: the share, 0 to 1, that the weights of all entries are of England's; where England's is not published, that their
    number is of all that were open, or 1 for most of them. A file that holds only some organisations shows here."""
    sums: Floats
    """What each organisation adds to its footprint: fields of `Sums` x orgs x periods, 0 where it has no figure. A figure
    that is hidden adds nothing but `known`."""
    due: Flags
    """Orgs x periods: whether it belongs to a footprint, whether or not anybody has placed it."""

    @property
    def hidden(self) -> Flags:
        """Orgs x periods: whether it counts as a member and shows no figure."""
        weight, known = (self.sums[_PLACES.index(name)] for name in ("weight", "known"))
        return (known > 0) & ~(weight > 0)

    def held(self, start: pd.Timestamp) -> tuple[Level, int, float] | None:
        """Of a period, the kind and number of the organisations with figures and their share of England; None where it has none."""
        at = np.flatnonzero(self.starts == np.datetime64(start))
        if not len(at):
            return None
        period = int(at[0])
        number = int((self.sums[KNOWN, :, period] > 0).sum())
        return self.parts[period].level, number, float(self.complete[period])


def sum_members(
    facts: pd.DataFrame,
    measure: Measure,
    received: pd.DataFrame | None,
    whole: pd.Series,
    register: pd.DataFrame | None = None,
) -> MemberSums | None:
    """The sums of members among the facts of one measure and segment; None where footprints cannot be built of them.

    `received` and `register` as in insight.measures.gathered; `whole` is the base that England's figure rests on, by start.
    """
    rows, kind = _preferred(facts, measure)
    if rows.empty:
        return None
    rows = add_response_counts(rows, measure, received)
    org, codes = pd.factorize(rows["org"])
    period, starts = pd.factorize(as_days(rows["start"]), sort=True)
    first = np.zeros(len(starts), dtype=np.intp)
    first[period[::-1]] = np.arange(len(rows))[::-1]  # of several assignments to one place the last stands
    parts = [AGGREGATION_LEVELS[each] for each in kind[first]]
    due = {part: codes.str.fullmatch(part.due).astype(bool) for part in dict.fromkeys(parts)}
    entries = _to_sum(rows, measure, period, design_effects(measure, pd.Series([part.level for part in parts])))
    cell, shape = org * len(starts) + period, (len(codes), len(starts))
    added = [np.bincount(cell, getattr(entries, each.name), minlength=shape[0] * shape[1]) for each in fields(Sums)]
    complete = _complete(floats(np.bincount(period, _held(rows, measure, received, entries))), starts, whole)
    if register is not None and measure.additive:  # a survey of one kind of trust has scores of these alone
        england = facts.loc[facts["level"].eq(Level.ENGLAND) & facts["value"].notna(), "start"]
        told = np.isin(starts, as_days(england))
        complete = np.fmin(complete, _of_all(np.bincount(period), parts, starts, register, told))
    return MemberSums(
        complete=complete,
        parts=parts,
        orgs=codes.astype(object),
        starts=starts,
        ends=latest(as_days(rows["end"]), period, len(starts)),
        releases=rows["release"].iloc[first].to_numpy(dtype=object),
        sums=floats(added).reshape(-1, *shape),
        due=np.stack([due[part] for part in parts], axis=1),
    )


def _held(rows: pd.DataFrame, measure: Measure, received: pd.DataFrame | None, entries: Sums) -> Floats:
    """What each entry holds of England's base."""
    if measure.unit is Unit.SCORE and received is not None:
        return np.nan_to_num(forms_of(rows, received))
    return entries.known


def _complete(known: Floats, starts: Days, whole: pd.Series) -> Floats:
    england = floats(whole.reindex(pd.DatetimeIndex(starts)))
    return np.where(np.isnan(england), 1.0, np.minimum(known / england, 1.0))


def _of_all(
    number: Indexes, parts: Sequence[AggregationLevel], starts: Days, register: pd.DataFrame, told: Flags
) -> Floats:
    """By period, where England's figure does not tell (`told`), the share that the organisations with figures are of all that are
    open then, where they are too few to speak for England; else 1.
    """
    open_then = [
        (register["level"].eq(part.level) & ~(register["opened"] > start) & ~(register["closed"] <= start)).sum()
        if part.level in _COUNTED
        else 0
        for part, start in zip(parts, pd.DatetimeIndex(starts), strict=True)
    ]
    share = np.minimum(number / np.maximum(open_then, 1), 1.0)
    return np.where(told | (share >= _FEW), 1.0, share)


def _preferred(facts: pd.DataFrame, measure: Measure) -> tuple[pd.DataFrame, Indexes]:
    """The rows of the most preferred kind of organisation in each period, and the place of that kind in PARTS by row."""
    places = {str(each.level): at for at, each in enumerate(AGGREGATION_LEVELS) if can_be_built(measure, each.level)}
    number, levels = pd.factorize(facts["level"])
    kind = np.array([places.get(str(level), _NO_PART) for level in levels], dtype=np.intp)[number]
    kind[is_record(facts).to_numpy()] = _NO_PART
    period, starts = pd.factorize(as_days(facts["start"]))
    best = np.full(len(starts), _NO_PART)
    np.minimum.at(best, period, kind)
    wanted = (kind == best[period]) & (kind < _NO_PART)
    return facts[_COLUMNS][wanted], kind[wanted]


def _to_sum(rows: pd.DataFrame, measure: Measure, period: Indexes, effects: Floats) -> Sums:
    """What each row adds to its footprint, with the design effect of each period. Near zero is known only as "under 0.5%", so it is
    not summed."""
    share, weight = weigh(rows, measure)
    shown = rows["status"].isin(list(_SHOWN)).to_numpy() & (weight > 0) & ~np.isnan(share)
    people = replies(measure, rows)
    counted = shown & (people > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = weight**2 * effects[period] / people
    return Sums(
        weight=np.where(shown, weight, 0.0),
        weighted=np.where(shown, weight * share, 0.0),
        spread=np.where(counted, spread, 0.0),
        people=np.where(counted, people, 0.0),
        uncounted=np.where(shown & ~counted, 1.0, 0.0),
        known=_filled(weight, period),
    )


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
    found = np.full(periods, np.iinfo(np.int64).min)
    np.maximum.at(found, period, ends.view(np.int64))
    return found.view("datetime64[ns]")


def as_days(dates: pd.Series) -> Days:
    """The dates of a column without their hours."""
    return dates.to_numpy(dtype="datetime64[ns]")
