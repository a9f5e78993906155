"""Reads what a workbook says of earlier years: the publisher's own scores, under the question numbers of this year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from insight.model import Level
from loaders.read.rounding import NOISE
from loaders.read.sheets import as_number
from loaders.sources.trust_surveys.declared import Wave, waves
from loaders.sources.trust_surveys.header import BenchmarkHeader, read_header
from loaders.sources.trust_surveys.numbers import HIGHEST, count, part_of_all, within
from loaders.sources.trust_surveys.workbook import BenchmarkWorkbook


@dataclass(frozen=True)
class Earlier:
    """One organisation in one earlier wave: mean and base of each question; a mean of None is not shown."""

    org: str
    wave: Wave
    respondents: float | None
    scores: dict[str, tuple[float | None, float | None]] = field(default_factory=dict)


def read_history(workbook: BenchmarkWorkbook, wave: Wave) -> list[Earlier]:
    """One row per organisation per earlier wave. Raises LayoutChanged."""
    found: dict[tuple[str, int], Earlier] = {}
    for sheet in workbook.history:
        header = read_header(sheet, "year", workbook.level, "mean_then")
        for each in _rows(header, workbook.level, wave):
            if found.setdefault((each.org, each.wave.year), each) is not each:
                raise sheet.changed("one row per organisation and year", f"two for {each.org} in {each.wave.year}")
    return list(found.values())


def _rows(header: BenchmarkHeader, level: Level, wave: Wave) -> Iterator[Earlier]:
    sheet = header.sheet
    known = waves(wave.survey)
    bases = header.keys("base_then")
    for row, org in header.codes(level):
        year = count(sheet, row, header.column("year"))
        if year is None or int(year) not in known or year >= wave.year:
            among = ", ".join(str(each) for each in known if each < wave.year)
            raise sheet.changed(f"an earlier year of the survey ({among})", f"{year} in row {row + 1}")
        respondents = count(sheet, row, header.single.get("respondents_then"))
        scores = {
            key: (
                within(sheet, row, column, HIGHEST, "a score from 0 to 10"),
                part_of_all(sheet, row, bases.get(key), respondents),
            )
            for key, column in header.keys("mean_then").items()
        }
        yield Earlier(org, known[int(year)], respondents, scores)


def check_marks(workbook: BenchmarkWorkbook, now: BenchmarkHeader, orgs: Mapping[str, int]) -> None:
    """Raise LayoutChanged for a mark that a score has risen (1) or fallen (-1) where it has done the other.

    A sheet without -1 may mark otherwise and is not asked.
    """
    for sheet in workbook.history:
        header = read_header(sheet, "year", workbook.level, "mean_then")
        marks = {
            (row, org, key): as_number(sheet.cell(row, column))
            for row, org in header.codes(workbook.level)
            for key, column in header.keys("mark").items()
        }
        if -1 in marks.values():
            _refuse_against(marks, header, now, orgs)


def _refuse_against(
    marks: Mapping[tuple[int, str, str], float | None],
    header: BenchmarkHeader,
    now: BenchmarkHeader,
    orgs: Mapping[str, int],
) -> None:
    columns, before = now.keys("mean"), header.keys("mean_then")
    for (row, org, key), mark in marks.items():
        if mark not in (-1, 1) or org not in orgs or key not in columns or key not in before:
            continue
        then = as_number(header.sheet.cell(row, before[key]))
        today = as_number(now.sheet.cell(orgs[org], columns[key]))
        if then is not None and today is not None and mark * (today - then) < -NOISE:
            expected = f"the mark {mark:g} of {key} beside a score that has {'risen' if mark > 0 else 'fallen'}"
            raise header.sheet.changed(expected, f"{then:g} of {org} in row {row + 1}, and {today:g} this year")
