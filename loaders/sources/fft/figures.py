"""The numbers of a sheet, column by column: what is printed stands, what is hidden is a status, what contradicts itself is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from insight.bounds import MOST
from insight.model import EVERYONE, Level, Status
from loaders.read.rounding import agree, steps
from loaders.read.sheets import MARKS, Cell, column_letters, is_blank, label
from loaders.sources.fft.layout import SheetLayout
from loaders.sources.fft.subjects import SubjectRow

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

STATUSES = tuple(Status)
OK, SUPPRESSED, NOT_AVAILABLE = (STATUSES.index(s) for s in (Status.OK, Status.SUPPRESSED, Status.NOT_AVAILABLE))

FRACTIONS = 1.5
"""Percentages are printed as fractions; where the largest is above this they may be printed as 0-100."""

PRINTED_AS_FRACTION, PRINTED_AS_PERCENT = 100.0, 1.0
"""What turns each into 0-100."""

ASKED = ("positive", "negative")
"""The two percentages of the answers. The response rate of the first era is one of eligible people."""

HIDDEN_AT_MOST = 4
"""Responses behind a hidden total: fewer than five."""


@dataclass(frozen=True)
class FigureColumn:
    """One column of numbers: `value` is NaN wherever `status` (a position in STATUSES) is not OK."""

    value: Floats
    status: npt.NDArray[np.int8]

    @property
    def shown(self) -> Flags:
        """Where there is a number."""
        return self.status == OK


@dataclass(frozen=True)
class SheetFigures:
    """All figures of one sheet, one element per subject. Percentages are 0-100; bases are NaN where an answer is hidden."""

    counts: Mapping[str, FigureColumn]
    shares: Mapping[str, FigureColumn]
    good: Floats
    bad: Floats
    answered: Floats


@dataclass(frozen=True)
class _Printed:
    """The rows of a sheet that are about somebody. Everything raises LayoutChanged naming the first cell that cannot be."""

    layout: SheetLayout
    subjects: Sequence[SubjectRow]

    @cached_property
    def below(self) -> Flags:
        """Which rows are about somebody below England."""
        return np.array([subject.level is not Level.ENGLAND for subject in self.subjects], dtype=bool)

    def column(self, column: int, *, lenient: bool = False) -> FigureColumn:
        """A column of numbers. Where it is `lenient`, words without a figure in them say no more than a blank."""
        sheet = self.layout.sheet
        cells = [sheet.cell(subject.row, column) for subject in self.subjects]
        value = np.array([cell if type(cell) in (int, float) else np.nan for cell in cells], dtype=np.float64)
        status = np.zeros(len(cells), dtype=np.int8)
        for index in np.flatnonzero(np.isnan(value)).tolist():
            # Looked at one by one only where there is no number: marks, blanks, and what may not stand there.
            if lenient and _is_word(cells[index]):
                status[index] = NOT_AVAILABLE
                continue
            reading = sheet.number(self.subjects[index].row, column, MARKS)
            value[index] = np.nan if reading.value is None else reading.value
            status[index] = STATUSES.index(reading.status)
        return FigureColumn(value, status)

    def counts(self, column: int, *, lenient: bool) -> FigureColumn:
        """A column of whole numbers from 0. Some organisations write words where eligible people should stand."""
        found = self.column(column, lenient=lenient)
        wrong = found.shown & ((found.value < 0) | (found.value != np.floor(found.value)) | (found.value > MOST))
        self.refuse(wrong, "whole numbers of people", column, found)
        return found

    def refuse(self, wrong: Flags, expected: str, column: int, found: FigureColumn) -> None:
        """Raise LayoutChanged for the first row that is wrong."""
        if wrong.any():
            index = int(np.argmax(wrong))
            place = f"row {self.subjects[index].row + 1}, column {column_letters(column)} ({self.subjects[index].org})"
            what = "none" if np.isnan(found.value[index]) else f"{found.value[index]:g}"
            raise self.layout.sheet.changed(expected, f"{what} in {place}")


def read_figures(layout: SheetLayout, subjects: Sequence[SubjectRow]) -> SheetFigures:
    """The figures of the rows of these subjects. Raises LayoutChanged naming the first cell that cannot be."""
    printed = _Printed(layout, subjects)
    counts = {
        role: printed.counts(column, lenient=role == "eligible")
        for role, column in layout.of("count", "positive", "neutral", "negative", "mode").items()
    }
    shares = {role: printed.column(column) for role, column in layout.of("share", "rate").items()}
    unsaid = _unsaid(printed, counts)
    good, bad, other = (_sum(counts, layout.of(kind), unsaid) for kind in ("positive", "negative", "neutral"))
    answered = good + bad + other
    asked = [shares[role].value[shares[role].shown] for role in ASKED if role in shares]
    largest = max((float(values.max()) for values in asked if len(values)), default=0.0)
    # A wrong guess does not survive the check against the answers.
    scale = PRINTED_AS_FRACTION if largest <= FRACTIONS else PRINTED_AS_PERCENT
    percent = {role: _of_somebody(column.value * scale, column.status, answered) for role, column in shares.items()}
    figures = SheetFigures(counts, percent, good, bad, answered)
    _refuse_wrong_totals(printed, figures)
    _refuse_small_modes(printed, figures)
    confirmed = _refuse_wrong_shares(printed, figures)
    _refuse_wrong_rates(printed, figures)
    if scale == PRINTED_AS_PERCENT and not confirmed:
        expected = "percentages as fractions from 0 to 1"
        raise layout.sheet.changed(expected, "larger numbers, and no answers to check them by")
    return figures


def _is_word(cell: Cell) -> bool:
    return isinstance(cell, str) and label(cell) not in MARKS and not any(letter.isdigit() for letter in cell)


def _unsaid(printed: _Printed, counts: Mapping[str, FigureColumn]) -> Flags:
    """Rows in which an empty answer says that nobody gave it: the others are all the responses there are.

    Raises LayoutChanged where they are not: answers are hidden all at once, under a mark.
    """
    layout = printed.layout
    answers = [counts[role] for role in layout.of("positive", "neutral", "negative")]
    if not answers:
        return np.zeros(len(printed.subjects), dtype=bool)
    status, value = np.array([each.status for each in answers]), np.array([each.value for each in answers])
    partly = (status == OK).any(axis=0) & (status == NOT_AVAILABLE).any(axis=0) & ~(status == SUPPRESSED).any(axis=0)
    total = counts["total"]
    other = np.nansum(value, axis=0) != total.value
    what = "answers that are all responses together, or marks in place of all of them"
    printed.refuse(partly & other & printed.below & total.shown, what, layout.of("count")["total"], total)
    return partly & ~other


def _sum(counts: Mapping[str, FigureColumn], roles: Mapping[str, int], unsaid: Flags) -> Floats:
    """The sum of some answers; NaN where one of them is hidden, or where the sheet has none."""
    if not roles:
        return np.full(len(unsaid), np.nan)
    values = np.array([counts[role].value for role in roles])
    return np.where(unsaid, np.nansum(values, axis=0), np.sum(values, axis=0))


def _of_somebody(value: Floats, status: npt.NDArray[np.int8], answered: Floats) -> FigureColumn:
    """Percentages without those of nobody: where there are no answers, 0% says nothing."""
    nobody = (status == OK) & (answered == 0) & (value == 0)
    return FigureColumn(np.where(nobody, np.nan, value), np.where(nobody, NOT_AVAILABLE, status).astype(np.int8))


def _refuse_wrong_totals(printed: _Printed, figures: SheetFigures) -> None:
    total, answered = figures.counts["total"], figures.answered
    # England's answers may leave out what is hidden below; an organisation's answers are all its responses.
    apart = np.where(printed.below, answered != total.value, answered > total.value)
    wrong = apart & ~np.isnan(answered) & total.shown
    printed.refuse(wrong, "as many responses as answers", printed.layout.of("count")["total"], total)


def _refuse_small_modes(printed: _Printed, figures: SheetFigures) -> None:
    """Raise LayoutChanged where England has fewer responses in one mode than the rows below it that show theirs.

    Organisations report modes apart from answers: nobody says that the modes of a row add up to its responses.
    """
    everyone = np.array([subject.segment == EVERYONE for subject in printed.subjects], dtype=bool)
    for role, column in printed.layout.of("mode").items():
        mode = figures.counts[role]
        parts = np.nansum(mode.value[printed.below])
        what = f"at least {parts:,.0f} responses in England, the sum of the rows"
        printed.refuse(~printed.below & everyone & (mode.value < parts), what, column, mode)


def _refuse_wrong_shares(printed: _Printed, figures: SheetFigures) -> bool:
    """Raise LayoutChanged for a percentage out of range or apart from its answers; whether any could be checked."""
    places = printed.layout.of("share", "rate")
    for role, share in figures.shares.items():
        printed.refuse((share.value < 0) | (share.value > 100) & (role in ASKED), "percentages", places[role], share)
    confirmed = False
    asked = [role for role in ASKED if role in figures.shares]
    step = dict(zip(asked, steps([figures.shares[role].value / 100 for role in asked]), strict=True))
    for role in asked:
        share, part, column = figures.shares[role], figures.good if role == "positive" else figures.bad, places[role]
        # What is hidden bears a mark (section 6).
        empty = [is_blank(printed.layout.sheet.cell(subject.row, column)) for subject in printed.subjects]
        what = f"a percentage {role}, or a mark, beside answers that are shown"
        printed.refuse(np.array(empty, dtype=bool) & (figures.answered > 0), what, column, share)
        known = share.shown & ~np.isnan(figures.answered)
        fit = agree(share.value / 100, part, figures.answered, share_step=step[role], count_step=0.0)
        wrong = known & ~(fit & (figures.answered > 0))
        printed.refuse(wrong, f"percentages {role} that agree with the answers", column, share)
        confirmed = confirmed or bool(known.any())
    return confirmed


def _refuse_wrong_rates(printed: _Printed, figures: SheetFigures) -> None:
    """Raise LayoutChanged for a response rate of an organisation apart from its responses and eligible people."""
    rate, eligible, total = figures.shares.get("response_rate"), figures.counts.get("eligible"), figures.counts["total"]
    if rate is None or eligible is None:
        return
    known = printed.below & rate.shown & eligible.shown & total.shown & (eligible.value > 0)
    (step,) = steps([rate.value / 100])
    wrong = known & ~agree(rate.value / 100, total.value, eligible.value, share_step=step, count_step=0.0)
    what = "response rates that agree with responses and eligible people"
    printed.refuse(wrong, what, printed.layout.of("rate")["response_rate"], rate)


def refuse_cut(
    layout: SheetLayout, subjects: Sequence[SubjectRow], figures: SheetFigures, england: float, least: float
) -> None:
    """Hold the rows of a sheet together against all responses in England.

    Raises Incomplete when they are less than the part `least` of them, LayoutChanged when they are more.
    """
    total, below = figures.counts["total"], _Printed(layout, subjects).below
    parts = np.nansum(total.value[below])
    hidden = HIDDEN_AT_MOST * np.count_nonzero(total.status[below] == SUPPRESSED)
    if england < parts:
        expected = f"at least {parts:,.0f} responses in England, the sum of the rows"
        raise layout.sheet.changed(expected, f"{england:,.0f}")
    if parts + hidden < least * england:
        raise layout.sheet.cut(f"rows that add up to England's {england:,.0f} responses", f"{parts:,.0f}")
