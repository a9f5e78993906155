"""Reads one sheet of a detailed spreadsheet: a question over its answers, its number of answers behind them, a row for each place.

Column names repeat, so a column is known by the question above it and its own heading together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from insight.bounds import MOST
from insight.model import Status
from loaders.grammar import listed
from loaders.read.sheets import MARKS, Sheet, column_letters, columns, data_rows, find_header, label
from loaders.sources.staff.tables import StaffQuestion

TITLE = re.compile(r"nhs staff survey (20\d\d)\W+(weighted|unweighted) results.*")
HIDDEN = {mark: Status.SUPPRESSED for mark in MARKS if mark}
"""What it means is for the workbook to say: under 10 answers, or a question that is the breakdown itself. No cell is empty."""

ROUNDED = 0.05
"""How far a percentage may lie from the whole one it stands for: those seen are unrounded, others might show one decimal."""
HIGHEST_SCORE = 10.0


@dataclass(frozen=True)
class Answers:
    """What one place said to one question: the figure of each column and how many answered; None where hidden."""

    figures: tuple[float, ...] | None
    base: float | None


@dataclass(frozen=True)
class QuestionColumns:
    """The columns of one question or score: `E_1 - Motivation` is the code E_1 and the wording "motivation"."""

    sheet: Sheet
    code: str
    wording: str
    first: int
    headings: tuple[str, ...]

    def answers(self, row: int, asked: StaffQuestion) -> Answers:
        """One row. Raises LayoutChanged for what cannot be: shares that are not a whole, a figure without its base."""
        found = [self.sheet.number(row, self.first + at, HIDDEN).value for at in range(len(self.headings))]
        *figures, base = found
        known = tuple(figure for figure in figures if figure is not None)
        if base is None and not known:
            return Answers(None, None)
        if base is None or len(known) < len(figures):
            expected = "figures and their number of answers, all shown or all hidden"
            raise self._wrong(row, expected, "some of them hidden")
        if not 0 < base <= MOST or base != round(base):
            raise self._wrong(row, "a whole number of answers", listed([base]))
        highest = 100.0 if asked.scale else HIGHEST_SCORE
        if not all(0 <= figure <= highest for figure in known):
            raise self._wrong(row, f"figures from 0 to {highest:.0f}", listed(known))
        if asked.scale and abs(sum(known) - highest) > ROUNDED * len(known):
            raise self._wrong(row, "answers that add up to 100%", f"{sum(known):.6g}%")
        return Answers(known, base)

    def _wrong(self, row: int, expected: str, found: str) -> Exception:
        where = f"{found} in row {row + 1}, column {column_letters(self.first)}"
        return self.sheet.changed(f"{expected} ({self.code})", where)


@dataclass(frozen=True)
class ResultSheet:
    """One sheet of results: whose rows they are, and its questions."""

    sheet: Sheet
    identity: tuple[str, ...]
    """The headings of the columns that say whose row it is."""

    @cached_property
    def header(self) -> int:
        """The row of headings. Raises LayoutChanged."""
        return find_header(self.sheet, *self.identity, "Weighting")

    @cached_property
    def places(self) -> dict[str, int]:
        """The columns of identity. Raises LayoutChanged for one that stands twice."""
        found = columns(self.sheet, self.header)
        for heading in (*self.identity, "weighting"):
            if len(found[label(heading)]) > 1:
                where = " and ".join(column_letters(each) for each in found[label(heading)])
                raise self.sheet.changed(f"one column {heading!r}", where)
        return {heading: found[label(heading)][0] for heading in (*self.identity, "weighting")}

    @cached_property
    def named(self) -> dict[tuple[str, ...], int]:
        """The row of each place: the cells of its identity, and then how it is weighted. Raises LayoutChanged for one that stands twice."""
        found: dict[tuple[str, ...], int] = {}
        for row in data_rows(self.sheet, self.header):
            who = tuple(self.sheet.text(row, column) for column in self.places.values())
            if found.setdefault(who, row) != row:
                raise self.sheet.changed("one row for each place", f"{who} in rows {found[who] + 1} and {row + 1}")
        return found

    @cached_property
    def blocks(self) -> tuple[QuestionColumns, ...]:
        """Every question and score, in the order of the sheet; the empty columns behind the last are none of its own."""
        above, found = self.sheet.rows[0], list[QuestionColumns]()
        starts = [column for column, cell in enumerate(above) if column and label(cell)]
        for first, end in pairwise([*starts, max(len(self.sheet.rows[self.header]), len(above))]):
            code, _, wording = self.sheet.text(0, first).partition(" - ")
            headings = [label(self.sheet.cell(self.header, column)) for column in range(first, end)]
            while headings and not headings[-1]:
                headings.pop()
            found.append(QuestionColumns(self.sheet, code, label(wording).rstrip(". "), first, tuple(headings)))
        return tuple(found)


def year_of(sheet: Sheet) -> tuple[int, bool] | None:
    """The year in the title of a sheet of results and whether it is weighted; None for any other sheet."""
    found = TITLE.fullmatch(label(sheet.cell(0, 0)))
    return (int(found[1]), found[2] == "weighted") if found else None
