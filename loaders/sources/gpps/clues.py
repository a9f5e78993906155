"""What a survey CSV shows of its year: columns and codes that only some years have. A name that says another year is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.source import Raw
from loaders.sources.gpps.header import GppsHeader
from loaders.sources.gpps.survey_file import read_columns
from loaders.sources.gpps.tables import rows, surveys, years


@dataclass(frozen=True)
class YearClue:
    """The years that a finding allows, and the finding in words."""

    years: frozenset[int]
    why: str


def clues(raw: Raw, header: GppsHeader) -> Iterator[YearClue]:
    """Findings that no file of another year can show; for the place of a column also that other years do not show it."""
    for row in rows("clues"):
        allowed = years(row["years"])
        if (row["kind"] == "column" and header.matching(row["what"])) or (
            row["kind"] == "ons_code" and any(re.fullmatch(row["what"], code) for code in _ons_codes(raw, header))
        ):
            yield YearClue(allowed, row["why"])
        elif row["kind"] == "after_resprate" and header.find(row["what"]):
            follows = _follows(header, "resprate", row["what"])
            yield YearClue(allowed if follows else frozenset(surveys()) - allowed, row["why"])


def _follows(header: GppsHeader, first: str, second: str) -> bool:
    names = list(header.spelling)
    return first in names and names[names.index(first) + 1 :][:1] == [second]


def _ons_codes(raw: Raw, header: GppsHeader) -> set[str]:
    column = header.find("ics_code_ons")
    return {code for code in read_columns(raw, [column], [])[column].to_pylist() if code} if column else set()
