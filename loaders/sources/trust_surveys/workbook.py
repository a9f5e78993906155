"""One benchmark workbook of a trust survey: which of its sheets holds scores, respondents, England and earlier years."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from insight.model import Level
from loaders.errors import LayoutChanged
from loaders.read.damage import DAMAGED
from loaders.read.extents import MOST_UNPACKED
from loaders.read.packed import is_zip
from loaders.read.sheets import Book, Sheet, label
from loaders.source import Raw

_BEFORE = r"(?!.*(?:histor|national))(?:(?P<code>[a-z]+)(?P<year>\d\d)[ _-])?(?:[a-z0-9]+[ _-])*"
SCORES = re.compile(_BEFORE + r"(?P<level>trust|site)[ _-](?:level[ _-])?(?:scores|results)")
"""`Trust_Scores`, `UEC20_Trust_Scores` (2020 to 2022); `IP24_trust_results` (2024, by public code); other words may stand before."""
RESPONDENTS = re.compile(_BEFORE + r"(?P<level>trust|site)[ _-](?:level[ _-])?respondents")
NATIONAL = re.compile(r"(?:[a-z0-9]+[ _-])*national[ _-]respondents")
EXTREMES = re.compile(r"(?:[a-z0-9]+[ _-])*national[ _-]max ?& ?min")
"""`National_Max&Min` (2022): the lowest and highest score of a trust, by question."""
HISTORY = re.compile(r".*histor.*")
PROSE = 4
"""Sheets of fewer columns are text: guidance, contents, the key to the columns."""

_OF_ODS = re.compile(rb"""<table:table\s[^>]*?table:name\s*=\s*["']([^"']*)["']""")
_OF_XLSX = re.compile(rb"""<(?:\w+:)?sheet\s[^>]*?name\s*=\s*["']([^"']*)["']""")


@dataclass(frozen=True)
class BenchmarkWorkbook:
    """A benchmark workbook; its sheets are read when asked for."""

    book: Book
    scores_name: str

    @property
    def file(self) -> str:
        """What the file is called."""
        return self.book.file

    @property
    def kind(self) -> re.Match[str]:
        """What the name of the sheet of scores says: level, and perhaps survey and year."""
        found = SCORES.fullmatch(label(self.scores_name))
        assert found is not None
        return found

    @property
    def level(self) -> Level:
        """Whether the scores are of trusts or of their sites. The Guidance says "site" of both."""
        return Level(self.kind["level"])

    @cached_property
    def scores(self) -> Sheet:
        """The sheet of scores."""
        return self.book.sheet(self.scores_name)

    @cached_property
    def respondents(self) -> Sheet | None:
        """The sheet with the base of each question, where there is one."""
        return self._only(RESPONDENTS)

    @cached_property
    def national(self) -> Sheet | None:
        """The sheet with respondents and response rate of England, where there is one."""
        return self._only(NATIONAL)

    @cached_property
    def extremes(self) -> Sheet | None:
        """The sheet with the lowest and highest score of England's trusts, where there is one."""
        return self._only(EXTREMES)

    @cached_property
    def history(self) -> tuple[Sheet, ...]:
        """The sheets with scores of earlier years."""
        return tuple(self.book.sheet(name) for name in self.book.names if HISTORY.fullmatch(label(name)))

    @cached_property
    def prose(self) -> tuple[str, ...]:
        """Every text in the sheets that are there to be read, in order."""
        sheets = [
            self.book.sheet(name)
            for name in self.book.names
            if not any(data.fullmatch(label(name)) for data in (SCORES, RESPONDENTS, NATIONAL, HISTORY))
        ]
        return tuple(
            cell
            for sheet in sheets
            if max(map(len, sheet.rows), default=0) < PROSE
            for row in sheet.rows
            for cell in row
            if isinstance(cell, str) and cell.strip()
        )

    def _only(self, kind: re.Pattern[str]) -> Sheet | None:
        """The sheet of a kind, of this level where its name says one. Raises LayoutChanged for several."""
        found = {name: kind.fullmatch(label(name)) for name in self.book.names}
        names = [name for name, it in found.items() if it and it.groupdict().get("level", self.level) == self.level]
        if len(names) > 1:
            raise LayoutChanged(self.file, "one sheet of a kind", ", ".join(names))
        return self.book.sheet(names[0]) if names else None


def open_workbook(raw: Raw) -> BenchmarkWorkbook | None:
    """A benchmark workbook, or None for any other file. Raises SourceUnavailable or LayoutChanged."""
    if not is_zip(raw):
        return None
    content = raw.read()
    names = [name for name in sheet_names(content) if SCORES.fullmatch(label(name))]
    if not names:
        return None
    if len(names) > 1:
        raise LayoutChanged(raw.name, "one sheet of scores", ", ".join(names))
    workbook = BenchmarkWorkbook(Book(raw.name, content), names[0])
    if names[0] not in workbook.book.names:
        raise LayoutChanged(raw.name, f"a sheet {names[0]!r}", ", ".join(workbook.book.names))
    return workbook


def sheet_names(content: bytes) -> list[str]:
    """The names of the sheets, without opening the workbook: most files asked about are of other sources."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member, pattern in (("content.xml", _OF_ODS), ("xl/workbook.xml", _OF_XLSX)):
                if member in archive.namelist() and archive.getinfo(member).file_size <= MOST_UNPACKED:
                    return [unescape(name.decode("utf-8", "replace")) for name in pattern.findall(archive.read(member))]
    except DAMAGED:
        pass  # Damaged or locked: whoever knows the file by its name will say so.
    return []
