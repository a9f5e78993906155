"""The counts of a return as facts: of each organisation, and of England where the return is whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.model import ENGLAND, EVERYONE, Level, Status, Unit
from loaders.source import Release
from loaders.sources.complaints.declared import SOURCE_ID, Service, services
from loaders.sources.complaints.measures import Figure, figures
from loaders.sources.complaints.returns import Return

COLUMNS = (
    "measure", "org", "level", "start", "end", "segment", "value", "numerator", "denominator", "status", "release",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Counted:
    """A return, what of it is in doubt (rows x columns of counts), and whom its rows are about."""

    found: Return
    doubts: pd.DataFrame
    providers: pd.Series
    """Which rows are about organisations that give care: the others are part of England alone."""
    whole: bool
    """Whether all of England is in it."""


def facts(counted: Counted, release: Release) -> pd.DataFrame:
    """All facts of one file; columns COLUMNS."""
    told = [frame for service in services().values() for frame in _of_service(counted, service)]
    empty = pd.DataFrame(columns=list(COLUMNS))
    return pd.concat(told, ignore_index=True).assign(release=release.id)[list(COLUMNS)] if told else empty


def _of_service(counted: Counted, service: Service) -> Iterator[pd.DataFrame]:
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


def _at_level(counted: Counted, service: Service, org: pd.Series, level: Level) -> Iterator[pd.DataFrame]:
    """One frame per figure and period; `org` is whom each row counts for."""
    for quarter in counted.found.quarters:
        now = org[counted.found.rows.loc[org.index, "quarter"].eq(quarter)]
        start, end = counted.found.year.span(quarter or None)
        for figure in figures(service.id, quarterly=bool(quarter)):
            if not now.empty and {figure.numerator, figure.denominator or figure.numerator} <= set(counted.doubts):
                yield _figure(counted, figure, now).assign(
                    measure=f"{SOURCE_ID}.{figure.id}", level=str(level), start=start, end=end,
                    segment=figure.segment or EVERYONE,
                )  # fmt: skip


def _figure(counted: Counted, figure: Figure, org: pd.Series) -> pd.DataFrame:
    """One row per organisation. A total with a part in doubt is not available; a share is that of what adds up."""
    counts, doubts = counted.found.rows.loc[org.index], counted.doubts.loc[org.index]
    doubt, numerator = doubts[figure.numerator], counts[figure.numerator]
    if figure.unit is Unit.COUNT:
        value = numerator.groupby(org).sum(min_count=1).mask(doubt.groupby(org).any())
        told = pd.DataFrame({"value": value, "numerator": np.nan, "denominator": np.nan})
    else:
        kept = ~(doubt | doubts[figure.denominator]) & numerator.notna() & counts[figure.denominator].notna()
        parts, bases = (
            each.where(kept).groupby(org).sum(min_count=1) for each in (numerator, counts[figure.denominator])
        )
        known = bases.gt(0)
        told = pd.DataFrame({"value": 100 * parts / bases, "numerator": parts, "denominator": bases}).where(known)
    status = told["value"].notna().map({True: str(Status.OK), False: str(Status.NOT_AVAILABLE)})
    return told.assign(status=status).rename_axis("org").reset_index()
