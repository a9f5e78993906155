"""Reads what a workbook says of earlier years: the publisher's own scores, under the question numbers of this year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from insight.model import Level
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


def read_history(workbook: BenchmarkWorkbook, wave: Wave, code: re.Pattern[str]) -> list[Earlier]:
    """One row per organisation per earlier wave. Raises LayoutChanged."""
    found: dict[tuple[str, int], Earlier] = {}
    for sheet in workbook.history:
        header = read_header(sheet, "year", workbook.level, "mean_then")
        for each in _rows(header, workbook.level, wave, code):
            if found.setdefault((each.org, each.wave.year), each) is not each:
                raise sheet.changed("one row per organisation and year", f"two for {each.org} in {each.wave.year}")
    return list(found.values())


def _rows(header: BenchmarkHeader, level: Level, wave: Wave, code: re.Pattern[str]) -> Iterator[Earlier]:
    sheet = header.sheet
    known = waves(wave.survey)
    bases = header.keys("base_then")
    for row, org in header.codes(level, code):
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
