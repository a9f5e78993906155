"""From the columns of a survey file to facts: what is published stands exactly, what is hidden is a status, what contradicts itself is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from insight.model import EVERYONE, Level, Status
from loaders.errors import LayoutChanged
from loaders.source import Release
from loaders.sources.gpps.header import Question
from loaders.sources.gpps.tables import SOURCE_ID

Floats = npt.NDArray[np.float64]

SUPPRESSED, NEAR_ZERO, NO_LIMIT = -97.0, -98.0, -99.0
"""The publisher's codes: hidden; above 0 and under 0.5%; no limit because the percentage is hidden (GPPS 2025, Explanation)."""

EXACT, COUNT_ROUNDING = 1e-6, 0.01
"""How far a percentage may lie from count / base: its own rounding, and counts rounded to two decimals."""

RATE_ROUNDING = 5e-4
"""Response rates may be printed to three decimals."""


@dataclass(frozen=True)
class Subject:
    """What all rows of one file share: the file, the level, the release; and the orgs, one per row."""

    file: str
    level: Level
    release: Release
    orgs: Sequence[str]

    def refuse(self, wrong: npt.NDArray[np.bool_], expected: str, column: str, found: Floats) -> None:
        """Raise LayoutChanged for the first row that is wrong, if any."""
        if wrong.any():
            row = int(np.argmax(wrong))
            raise LayoutChanged(self.file, expected, f"{found[row]:g} in column {column!r} for {self.orgs[row]}")


def question_facts(table: pa.Table, question: Question, subject: Subject) -> pd.DataFrame:
    """One row per org: one question, with its weighted numerator and base, its respondents and the published interval."""
    share = _numbers(table, question.value)
    numerator = _count(table, question.numerator, subject)
    denominator = _count(table, question.denominator, subject)
    respondents = _count(table, question.respondents, subject)
    lower = _limit(table, question.lower, subject)
    upper = _limit(table, question.upper, subject)
    _refuse_beyond(share, (SUPPRESSED, NEAR_ZERO, NO_LIMIT), question.value, subject)
    value = np.where(share < 0, np.nan, share)
    subject.refuse(lower > upper, "lower limits below upper limits", question.lower or "", lower)
    status = np.where(
        np.isnan(share),
        str(Status.NOT_AVAILABLE),
        np.where(
            share == NEAR_ZERO, str(Status.NEAR_ZERO), np.where(share < 0, str(Status.SUPPRESSED), str(Status.OK))
        ),
    )
    frame = _frame(
        subject, question.measure,
        value=value * 100, numerator=np.where(np.isin(share, (SUPPRESSED, NO_LIMIT)), np.nan, numerator),
        denominator=denominator, respondents=respondents, lower=lower * 100, upper=upper * 100, status=status,
    )  # fmt: skip
    return _refuse_contradiction(frame, question.value, EXACT, subject)


def response_facts(table: pa.Table, columns: tuple[str, str, str], subject: Subject) -> pd.DataFrame:
    """One row per org: forms received over forms distributed. `columns` are rate, received and distributed; unweighted."""
    rate, received, distributed = columns
    share = _numbers(table, rate)
    _refuse_beyond(share, (SUPPRESSED,), rate, subject)
    numerator, denominator = _count(table, received, subject), _count(table, distributed, subject)
    value = np.where(share < 0, np.nan, share)
    frame = _frame(
        subject, "response_rate",
        value=value * 100, numerator=numerator, denominator=denominator, status=_shown_or_hidden(share),
    )  # fmt: skip
    return _refuse_contradiction(frame, rate, RATE_ROUNDING, subject)


def population_facts(table: pa.Table, column: str, subject: Subject) -> pd.DataFrame:
    """One row per org: how many registered patients the survey could ask."""
    people = _numbers(table, column)
    return _frame(subject, "eligible_patients", value=_count(table, column, subject), status=_shown_or_hidden(people))


def _frame(subject: Subject, measure: str, **columns: npt.NDArray[np.generic]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "measure": f"{SOURCE_ID}.{measure}",
            "org": pd.array(list(subject.orgs), dtype="str"),
            "level": str(subject.level),
            "start": subject.release.start,
            "end": subject.release.end,
            "segment": EVERYONE,
            **columns,
            "release": subject.release.id,
        }
    )


def _numbers(table: pa.Table, column: str) -> Floats:
    """The column, missing cells as NaN."""
    return table[column].to_numpy()


def _count(table: pa.Table, column: str | None, subject: Subject) -> Floats:
    """The column with hidden and missing cells as NaN; all NaN where the year has no such column."""
    if column is None:
        return np.full(table.num_rows, np.nan)
    found = _numbers(table, column)
    wrong = (found < 0) & ~np.isin(found, (SUPPRESSED, NEAR_ZERO)) | np.isinf(found)
    subject.refuse(wrong, "counts from 0, or the codes -97 and -98", column, found)
    return np.where(found < 0, np.nan, found)


def _limit(table: pa.Table, column: str | None, subject: Subject) -> Floats:
    if column is None:
        return np.full(table.num_rows, np.nan)
    found = _numbers(table, column)
    _refuse_beyond(found, (SUPPRESSED, NEAR_ZERO, NO_LIMIT), column, subject)
    return np.where(found < 0, np.nan, found)


def _refuse_beyond(share: Floats, codes: Sequence[float], column: str, subject: Subject) -> None:
    wrong = ((share < 0) & ~np.isin(share, codes)) | (share > 1)
    subject.refuse(wrong, f"a proportion from 0 to 1, or one of the codes {sorted(codes)}", column, share)


def _refuse_contradiction(frame: pd.DataFrame, column: str, rounding: float, subject: Subject) -> pd.DataFrame:
    """The same frame, if every percentage is its count over its base: if not, a column is not what its name says."""
    value, numerator, denominator = (frame[name].to_numpy(float) for name in ("value", "numerator", "denominator"))
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.abs(value / 100 - numerator / denominator)
        allowed = rounding + COUNT_ROUNDING / denominator
    subject.refuse(
        (denominator > 0) & (apart > allowed), "a percentage equal to its count over its base", column, value / 100
    )
    return frame


def _shown_or_hidden(found: Floats) -> npt.NDArray[np.str_]:
    missing = np.where(np.isnan(found), str(Status.NOT_AVAILABLE), str(Status.OK))
    return np.where(found < 0, str(Status.SUPPRESSED), missing)
