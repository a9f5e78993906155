"""The numbers of a sheet, column by column: what is printed stands, what is hidden is a status, what contradicts itself is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from insight.bounds import MOST
from insight.model import EVERYONE, Level, Status
from loaders.read.rounding import agree, steps
from loaders.read.sheets import MARKS, Sheet, column_letters, is_blank, label
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


def read_figures(layout: SheetLayout, subjects: Sequence[SubjectRow]) -> SheetFigures:
    """The figures of the rows of these subjects. Raises LayoutChanged naming the first cell that cannot be."""
    sheet = layout.sheet
    counts = {
        role: _counts(sheet, subjects, column, lenient=role == "eligible")
        for role, column in layout.of("count", "positive", "neutral", "negative", "mode").items()
    }
    shares = {role: _column(sheet, subjects, column) for role, column in layout.of("share", "rate").items()}
    unsaid = _unsaid(layout, subjects, counts)
    good, bad, other = (_sum(counts, layout.of(kind), unsaid) for kind in ("positive", "negative", "neutral"))
    answered = good + bad + other
    scale = _scale(shares)
    percent = {role: FigureColumn(column.value * scale, column.status) for role, column in shares.items()}
    figures = SheetFigures(counts, {r: _of_somebody(c, answered) for r, c in percent.items()}, good, bad, answered)
    _refuse_wrong_totals(layout, subjects, figures)
    _refuse_small_modes(layout, subjects, figures)
    confirmed = _refuse_wrong_shares(layout, subjects, figures)
    _refuse_wrong_rates(layout, subjects, figures)
    if scale == PRINTED_AS_PERCENT and not confirmed:
        raise sheet.changed("percentages as fractions from 0 to 1", "larger numbers, and no answers to check them by")
    return figures


def _column(sheet: Sheet, subjects: Sequence[SubjectRow], column: int) -> FigureColumn:
    lines = [sheet.rows[subject.row] for subject in subjects]
    cells = [line[column] if column < len(line) else "" for line in lines]
    value = np.array([cell if type(cell) in (int, float) else np.nan for cell in cells], dtype=np.float64)
    status = np.zeros(len(cells), dtype=np.int8)
    for index in np.flatnonzero(np.isnan(value)):
        # Looked at one by one only where there is no number: marks, blanks, and what may not stand there.
        reading = sheet.number(subjects[int(index)].row, column, MARKS)
        value[index] = np.nan if reading.value is None else reading.value
        status[index] = STATUSES.index(reading.status)
    return FigureColumn(value, status)


def _counts(sheet: Sheet, subjects: Sequence[SubjectRow], column: int, lenient: bool) -> FigureColumn:
    """A column of whole numbers from 0. Some organisations write words where eligible people should stand."""
    found = _column(_without_words(sheet, column) if lenient else sheet, subjects, column)
    wrong = found.shown & ((found.value < 0) | (found.value != np.floor(found.value)) | (found.value > MOST))
    _refuse(sheet, subjects, wrong, expected="whole numbers of people", column=column, found=found.value)
    return found


def _without_words(sheet: Sheet, column: int) -> Sheet:
    """The sheet with blanks where a column holds words without a figure in them."""
    return Sheet(
        sheet.file,
        sheet.name,
        tuple(
            (*row[:column], "", *row[column + 1 :]) if column < len(row) and _is_word(row[column]) else row
            for row in sheet.rows
        ),
    )


def _is_word(cell: object) -> bool:
    return isinstance(cell, str) and label(cell) not in MARKS and not any(letter.isdigit() for letter in cell)


def _unsaid(layout: SheetLayout, subjects: Sequence[SubjectRow], counts: Mapping[str, FigureColumn]) -> Flags:
    """Rows in which an empty answer says that nobody gave it: the others are all the responses there are.

    Raises LayoutChanged where they are not: answers are hidden all at once, under a mark.
    """
    answers = [counts[role] for role in layout.of("positive", "neutral", "negative")]
    if not answers:
        return np.zeros(len(subjects), dtype=bool)
    status, value = np.array([each.status for each in answers]), np.array([each.value for each in answers])
    partly = (status == OK).any(axis=0) & (status == NOT_AVAILABLE).any(axis=0) & ~(status == SUPPRESSED).any(axis=0)
    total, below = counts["total"], _below(subjects)
    other = np.nansum(value, axis=0) != total.value
    what = "answers that are all responses together, or marks in place of all of them"
    column = layout.of("count")["total"]
    _refuse(
        layout.sheet, subjects, partly & other & below & total.shown, expected=what, column=column, found=total.value
    )
    return partly & ~other


def _below(subjects: Sequence[SubjectRow]) -> Flags:
    """Which rows are about somebody below England."""
    return np.array([subject.level is not Level.ENGLAND for subject in subjects], dtype=bool)


def _sum(counts: Mapping[str, FigureColumn], roles: Mapping[str, int], unsaid: Flags) -> Floats:
    """The sum of some answers; NaN where one of them is hidden, or where the sheet has none."""
    if not roles:
        return np.full(len(unsaid), np.nan)
    values = np.array([counts[role].value for role in roles])
    return np.where(unsaid, np.nansum(values, axis=0), np.sum(values, axis=0))


def _scale(shares: Mapping[str, FigureColumn]) -> float:
    """What turns the printed percentages into 0-100. A wrong guess does not survive the check against the answers."""
    printed = [shares[role].value[shares[role].shown] for role in ASKED if role in shares]
    largest = max((float(values.max()) for values in printed if len(values)), default=0.0)
    return PRINTED_AS_FRACTION if largest <= FRACTIONS else PRINTED_AS_PERCENT


def _of_somebody(share: FigureColumn, answered: Floats) -> FigureColumn:
    """The same without percentages of nobody: where there are no answers, 0% says nothing."""
    nobody = share.shown & (answered == 0) & (share.value == 0)
    return FigureColumn(
        np.where(nobody, np.nan, share.value), np.where(nobody, NOT_AVAILABLE, share.status).astype(np.int8)
    )


def _refuse_wrong_totals(layout: SheetLayout, subjects: Sequence[SubjectRow], figures: SheetFigures) -> None:
    total, answered = figures.counts["total"], figures.answered
    # England's answers may leave out what is hidden below; an organisation's answers are all its responses.
    apart = np.where(_below(subjects), answered != total.value, answered > total.value)
    wrong = apart & ~np.isnan(answered) & total.shown
    _refuse(
        layout.sheet, subjects, wrong,
        expected="as many responses as answers", column=layout.of("count")["total"], found=total.value,
    )  # fmt: skip


def _refuse_small_modes(layout: SheetLayout, subjects: Sequence[SubjectRow], figures: SheetFigures) -> None:
    """Raise LayoutChanged where England has fewer responses in one mode than the rows below it that show theirs.

    Organisations report modes apart from answers: nobody says that the modes of a row add up to its responses.
    """
    below = _below(subjects)
    everyone = np.array([subject.segment == EVERYONE for subject in subjects], dtype=bool)
    for role, column in layout.of("mode").items():
        mode = figures.counts[role]
        parts = np.nansum(mode.value[below])
        wrong = ~below & everyone & (mode.value < parts)
        what = f"at least {parts:,.0f} responses in England, the sum of the rows"
        _refuse(layout.sheet, subjects, wrong, expected=what, column=column, found=mode.value)


def _refuse_wrong_shares(layout: SheetLayout, subjects: Sequence[SubjectRow], figures: SheetFigures) -> bool:
    """Raise LayoutChanged for a percentage out of range or apart from its answers; whether any could be checked."""
    places = layout.of("share", "rate")
    for role, share in figures.shares.items():
        wrong = (share.value < 0) | (share.value > 100) & (role in ASKED)
        _refuse(layout.sheet, subjects, wrong, expected="percentages", column=places[role], found=share.value)
    confirmed = False
    asked = [role for role in ASKED if role in figures.shares]
    step = dict(zip(asked, steps([figures.shares[role].value / 100 for role in asked]), strict=True))
    for role, part in zip(ASKED, (figures.good, figures.bad), strict=True):
        if role not in figures.shares:
            continue
        share = figures.shares[role]
        blank = _blank(layout.sheet, subjects, places[role]) & (figures.answered > 0)
        what = f"a percentage {role}, or a mark, beside answers that are shown"
        _refuse(layout.sheet, subjects, blank, expected=what, column=places[role], found=share.value)
        known = share.shown & ~np.isnan(figures.answered)
        fit = agree(share.value / 100, part, figures.answered, share_step=step[role], count_step=0.0)
        wrong = known & ~(fit & (figures.answered > 0))
        what = f"percentages {role} that agree with the answers"
        _refuse(layout.sheet, subjects, wrong, expected=what, column=places[role], found=share.value)
        confirmed = confirmed or bool(known.any())
    return confirmed


def _refuse_wrong_rates(layout: SheetLayout, subjects: Sequence[SubjectRow], figures: SheetFigures) -> None:
    """Raise LayoutChanged for a response rate of an organisation apart from its responses and eligible people."""
    rate, eligible, total = figures.shares.get("response_rate"), figures.counts.get("eligible"), figures.counts["total"]
    if rate is None or eligible is None:
        return
    below = _below(subjects)
    known = below & rate.shown & eligible.shown & total.shown & (eligible.value > 0)
    (step,) = steps([rate.value / 100])
    wrong = known & ~agree(rate.value / 100, total.value, eligible.value, share_step=step, count_step=0.0)
    what = "response rates that agree with responses and eligible people"
    _refuse(layout.sheet, subjects, wrong, expected=what, column=layout.of("rate")["response_rate"], found=rate.value)


def _blank(sheet: Sheet, subjects: Sequence[SubjectRow], column: int) -> Flags:
    """Where a cell is empty. What is hidden bears a mark (section 6)."""
    return np.array([is_blank(sheet.cell(subject.row, column)) for subject in subjects], dtype=bool)


def refuse_cut(
    layout: SheetLayout, subjects: Sequence[SubjectRow], figures: SheetFigures, england: float, least: float
) -> None:
    """Hold the rows of a sheet together against all responses in England.

    Raises Incomplete when they are less than the part `least` of them, LayoutChanged when they are more.
    """
    total = figures.counts["total"]
    below = _below(subjects)
    parts = np.nansum(total.value[below])
    hidden = HIDDEN_AT_MOST * np.count_nonzero(total.status[below] == SUPPRESSED)
    if england < parts:
        expected = f"at least {parts:,.0f} responses in England, the sum of the rows"
        raise layout.sheet.changed(expected, f"{england:,.0f}")
    if parts + hidden < least * england:
        raise layout.sheet.cut(f"rows that add up to England's {england:,.0f} responses", f"{parts:,.0f}")


def _refuse(
    sheet: Sheet, subjects: Sequence[SubjectRow], wrong: Flags, *, expected: str, column: int, found: Floats
) -> None:
    if wrong.any():
        index = int(np.argmax(wrong))
        place = f"row {subjects[index].row + 1}, column {column_letters(column)} ({subjects[index].org})"
        what = "none" if np.isnan(found[index]) else f"{found[index]:g}"
        raise sheet.changed(expected, f"{what} in {place}")
