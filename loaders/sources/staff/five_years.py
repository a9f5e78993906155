"""The benchmark workbook: five years of every trust as one release weights them, one row each, years side by side in columns.

Its sheets and columns are known from public code and from the text of its notes; none was seen. Percentages are fractions
here, and questions carry the numbers of the last year throughout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from insight.bounds import MOST
from insight.model import EVERYONE, Level, Status
from loaders.errors import LayoutChanged, NotUsable
from loaders.grammar import listed
from loaders.read.sheets import MARKS, Book, Sheet, column_letters, columns, data_rows, label
from loaders.source import Release
from loaders.sources.staff.declared import OVER_TIME, RESPONSE_RATE
from loaders.sources.staff.facts import COLUMNS
from loaders.sources.staff.tables import NEARLY, TRUST_CODE, TRUSTS, asked, eras, measure_id, measured

GROUPS = "organisation benchmark groups"
"""A sheet that only benchmark workbooks have, as a label."""
_YEARS = re.compile(r"(pp1|theme_engagement)_(20\d\d)")
_MARKS = MARKS | {"-": Status.SUPPRESSED}
"""A trust without history has blank years; figures of fewer than 10 answers are not shown."""
_SPELT = {"engagement": "theme_engagement", "morale": "theme_morale"}


@dataclass(frozen=True)
class GroupTable:
    """The trusts of one benchmarking group."""

    sheet: Sheet
    header: int
    places: dict[str, list[int]]

    def column(self, *names: str) -> int | None:
        """The one column of any of these names; None where there is none. Raises LayoutChanged for two."""
        found = [column for name in names for column in self.places.get(name, [])]
        if len(found) > 1:
            raise self.sheet.changed(f"one column {names[0]!r}", " and ".join(map(column_letters, found)))
        return found[0] if found else None


def find_years(file: str, book: Book) -> tuple[int, int]:
    """The first and last year of a benchmark workbook. Raises LayoutChanged, NotUsable for a last year not known."""
    years = {int(found[2]) for table in tables(book) for name in table.places if (found := _YEARS.fullmatch(name))}
    if not years:
        raise LayoutChanged(file, "columns such as PP1_2024 in sheets of trusts", "none")
    if max(years) not in eras():
        raise NotUsable(
            f"{file}: benchmark results of the NHS Staff Survey to {max(years)}; this loader knows question numbers of "
            f"{', '.join(map(str, eras()))}. Add the year to loaders/sources/staff/columns."
        )
    return min(years), max(years)


def tables(book: Book) -> tuple[GroupTable, ...]:
    """The sheets of trusts, one for each benchmarking group; those of other organisations are passed over."""
    found: list[GroupTable] = []
    for name in book.visible:
        if TRUSTS.fullmatch(label(name)):
            sheet = book.sheet(name)
            header = next((at for at, row in enumerate(sheet.rows[:5]) if "org_id" in map(label, row)), None)
            if header is None:
                raise sheet.changed("a column 'org_id' in the first rows", "none")
            found.append(GroupTable(sheet, header, columns(sheet, header)))
    return tuple(found)


def unread(book: Book) -> str:
    """What is said of trusts that the list of groups names and no sheet of trusts has; '' where there are none, or it names nobody."""
    held = {
        table.sheet.text(row, code)
        for table in tables(book)
        if (code := table.column("org_id")) is not None
        for row in data_rows(table.sheet, table.header)
    }
    groups = next(name for name in book.names if label(name) == GROUPS)
    listed_there = {
        str(cell)
        for row in book.sheet(groups).rows
        if any(TRUSTS.fullmatch(label(each)) for each in row if isinstance(each, str))
        for cell in row
        if isinstance(cell, str) and TRUST_CODE.fullmatch(cell)
    }
    lacking, said = (
        sorted(listed_there - held),
        "Of these trusts of its list of groups no sheet that we know tells anything",
    )
    return f"{said}: {listed(lacking)}." if lacking else ""


def tidy(file: str, book: Book, release: Release) -> dict[str, pd.DataFrame]:
    """Facts of trusts, year by year, and their names. Raises LayoutChanged."""
    first, last = find_years(file, book)
    facts: list[tuple[object, ...]] = []
    names: dict[str, str] = {}
    for table in tables(book):
        code, name = table.column("org_id"), table.column("org_name")
        if code is None or name is None:
            raise table.sheet.changed("columns org_id and org_name", "one of them missing")
        for row in data_rows(table.sheet, table.header):
            org = table.sheet.text(row, code)
            if not TRUST_CODE.fullmatch(org) or org in names:
                raise table.sheet.changed("the code of a trust, each once", f"{org!r} in row {row + 1}")
            names[org] = table.sheet.text(row, name)
            facts += _of_trust(table, row, org, range(first, last + 1), release)
    return {
        "facts": pd.DataFrame(facts, columns=list(COLUMNS)),
        "orgs": pd.DataFrame({"code": [*names], "level": str(Level.TRUST), "name": [*names.values()]}),
    }


def _of_trust(
    table: GroupTable, row: int, org: str, years: Sequence[int], release: Release
) -> Iterator[tuple[object, ...]]:
    for year in years:
        when = date(year, 9, 1), date(year, 12, 1)
        told = [(name + OVER_TIME, _figure(table, row, _stem(name, years[-1]), year)) for name in measured()]
        told.append((RESPONSE_RATE, _figure(table, row, RESPONSE_RATE, year)))
        _check_parts(table, row, years[-1], year)
        for name, (value, base, status) in told:
            if status is not Status.NOT_AVAILABLE:
                yield measure_id(name), org, str(Level.TRUST), *when, EVERYONE, value, base, str(status), release.id


def _stem(name: str, last: int) -> str:
    """What the columns of a question begin with: `q25d`, `pp4_2`, `theme_morale`."""
    return _SPELT.get(name) or asked()[name].codes[last].casefold()


def _figure(table: GroupTable, row: int, stem: str, year: int) -> tuple[float | None, float | None, Status]:
    """Value in the measure's unit, number of answers, status. Raises LayoutChanged."""
    at, beside = table.column(f"{stem}_{year}"), table.column(f"{stem}_n_{year}")
    if at is None or beside is None:
        raise table.sheet.changed(f"columns {stem}_{year} and {stem}_n_{year}", "one of them missing")
    value, status = table.sheet.number(row, at, _MARKS)
    base = table.sheet.number(row, beside, _MARKS).value
    is_score = not stem.startswith(("q", RESPONSE_RATE))
    highest = 10.0 if is_score else 1.0
    if value is not None and not 0 <= value <= highest:
        raise _wrong(table, row, at, f"a figure from 0 to {highest:.0f}", value)
    if (value is not None and not base) or (base is not None and (base != round(base) or not 0 <= base <= MOST)):
        raise _wrong(table, row, beside, "a whole number of answers", base)
    if value is None:
        return None, base, Status.SUPPRESSED if base is not None else status
    return value if is_score else value * 100, base, status


def _check_parts(table: GroupTable, row: int, last: int, year: int) -> None:
    """Every score lies near the mean of its parts, where those are there. Raises LayoutChanged."""
    for name in measured():
        parts = [asked()[part] for part in asked()[name].parts]
        at = table.column(f"{_stem(name, last)}_{year}")
        places = [table.column(f"{part.codes[last].casefold()}_{year}") for part in parts if part.scale is None]
        found = [table.sheet.number(row, place, _MARKS).value for place in (at, *places) if place is not None]
        known = [number for number in found if number is not None]
        if len(parts) == 0 or len(known) < len(parts) + 1:
            continue
        value, *means = known
        if at is not None and abs(sum(means) / len(means) - value) > NEARLY:
            raise _wrong(table, row, at, f"a score near the mean of its parts, {sum(means) / len(means):.2f}", value)


def _wrong(table: GroupTable, row: int, column: int, expected: str, found: float | None) -> Exception:
    return table.sheet.changed(expected, f"{listed([found])} in row {row + 1}, column {column_letters(column)}")
