"""One workbook of detailed spreadsheets: which year, whose results, and where each question stands in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from loaders.errors import LayoutChanged, NotUsable
from loaders.read.sheets import Book, Sheet, label
from loaders.sources.staff.blocks import Answers, QuestionColumns, ResultSheet, year_of
from loaders.sources.staff.consistency import refuse_other_bases, refuse_other_parts, slipped
from loaders.sources.staff.tables import StaffQuestion, StaffYear, asked, eras, measured

NATIONAL = ("Base", "Breakdown", "Breakdown subgroup")
ORGANISATIONS = ("ODS code", "Organisation name", "Benchmarking group", "Region")
"""The headings that say whose row it is, by kind of workbook; behind the latter the system, called otherwise year by year."""

_HEADER_WITHIN = 10

Who = tuple[str, ...]
"""The cells that say whose row it is, in the order of the headings, and how it is weighted."""


@dataclass(frozen=True)
class Results:
    """The results of one year, for breakdowns of England or for single organisations."""

    file: str
    era: StaffYear
    national: bool
    pages: tuple[ResultSheet, ...]

    @property
    def kind(self) -> str:
        """A word for what its rows are about."""
        return "national" if self.national else "organisations"

    @cached_property
    def places(self) -> tuple[Who, ...]:
        """Whose rows the workbook has. Raises Incomplete where one of its sheets has others than the rest."""
        first, *others = self.pages
        for page in others:
            for who in sorted(first.named.keys() ^ page.named.keys()):
                where = f"not in sheet {first.sheet.name!r}" if who in page.named else "in the others alone"
                raise page.sheet.cut("the same rows in every sheet", f"{' '.join(who)}, which is {where}")
        return tuple(first.named)

    @cached_property
    def found(self) -> dict[str, tuple[ResultSheet, QuestionColumns]]:
        """Each question by our name, told by its wording; its number and answers must be those of the year. Raises LayoutChanged.

        What only helps to check others is left out where it is otherwise.
        """
        found: dict[str, tuple[ResultSheet, QuestionColumns]] = {}
        for page in self.pages:
            for block in page.blocks:
                for question in (each for each in asked().values() if each.wording.fullmatch(block.wording)):
                    if wrong := self._otherwise(block, question):
                        if question.block in measured():
                            raise page.sheet.changed(*wrong)
                        continue
                    if question.block in found:
                        raise page.sheet.changed(f"one question {block.wording!r}", "two")
                    found[question.block] = page, block
        if missing := [name for name in measured() if name not in found]:
            first = asked()[missing[0]]
            raise LayoutChanged(self.file, f"{first.codes[self.era.year]}, worded {first.wording.pattern!r}", "none")
        return found

    def answers(self, name: str, places: Collection[Who]) -> dict[Who, Answers]:
        """What these places said to one question. Raises LayoutChanged."""
        page, block = self.found[name]
        return {who: block.answers(page.named[who], asked()[name]) for who in places}

    def measured_answers(self, places: Collection[Who]) -> dict[str, dict[Who, Answers]]:
        """What these places said to every question that is a measure, held against all else they said. Raises LayoutChanged."""
        every = {name: self.answers(name, places) for name in self.found}
        for who in places:
            said = {name: answers[who] for name, answers in every.items()}
            for wrong in (refuse_other_bases(said), refuse_other_parts(said)):
                if wrong is not None:
                    page, block = self.found[wrong.name]
                    raise page.sheet.changed(f"{wrong.expected} ({block.code} of {' '.join(who[:3])})", wrong.found)
        self._refuse_slipped(every, places)
        return {name: every[name] for name in measured()}

    def _refuse_slipped(self, every: Mapping[str, Mapping[Who, Answers]], places: Collection[Who]) -> None:
        """Raise LayoutChanged for a sheet on which figures stand beside the place before or after theirs."""
        usual = {who: median([said[who].base or 0.0 for said in every.values()]) or None for who in places}
        for name, said in every.items():
            page, block = self.found[name]
            ordered = sorted(places, key=page.named.__getitem__)
            at = slipped([said[who].base for who in ordered], [usual[who] for who in ordered])
            if at is not None:
                where = f"those of a row beside it, from row {page.named[ordered[at]] + 1} on"
                raise page.sheet.changed(f"as many answers to {block.code} as its rows have elsewhere", where)

    def _otherwise(self, block: QuestionColumns, question: StaffQuestion) -> tuple[str, str] | None:
        """What a question should be called and how it should be answered in this year, and what it is; None where it is so."""
        code, headings = question.codes[self.era.year], question.headings(self.era.year)
        if block.code != code:
            return f"{code} before {block.wording!r} in {self.era.year}", block.code
        if block.headings != headings:
            return f"under {code} the columns {', '.join(headings)}", ", ".join(block.headings) or "none"
        return None


def read_results(file: str, book: Book) -> Results:
    """A workbook of detailed spreadsheets. Raises NotUsable for years and kinds that are not loaded, LayoutChanged."""
    sheets = [book.sheet(name) for name in book.visible]
    dated = [sheet for sheet in sheets if year_of(sheet)]
    if not dated:
        raise LayoutChanged(file, "sheets that begin 'NHS Staff Survey 2024 - WEIGHTED Results'", "none")
    era = _era(file, sheets)
    kinds = {_kind(sheet) for sheet in dated}
    if kinds == {None}:
        raise NotUsable(
            f"{file}: results of the NHS Staff Survey that are neither of single organisations (a column 'ODS code') nor of "
            "breakdowns of England ('Breakdown'); of the detailed spreadsheets the national and organisational are loaded."
        )
    if len(kinds) > 1:
        without = next(sheet for sheet in dated if _kind(sheet) != _kind(dated[0]))
        raise without.changed("the same kind of rows as in the other sheets", "another, or no headings")
    return Results(file, era, kinds == {NATIONAL}, tuple(ResultSheet(sheet, _identity(sheet)) for sheet in dated))


def _identity(sheet: Sheet) -> tuple[str, ...]:
    """The headings that say whose row it is; the system is called as in any of the years known."""
    if _kind(sheet) == NATIONAL:
        return NATIONAL
    present = {label(cell) for row in sheet.rows[:_HEADER_WITHIN] for cell in row}
    names = dict.fromkeys(era.areas for era in eras().values())
    return (*ORGANISATIONS, next((name for name in names if label(name) in present), "ICS"))


def _era(file: str, sheets: list[Sheet]) -> StaffYear:
    told = {found for sheet in sheets if (found := year_of(sheet))}
    if not all(weighted for _, weighted in told):
        said = "unweighted results of the NHS Staff Survey, which may not be held beside weighted ones"
        raise NotUsable(f"{file}: {said}.")
    # The title of the notes says it too.
    texts = (label(cell) for row in sheets[0].rows[:_HEADER_WITHIN] for cell in row if isinstance(cell, str))
    noted = (text.removeprefix("nhs staff survey ")[:4] for text in texts if "detailed spreadsheets" in text)
    years = {year for year, _ in told} | {int(text) for text in noted if text.isdigit()}
    if len(years) > 1:
        raise LayoutChanged(file, "one year of the NHS Staff Survey throughout", ", ".join(map(str, sorted(years))))
    year = years.pop()
    if year not in eras():
        raise NotUsable(
            f"{file}: the NHS Staff Survey of {year} is not known to this loader, which knows "
            f"{', '.join(map(str, eras()))}. Add its row to loaders/sources/staff/columns/eras.csv."
        )
    return eras()[year]


def _kind(sheet: Sheet) -> tuple[str, ...] | None:
    """Whether a sheet is of breakdowns of England or of single organisations; None for any other."""
    kinds = ((ORGANISATIONS, "ods code"), (NATIONAL, "breakdown"))
    found = (kind for row in sheet.rows[:_HEADER_WITHIN] for kind, telling in kinds if telling in map(label, row))
    return next(found, None)
