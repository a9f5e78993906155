"""Whether newer or revised figures have come since a link was made: a link says what its figures were, and keeps its word."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import pandas as pd

from insight.queries import menu
from insight.queries.published import PublishedSet, remembered

_MARK = 8
"""Characters of a mark, enough to tell two copies of a file apart."""


@dataclass(frozen=True)
class Newer:
    """What has come since a link was made."""

    sentence: str
    period: str | None
    """The newest period there is now, where that is another than the one shown."""
    title: str = ""
    """What that period is called."""


@remembered
def stamp(published: PublishedSet, measure: str, period: str) -> str:
    """What a link writes down of the figures it shows: the newest period of the measure, and a mark of the files shown."""
    newest = next(iter(menu.periods(published, measure)), period)
    return f"{newest}.{_mark(published, measure, period)}"


def newer(published: PublishedSet, measure: str, period: str, written: str) -> Newer | None:
    """What has come since a link with this stamp was made; None where nothing has. `period` is the one shown."""
    then, _, mark = written.partition(".")
    periods = menu.periods(published, measure)
    newest = next(iter(periods), period)
    if newest > then:
        before = periods.get(then, "")
        when = f" It was made when {before} was the newest." if before else ""
        offered = (newest, periods[newest]) if newest != period else (None, "")
        return Newer(f"Newer figures exist: {periods[newest]} has come since this link was made.{when}", *offered)
    if mark and newest == then and mark != _mark(published, measure, period):
        return Newer(
            f"The files behind the figures for {periods.get(period, period)} have changed since this link was made: the "
            "publisher may have revised them.",
            None,
        )
    return None


def _mark(published: PublishedSet, measure: str, period: str) -> str:
    """The same for the same files of the measure's source and period."""
    releases = published.store.releases
    mine = releases["source"].eq(measure.partition(".")[0]) & releases["start"].eq(pd.Timestamp(period))
    files = ",".join(sorted(releases.loc[mine, "sha256"].astype(str)))
    return sha256(files.encode()).hexdigest()[:_MARK]
