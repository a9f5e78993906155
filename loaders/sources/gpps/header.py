"""The first line of a survey CSV: which of its 1,000 columns are wanted, whatever their order and the case of their letters."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from insight.model import Level
from loaders.errors import LayoutChanged
from loaders.source import Raw
from loaders.sources.gpps.tables import LevelColumns, SurveyYear, identities, rows

LONGEST_HEADER = 1 << 18
"""Bytes. The widest file known has 1,360 columns, whose names take 60 kB."""


@dataclass(frozen=True)
class GppsHeader:
    """The columns of one file, in its own spelling."""

    file: str
    names: tuple[str, ...]

    @cached_property
    def spelling(self) -> dict[str, str]:
        """From a name in lower case, without blanks around it, to the name as the file spells it; in the file's order."""
        return {name.strip().casefold(): name for name in self.names}

    def find(self, *names: str) -> str | None:
        """The first of these columns that the file has, as it spells it. Raises LayoutChanged if it has it twice."""
        for name in names:
            found = self.spelling.get(name.casefold())
            if found is not None:
                if self._times[name.casefold()] > 1:
                    raise LayoutChanged(self.file, f"one column {found!r}", f"{self._times[name.casefold()]}")
                return found
        return None

    def matching(self, pattern: str) -> list[str]:
        """The columns whose whole name, in lower case, matches a pattern."""
        expression = re.compile(pattern)
        return [name for folded, name in self.spelling.items() if expression.fullmatch(folded)]

    @cached_property
    def _times(self) -> Counter[str]:
        return Counter(name.strip().casefold() for name in self.names)


@dataclass(frozen=True)
class MeasureColumns:
    """Where a file keeps one measure: its columns, in the file's spelling; None where the year has no such column."""

    measure: str
    value: str
    numerator: str
    denominator: str
    respondents: str | None
    answered: str | None
    """Those who gave any answer, whether or not it counts: no fewer than the respondents."""
    lower: str | None
    upper: str | None

    @property
    def columns(self) -> list[str]:
        """All the columns there are, without repeats."""
        parts = (self.value, self.numerator, self.denominator, self.respondents, self.answered, self.lower, self.upper)
        return [part for part in parts if part]


def read_header(raw: Raw) -> GppsHeader | None:
    """The header of a survey CSV, or None if the file's first line is not one: it tells by its forms or its answers."""
    first, newline, _ = raw.head(LONGEST_HEADER).partition(b"\n")
    if not newline or b"\0" in first:
        return None
    try:
        names = next(csv.reader([first.decode("utf-8-sig", errors="replace")]), [])
    except csv.Error:
        return None  # a line with the line ends of old computers in it, or a cell without end
    header = GppsHeader(raw.name, tuple(names))
    forms = all(header.spelling.get(name) for name in ("distributed", "received", "resprate"))
    return header if forms or grammar(header) else None


def grammar(header: GppsHeader) -> str | None:
    """How the file names its answers: `numbered` (q28_12pct, to 2023) or `named` (overallexp.pcteval, since 2024)."""
    return next((row["grammar"] for row in rows("grammars") if header.matching(row["sign"])), None)


def identity(header: GppsHeader) -> LevelColumns:
    """The level of the file: the smallest kind of org that its columns name; England if they name none.

    Raises LayoutChanged where its names stand there and its codes do not.
    """
    for one in identities():
        if header.find(*one.code):
            return one
        if one.name and (name := header.find(*one.name)):
            raise LayoutChanged(header.file, f"a column {' or '.join(one.code)} beside {name!r}", "none")
    return identities()[-1]


@dataclass(frozen=True)
class Asked:
    """The measures a file holds, and what it lacks of those of its year and level."""

    questions: list[MeasureColumns]
    absent: list[str]
    """Measures without any column of theirs."""
    torn: list[str]
    """Columns that are not there beside others of their measure, which is left out."""


def asked(header: GppsHeader, survey: SurveyYear, level: Level) -> Asked:
    """One measure per question asked in that year and published at that level.

    A question whose column is marked `?`, or that is not due at this level, may be absent as a whole. Raises LayoutChanged
    where no question is whole.
    """
    templates = next(row for row in rows("grammars") if row["grammar"] == survey.grammar)
    found = Asked([], [], [])
    for row in rows("columns"):
        cell = row[survey.columns]
        if not cell:
            continue
        stem, _, base = cell.partition(" ")
        due = not stem.endswith("?") and (row["levels"] == "all" or level in row["levels"].split())
        names = {
            part: templates[part].format(stem=stem.rstrip("?"), base=base)
            for part in ("value", "numerator", "denominator", "respondents", "answered", "lower", "upper")
        }
        columns = {part: header.find(*name.rstrip("?").split("|")) if name else None for part, name in names.items()}
        if not any(columns.values()):
            found.absent.extend([row["measure"]] if due else [])
            continue
        pair = ("lower", "upper") if (columns["lower"] is None) != (columns["upper"] is None) else ()
        lacking = [
            name.rstrip("?")
            for part, name in names.items()
            if name and columns[part] is None and (not name.endswith("?") or part in pair)
        ]
        found.torn.extend(lacking)
        value, numerator, denominator, *others = columns.values()
        if value and numerator and denominator and not lacking:
            found.questions.append(MeasureColumns(row["measure"], value, numerator, denominator, *others))
    if not found.questions:
        raise LayoutChanged(header.file, f"the columns of GPPS {survey.year}", "no question with all its columns")
    return found


def population(header: GppsHeader, survey: SurveyYear) -> str | None:
    """The column of eligible patients, where the file has one."""
    return header.find(survey.population.rstrip("?")) if survey.population else None


def lacking(header: GppsHeader, survey: SurveyYear, level: Level) -> dict[str, str]:
    """What a file lacks of its year: under `note` whole questions, under `doubt` single columns. Raises LayoutChanged."""
    found = asked(header, survey, level)
    due = survey.population and not survey.population.endswith("?") and not population(header, survey)
    torn = [*found.torn, *([survey.population] if due else [])]
    told = ", ".join(each.replace("_", " ") for each in found.absent)
    return {
        **({"note": f"It has no columns on {told}, which others of its year have."} if told else {}),
        **({"doubt": f"of the columns of GPPS {survey.year} it has none named {', '.join(torn)}"} if torn else {}),
    }
