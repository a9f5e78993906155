"""The history of a measure for every footprint of one vintage, and for England: published where it can be, else estimated."""

from __future__ import annotations

import numpy as np
import pandas as pd

from insight.measures.estimated import estimated
from insight.measures.gathered import OWN, SERIES, Gathered, gather
from insight.measures.geography import Geography
from insight.measures.member_sums import Days, latest
from insight.measures.precision import OUR_LIMITS, PUBLISHED_LIMITS, limits
from insight.measures.published import published
from insight.measures.rules import tells_of
from insight.model import ENGLAND, EVERYONE, Level, Measure, Status
from insight.stats.arrays import Flags, Floats

_WORDS = ("status", "basis", "interval", "release")
_FIGURES = [name for name in SERIES if name not in ("org", "start", "end")]


def series(
    facts: pd.DataFrame,
    measure: Measure,
    geography: Geography,
    segment: str = EVERYONE,
    received: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The history of one measure on one map; see `rebased` for the rows and `gather` for the arguments."""
    return rebased(gather(facts, measure, segment, received), geography)


def rebased(gathered: Gathered, geography: Geography) -> pd.DataFrame:
    """One row per footprint and England per period: every combination, missing figures with the status that says why.

    Columns: org, start, end; value, lower, upper in the measure's unit; numerator, denominator, respondents; effective
    (replies the figure is worth); status; basis (insight.model.Basis, missing where there is no row behind it); interval
    ("published" or "ours"); coverage 0 to 1; release. Sorted by org and start. What a publisher says of exactly this
    footprint and period goes before anything worked out, hidden or not. Measures of trusts that serve several footprints
    (insight.measures.rules) have a figure for England alone.
    """
    printed, place = published(gathered.columns, geography)
    starts, ends = _periods(gathered, geography)
    rows = _worked_out(gathered, geography, starts)

    # Backwards, so that of two rows that tell of one footprint and period the first stands.
    columns = gathered.columns
    taken = (place * len(starts) + np.searchsorted(starts, columns["start"][printed]))[::-1]
    for name in _FIGURES:
        rows[name][taken] = columns[name][printed][::-1]
    own = np.full(len(rows["value"]), np.nan)
    own[taken] = columns[OWN][printed][::-1]
    _use_one_kind_of_interval(rows, gathered.measure, own, geography.orgs.to_numpy() != ENGLAND)
    table = _table(rows, geography, starts, ends)
    return table if tells_of(gathered.measure, geography.level) else _of_england_alone(table)


def of_org(series: pd.DataFrame, code: str) -> pd.DataFrame:
    """The rows of one organisation, which stand together: a slice, since picking rows by a condition copies every column of a table."""
    at = np.flatnonzero(series["org"].to_numpy() == code)
    if not len(at):
        return series.iloc[:0]
    return series.iloc[at[0] : at[-1] + 1] if at[-1] - at[0] < len(at) else series.iloc[at]


def built(gathered: Gathered, geography: Geography) -> pd.DataFrame:
    """The same rows as `rebased`, as they would be if no publisher said anything of any area."""
    starts, ends = _periods(gathered, geography)
    return _table(_worked_out(gathered, geography, starts), geography, starts, ends)


def _table(rows: dict[str, np.ndarray], geography: Geography, starts: Days, ends: Days) -> pd.DataFrame:
    orgs = geography.orgs.to_numpy()
    when = {"start": np.tile(starts, len(orgs)), "end": np.tile(ends, len(orgs))}
    columns = {"org": orgs.repeat(len(starts))} | when | rows
    return pd.DataFrame({name: columns[name] for name in SERIES})


def _use_one_kind_of_interval(rows: dict[str, np.ndarray], measure: Measure, own: Floats, areas: Flags) -> None:
    """Ours for all footprints of a period of which some have published intervals and others ours: one map, one rule.

    `own` is what our interval of each row would rest on, missing where nobody knows; `areas` tells England apart.
    """
    whose = rows["interval"].reshape(len(areas), -1)
    published_ones, ours = whose == PUBLISHED_LIMITS, whose == OUR_LIMITS
    mixed = published_ones[areas].any(axis=0) & ours[areas].any(axis=0)
    switch = (published_ones & mixed & areas[:, None]).ravel() & ~np.isnan(own)
    if switch.any():
        ours_all = limits(measure, np.clip(rows["value"][switch] / 100, 0.0, 1.0), own[switch])
        rows["lower"][switch], rows["upper"][switch] = ours_all.lower * 100, ours_all.upper * 100
        rows["effective"][switch], rows["interval"][switch] = own[switch], OUR_LIMITS


def _worked_out(gathered: Gathered, geography: Geography, starts: Days) -> dict[str, np.ndarray]:
    """The figures by column, one entry per org and period: estimates where there are any, else nothing but a status."""
    shape, member_sums = (len(geography.orgs), len(starts)), gathered.member_sums
    rows = {name: np.full(shape, np.nan) for name in _FIGURES} | {name: np.full(shape, "", object) for name in _WORDS}
    if member_sums is not None:
        here = np.searchsorted(starts, member_sums.starts)
        for name, column in estimated(member_sums, gathered.measure, geography).items():
            rows[name][:, here] = column
    for name in _WORDS:
        rows[name][rows[name] == ""] = str(Status.NOT_AVAILABLE) if name == "status" else None
    return {name: column.ravel() for name, column in rows.items()}


def _of_england_alone(table: pd.DataFrame) -> pd.DataFrame:
    """The same rows, those of footprints without a figure."""
    mine = table["org"].eq(ENGLAND)
    emptied = table[_FIGURES].where(mine).assign(status=table["status"].where(mine, str(Status.NOT_AVAILABLE)))
    return table.assign(**{name: emptied[name] for name in _FIGURES})


def _periods(gathered: Gathered, geography: Geography) -> tuple[Days, Days]:
    """Start and latest end of every period of which anything is known, of England, such areas or their parts."""
    member_sums, columns = gathered.member_sums, gathered.columns
    here = (columns["level"] == str(Level.ENGLAND)) | (columns["level"] == str(geography.level))
    begun = [columns["start"][here], *([member_sums.starts] if member_sums else [])]
    ended = [columns["end"][here], *([member_sums.ends] if member_sums else [])]
    starts, period = np.unique(np.concatenate(begun), return_inverse=True)
    return starts, latest(np.concatenate(ended), period, len(starts))
