"""When an ODS report was made, and which vintage its footprints are of: the reports carry no date of their own.

Told by what a report names, by when it was fetched or what its file is called, and by its newest day, together. The
newest day alone misleads: a report of July may know of nothing newer than the closures of 31 March.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

import pandas as pd

from insight.model import Vintage
from loaders.errors import LayoutChanged
from loaders.reference import Reference
from loaders.source import Raw
from loaders.sources.register.days import stated_day

_QUIET = pd.DateOffset(years=2)
"""No register goes longer without an opening or a closure: one that is called newer was named by a mistake."""
_MANY, _ALONE = 20, pd.DateOffset(years=1)
"""So many different days, and so far after the last but one, make a newest day a slip: something opens or closes every year."""
_SHOWN = 5
"""Codes that a sentence names."""


@dataclass(frozen=True)
class Dated:
    """What a report tells about."""

    day: date
    vintage: str | None
    """None before the first."""
    note: str
    """Where its signs disagree: how, and what was decided. Empty where they agree."""


def date_report(rows: pd.DataFrame, raw: Raw, reference: Reference) -> Dated:
    """The day and the vintage of a report of these rows. Raises LayoutChanged where no row has a day."""
    stated, notes = stated_day(raw), list[str]()
    # The days on which organisations opened or closed, each once, oldest first; not those announced ahead, unless all are.
    every = pd.DatetimeIndex(pd.concat([rows["opened"], rows["closed"]]).dropna().unique()).sort_values()
    known = every[every <= pd.Timestamp(raw.retrieved or date.today())]
    days = known if len(known) else every
    if not len(days):
        raise LayoutChanged(raw.name, "opening dates in column 11", "none")
    newest = days[-1]
    # One so far from many others is a slip, where no name or receipt speaks for it.
    spoken_for = stated and stated >= newest.date()
    if len(days) >= _MANY and not spoken_for and newest > days[-2] + _ALONE:
        notes.append(f"its newest day, {newest:%d %B %Y}, lies years after all others and is not believed")
        newest = days[-2]
    if stated and not newest.date().replace(day=1) <= stated <= (newest + _QUIET).date() and not raw.retrieved:
        notes.append(f"it is called one of {stated:%B %Y} and its newest day is {newest:%d %B %Y}, which is believed")
        stated = None
    day = max(newest.date(), stated or date.min)
    expected = reference.vintage_in_force(day)
    footprints = rows.loc[rows["closed"].isna(), "footprint"]
    footprints = footprints[footprints.isin(reference.tables["footprints"]["code"])]
    named = Counter(map(str, footprints))
    vintage = _vintage_of(named, day, reference)
    if vintage is None or not named:
        return Dated(day, expected, "; ".join(notes))
    if vintage.id != expected:
        notes.append(f"its newest day is {newest:%d %B %Y}, and the footprints it names are those of {vintage.id}")
    if strange := sorted(set(named) - set(reference.footprint_names(vintage.id))):
        shown = ", ".join(strange[:_SHOWN])
        notes.append(f"{shown} are no footprints of {vintage.id}: who lies there is not placed by this report")
    return Dated(max(day, vintage.start), vintage.id, "; ".join(notes))


def vintages_on(days: pd.Series, reference: Reference) -> pd.Series:
    """The vintage in force on each day; missing before the first."""
    position = pd.DatetimeIndex([each.start for each in reference.vintages]).searchsorted(days, side="right") - 1
    return pd.Series(position, index=days.index).map(dict(enumerate(each.id for each in reference.vintages)))


def _vintage_of(named: Counter[str], day: date, reference: Reference) -> Vintage | None:
    """The vintage in force on a day or, as closed codes stay in use for months, the one before, if it has all codes; else
    the nearest that has; else the one whose codes most of the rows name: a row alone never says what a report is of.
    """
    begun = [each for each in reversed(reference.vintages) if each.start <= day]
    later = [each for each in reference.vintages if each.start > day]
    nearest = (*begun[:2], *later, *begun[2:])
    return max(nearest, key=lambda each: sum(named[code] for code in reference.footprint_names(each.id)), default=None)
