"""The counts of a return as facts: of each organisation, and of England where the return is whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.model import ENGLAND, EVERYONE, Level, Status, Unit
from loaders.source import Release
from loaders.sources.complaints.declared import SOURCE_ID, ComplaintsReturn, services
from loaders.sources.complaints.measures import Figure, figures
from loaders.sources.complaints.returns import Return

COLUMNS = (
    "measure", "org", "level", "start", "end", "segment", "value", "numerator", "denominator", "status", "release",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class CountedReturn:
    """A return, what of it is in doubt (rows x columns of counts), and whom its rows are about."""

    found: Return
    doubts: pd.DataFrame
    providers: pd.Series
    """Which rows are about organisations that give care: the others are part of England alone."""
    whole: bool
    """Whether all of England is in it."""
    unlisted: Sequence[str]
    """Codes in its column of footprints that are none."""


def facts(counted: CountedReturn, release: Release) -> pd.DataFrame:
    """All facts of one file; columns COLUMNS."""
    told = [frame for service in services().values() for frame in _of_service(counted, service)]
    empty = pd.DataFrame(columns=list(COLUMNS))
    return pd.concat(told, ignore_index=True).assign(release=release.id)[list(COLUMNS)] if told else empty


def _of_service(counted: CountedReturn, service: ComplaintsReturn) -> Iterator[pd.DataFrame]:
    form, rows = counted.found.form, counted.found.rows
    if service.form != form.id:
        return
    mine = rows["return"].isin(service.returns) if service.returns else pd.Series(True, index=rows.index)
    if form.level in service.levels:
        yield from _at_level(counted, service, _codes(rows, form.level)[mine & counted.providers], form.level)
    if counted.whole and form.level in (Level.TRUST, Level.SUB_ICB):
        yield from _at_level(counted, service, pd.Series(ENGLAND, index=rows.index)[mine], Level.ENGLAND)


def _codes(rows: pd.DataFrame, level: Level) -> pd.Series:
    """The code of each row; of a practice without one, that of its contract."""
    codes = rows[str(level)]
    return codes.where(codes.ne(""), rows["contract"]) if level is Level.PRACTICE and "contract" in rows else codes


def _at_level(
    counted: CountedReturn, service: ComplaintsReturn, org: pd.Series, level: Level
) -> Iterator[pd.DataFrame]:
    """One frame per period; `org` is whom each row counts for."""
    rows = counted.found.rows
    for quarter in counted.found.quarters:
        now = org[rows.loc[org.index, "quarter"].eq(quarter)]
        wanted = [
            each
            for each in figures(service.id, quarterly=bool(quarter))
            if {each.numerator, each.denominator or each.numerator} <= set(counted.doubts)
        ]
        if now.empty or not wanted:
            continue
        group, orgs = pd.factorize(now, sort=True)
        returned = _Returned(rows.loc[now.index], counted.doubts.loc[now.index], group, len(orgs))
        start, end = counted.found.year.span(quarter or None)
        numbers = np.concatenate([_figure(returned, each) for each in wanted], axis=1)
        yield pd.DataFrame(
            {
                "measure": np.repeat([f"{SOURCE_ID}.{each.id}" for each in wanted], len(orgs)),
                "org": np.tile(np.asarray(orgs, dtype=object), len(wanted)),
                "level": str(level), "start": start, "end": end,
                "segment": np.repeat([each.segment or EVERYONE for each in wanted], len(orgs)),
                "value": numbers[0], "numerator": numbers[1], "denominator": numbers[2],
                "status": np.where(np.isnan(numbers[0]), str(Status.NOT_AVAILABLE), str(Status.OK)),
            }
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Returned:
    """The counts of some rows, what of them is in doubt, and the number of the organisation that each row counts for."""

    counts: pd.DataFrame
    doubts: pd.DataFrame
    group: np.ndarray
    orgs: int

    def summed(self, numbers: np.ndarray) -> np.ndarray:
        """One sum per organisation; missing where nothing was returned."""
        known = ~np.isnan(numbers)
        sums = np.bincount(self.group, np.where(known, numbers, 0.0), self.orgs)
        return np.where(np.bincount(self.group, known, self.orgs) > 0, sums, np.nan)


def _figure(returned: _Returned, figure: Figure) -> np.ndarray:
    """Value, numerator and denominator, one column per organisation.

    A total with a part in doubt is not available; a share is that of the rows that add up.
    """
    numerator = returned.counts[figure.numerator].to_numpy(dtype=float)
    doubt = returned.doubts[figure.numerator].to_numpy(dtype=bool)
    if figure.unit is Unit.COUNT:
        value = np.where(np.bincount(returned.group, doubt, returned.orgs) > 0, np.nan, returned.summed(numerator))
        return np.stack([value, *np.full((2, returned.orgs), np.nan)])
    base = returned.counts[figure.denominator].to_numpy(dtype=float)
    out = doubt | returned.doubts[figure.denominator].to_numpy(dtype=bool) | np.isnan(numerator) | np.isnan(base)
    parts, bases = (returned.summed(np.where(out, np.nan, each)) for each in (numerator, base))
    known = bases > 0
    parts, bases = np.where(known, parts, np.nan), np.where(known, bases, np.nan)
    return np.stack([100 * parts / bases, parts, bases])
