"""From the columns of a survey file to facts: what is published stands exactly, what is hidden is a status, what contradicts itself is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from insight.bounds import MOST
from insight.model import EVERYONE, Level, Status
from loaders.errors import LayoutChanged
from loaders.grammar import listed
from loaders.read.rounding import NOISE, agree, steps
from loaders.source import Release
from loaders.sources.gpps.header import MeasureColumns
from loaders.sources.gpps.tables import SOURCE_ID

Floats = npt.NDArray[np.float64]

SUPPRESSED, NEAR_ZERO, NO_LIMIT = -97.0, -98.0, -99.0
"""The publisher's codes: hidden; above 0 and under 0.5%; no limit because the percentage is hidden (GPPS 2025, Explanation)."""


@dataclass(frozen=True)
class FileContext:
    """What all rows of one file share: the file, the level, the release; the orgs, one per row; and how columns are rounded."""

    file: str
    level: Level
    release: Release
    orgs: Sequence[str]
    steps: Mapping[str, float] = field(default_factory=dict)
    """Column -> the step it is rounded to (loaders.read.rounding)."""

    @cached_property
    def shared(self) -> dict[str, pa.Array]:
        """The columns that are the same for every question: made once, and held once however many questions there are."""
        rows = len(self.orgs)
        return {
            "org": pa.array(self.orgs, pa.string()),
            "level": _repeated(str(self.level), rows),
            "start": pa.repeat(pa.scalar(self.release.start, pa.date32()), rows),
            "end": pa.repeat(pa.scalar(self.release.end, pa.date32()), rows),
            "segment": _repeated(EVERYONE, rows),
            "release": _repeated(self.release.id, rows),
        }

    def refuse(self, wrong: npt.NDArray[np.bool_], expected: str, column: str, found: Floats) -> None:
        """Raise LayoutChanged for the first row that is wrong, if any."""
        if wrong.any():
            row = int(np.argmax(wrong))
            where = f"{found[row]:g} in column {column!r}, line {row + 2} ({self.orgs[row]})"
            raise LayoutChanged(self.file, expected, where)


def column_steps(table: pa.Table, questions: Sequence[MeasureColumns], rate: str) -> dict[str, float]:
    """The step each column of percentages and of weighted counts is rounded to."""
    shares = [question.value for question in questions]
    counts = [column for question in questions for column in (question.numerator, question.denominator)]
    limits = [limit for question in questions for limit in (question.lower, question.upper) if limit]
    kinds = (shares, list(dict.fromkeys(counts)), limits, [rate])
    return {
        column: step
        for kind in kinds
        for column, step in zip(kind, steps([_shown(_numbers(table, column)) for column in kind]), strict=True)
    }


def question_facts(table: pa.Table, question: MeasureColumns, received: str, subject: FileContext) -> pa.Table:
    """One row per org: one question, with its weighted numerator and base, its respondents and the published interval.

    `received` is the column of all who replied, of whom those who answered one question are a part.
    """
    share = _numbers(table, question.value)
    numerator = _count(table, question.numerator, subject)
    denominator = _count(table, question.denominator, subject)
    respondents = _people(table, question.respondents, subject)
    for whole in (question.answered, received):
        few = respondents > _people(table, whole, subject)
        subject.refuse(few, f"no more respondents than in column {whole!r}", question.respondents or "", respondents)
    lower = _limit(table, question.lower, subject)
    upper = _limit(table, question.upper, subject)
    _refuse_beyond(share, (SUPPRESSED, NEAR_ZERO, NO_LIMIT), question.value, subject)
    value = _shown(share)
    subject.refuse(lower > upper, "lower limits below upper limits", question.lower or "", lower)
    status = _status(share, (share == NEAR_ZERO, Status.NEAR_ZERO), (share < 0, Status.SUPPRESSED))
    numerator = np.where(np.isin(share, (SUPPRESSED, NO_LIMIT)), np.nan, numerator)
    counts = max(subject.steps.get(column, 0.0) for column in (question.numerator, question.denominator))
    _refuse_contradiction(value, numerator, denominator, count_step=counts, column=question.value, subject=subject)
    slack = NOISE + sum(subject.steps.get(column or "", 0.0) for column in (question.value, question.lower)) / 2
    beyond = (value < lower - slack) | (value > upper + slack)
    subject.refuse(beyond, "a percentage between its two limits", question.value, share)
    return _table(
        subject, question.measure, status,
        value=value * 100, numerator=numerator, denominator=denominator, respondents=respondents,
        lower=lower * 100, upper=upper * 100,
    )  # fmt: skip


def response_facts(table: pa.Table, columns: tuple[str, str, str], subject: FileContext) -> pa.Table:
    """One row per org: forms received over forms distributed. `columns` are rate, received and distributed; unweighted."""
    rate, received, distributed = columns
    share = _numbers(table, rate)
    _refuse_beyond(share, (SUPPRESSED, NEAR_ZERO), rate, subject)
    numerator, denominator = _people(table, received, subject), _people(table, distributed, subject)
    value = _shown(share)
    _refuse_contradiction(value, numerator, denominator, count_step=0.0, column=rate, subject=subject)
    return _table(
        subject, "response_rate", _status(share, (share == NEAR_ZERO, Status.NEAR_ZERO), (share < 0, Status.SUPPRESSED)),
        value=value * 100, numerator=numerator, denominator=denominator,
    )  # fmt: skip


def population_facts(table: pa.Table, column: str, distributed: str, subject: FileContext) -> pa.Table:
    """One row per org: how many registered patients the survey could ask, of whom some were sent a form (`distributed`)."""
    status = _status(_numbers(table, column), (_numbers(table, column) < 0, Status.SUPPRESSED))
    people = _people(table, column, subject)
    few = people < _people(table, distributed, subject)
    subject.refuse(few, f"no fewer patients than forms in column {distributed!r}", column, people)
    return _table(subject, "eligible_patients", status, value=people)


def _table(subject: FileContext, measure: str, status: pa.Array, **columns: Floats) -> pa.Table:
    """One row per org. Words that repeat are held once: as text they would need more room than all the figures."""
    figures = {name: pa.array(column, from_pandas=True) for name, column in columns.items()}  # NaN becomes missing
    return pa.table(
        {
            "measure": _repeated(f"{SOURCE_ID}.{measure}", len(status)),
            **subject.shared,
            **figures,
            "status": status,
        }
    )


def _repeated(word: str, rows: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(np.zeros(rows, dtype=np.int32), [word])


def _numbers(table: pa.Table, column: str) -> Floats:
    """The column, missing cells as NaN."""
    return table[column].to_numpy()


def _count(table: pa.Table, column: str | None, subject: FileContext) -> Floats:
    """The column with hidden and missing cells as NaN; all NaN where the year has no such column."""
    if column is None:
        return np.full(table.num_rows, np.nan)
    found = _numbers(table, column)
    wrong = (found < 0) & ~np.isin(found, (SUPPRESSED, NEAR_ZERO)) | (found > MOST)
    subject.refuse(wrong, f"counts from 0 to {MOST:,.0f}, or the codes -97 and -98", column, found)
    return _shown(found)


def _people(table: pa.Table, column: str | None, subject: FileContext) -> Floats:
    """The same for counts that are not weighted: people and forms are whole."""
    found = _count(table, column, subject)
    subject.refuse(np.abs(found - np.round(found)) > NOISE, "whole numbers of people", column or "", found)
    return np.round(found)


def _shown(found: Floats) -> Floats:
    """The column with NaN for the publisher's codes."""
    return np.where(found < 0, np.nan, found)


def _limit(table: pa.Table, column: str | None, subject: FileContext) -> Floats:
    if column is None:
        return np.full(table.num_rows, np.nan)
    found = _numbers(table, column)
    _refuse_beyond(found, (SUPPRESSED, NEAR_ZERO, NO_LIMIT), column, subject)
    return _shown(found)


def _refuse_beyond(share: Floats, codes: Sequence[float], column: str, subject: FileContext) -> None:
    wrong = ((share < 0) & ~np.isin(share, codes)) | (share > 1)
    subject.refuse(wrong, f"a proportion from 0 to 1, or one of the codes {listed(sorted(codes))}", column, share)


def _refuse_contradiction(
    share: Floats, numerator: Floats, denominator: Floats, *, count_step: float, column: str, subject: FileContext
) -> None:
    """Every percentage is its count over its base: if not, a column is not what its name says."""
    fit = agree(share, numerator, denominator, share_step=subject.steps.get(column, 0.0), count_step=count_step)
    subject.refuse(~fit, "a percentage equal to its count over its base", column, share)


def _status(found: Floats, *hidden: tuple[npt.NDArray[np.bool_], Status]) -> pa.Array:
    """The status of every row: missing, else the first reason to hide it that applies, else ok."""
    reasons = [(np.isnan(found), Status.NOT_AVAILABLE), *hidden]
    number = np.select([rows for rows, _ in reasons], list(range(len(reasons))), len(reasons))
    words = [str(word) for _, word in reasons] + [str(Status.OK)]
    return pa.DictionaryArray.from_arrays(number.astype(np.int32), words)
