"""Finds the columns of a benchmark sheet by what their headings say, in the spelling of whatever year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

from insight.model import Level
from loaders.read.sheets import Sheet, column_letters, filled, label
from loaders.sources.trust_surveys.declared import rows

WITHIN = 40
"""Rows in which a header is looked for."""

_SUMMARY = re.compile(
    r"e92000001|eng|(?:all |overall )?(?:england|national|trusts|sites|total)(?: (?:average|mean|score|overall|total))?|average|mean"
)
"""How a row that is about all trusts may be called, as a label; the workbook of 2022 has none."""

_CODES = {
    Level.TRUST: re.compile(r"[A-Z0-9]{3}|(?=[A-Z]*\d)[A-Z0-9]{5}"),
    Level.SITE: re.compile(r"(?=[A-Z]*\d)[A-Z0-9]{5,9}"),
}
"""How ODS codes are written, whoever has them: the sheet says whose they are. Trusts of since November 2024 have five
characters (`G6V2S`), and a site's need not begin as its trust's (`H5L2X`)."""

_KEY = r"(?P<key>[qst]\d{1,3}(?:_\d{1,2})?)"


@dataclass(frozen=True)
class BenchmarkHeader:
    """Where a sheet keeps what: single columns by field, and columns by field and question (`q36`, `q5_1`, `s07`)."""

    sheet: Sheet
    row: int
    single: dict[str, int] = field(default_factory=dict)
    by_key: dict[str, dict[str, int]] = field(default_factory=dict)

    def column(self, field_name: str) -> int:
        """The one column of a field. Raises LayoutChanged where there is none."""
        if field_name not in self.single:
            wanted = " or ".join(row["heading"] for row in rows("columns") if row["field"] == field_name)
            raise self.sheet.changed(f"a column {wanted}", "none")
        return self.single[field_name]

    def keys(self, field_name: str) -> dict[str, int]:
        """The columns of a field by question, in the order of the sheet."""
        return self.by_key.get(field_name, {})

    @cached_property
    def summaries(self) -> dict[int, str]:
        """The rows of England or of all others, by what they are called."""
        named = [self.single[name] for name in ("trust", "trust_name", "site", "site_name") if name in self.single]
        said = {
            row: [text for at in named if _SUMMARY.fullmatch(label(text := self.sheet.text(row, at)))]
            for row in range(self.row + 1, len(self.sheet.rows))
        }
        return {row: texts[0] for row, texts in said.items() if texts}

    def codes(self, level: Level) -> Iterator[tuple[int, str]]:
        """Each row of figures and the code in it. Footnotes fill a cell or two and have no code, rows of all say so (`summaries`).

        Raises LayoutChanged for figures without a code and for codes of another form.
        """
        column = self.column(level)
        for row in range(self.row + 1, len(self.sheet.rows)):
            code = self.sheet.text(row, column)
            if row in self.summaries:
                continue
            if _CODES[level].fullmatch(code):
                yield row, code
            elif filled(self.sheet.rows[row]) > 2:
                where = f"row {row + 1}, column {column_letters(column)}"
                raise self.sheet.changed("an organisation's code in every row", f"{code!r} in {where}")


def read_header(sheet: Sheet, *wanted: str) -> BenchmarkHeader:
    """The first row with a column for each field wanted. Raises LayoutChanged, also for a field that stands twice."""
    for row, cells in enumerate(sheet.rows[:WITHIN]):
        header = BenchmarkHeader(sheet, row)
        for column, cell in enumerate(cells):
            _place(header, column, label(cell))
        if all(name in header.single or name in header.by_key for name in wanted):
            return header
    raise sheet.changed(f"a header row with {', '.join(wanted)} in the first {WITHIN} rows", "none")


def _place(header: BenchmarkHeader, column: int, heading: str) -> None:
    for name, pattern in _fields():
        if found := pattern.fullmatch(heading):
            key = found.groupdict().get("key")
            place, at = (header.single, name) if key is None else (header.by_key.setdefault(name, {}), _tidy(key))
            if at in place:
                raise header.sheet.changed(
                    f"one column {heading!r}", f"{column_letters(place[at])} and {column_letters(column)}"
                )
            place[at] = column
            return


def _tidy(key: str) -> str:
    """Sections always with two digits, questions without leading noughts."""
    number, _, part = key[1:].partition("_")
    digits = f"{int(number):02}" if key[0] == "s" else f"{int(number)}"
    return key[0] + digits + (f"_{int(part)}" if part else "")


@cache
def _fields() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["field"], re.compile(row["heading"].replace("{key}", _KEY))) for row in rows("columns"))
