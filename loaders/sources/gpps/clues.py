"""What a survey CSV gives away about its year: columns and codes that only some years have, and how many orgs it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from insight.model import Level
from loaders.source import Raw
from loaders.sources.gpps.header import Header
from loaders.sources.gpps.survey_file import read_columns
from loaders.sources.gpps.tables import Identity, rows, surveys, years


@dataclass(frozen=True)
class Clue:
    """The years that a finding allows, and the finding in words."""

    years: frozenset[int]
    why: str


def proofs(raw: Raw, header: Header, kind: Identity) -> Iterator[Clue]:
    """Findings that no file of another year can show."""
    yield from _from_table("proves", raw, header, kind)
    if kind.level is Level.PRACTICE:
        for survey in surveys().values():
            if survey.practice_file_sha256 == raw.sha256:
                yield Clue(frozenset({survey.year}), f"byte for byte the practice file of {survey.year}")


def suggestions(raw: Raw, header: Header, kind: Identity) -> Iterator[Clue]:
    """Findings that decide only where the name is silent, among them how many practices and groups the year had."""
    yield from _from_table("suggests", raw, header, kind)
    if kind.level not in (Level.PRACTICE, Level.SUB_ICB):
        return
    column, groups = header.find(*kind.code), header.find("ccg_code")
    columns = [name for name in dict.fromkeys((column, groups)) if name]
    table = read_columns(raw, columns, [])
    for survey in surveys().values():
        if kind.level is Level.PRACTICE and table.num_rows == survey.practices:
            yield Clue(frozenset({survey.year}), f"{survey.practices} practices")
        if groups and len(set(table[groups].to_pylist())) == survey.ccgs:
            yield Clue(frozenset({survey.year}), f"{survey.ccgs} clinical commissioning groups")


def _from_table(force: str, raw: Raw, header: Header, kind: Identity) -> Iterator[Clue]:
    tests = {
        "column": lambda what: bool(header.matching(what)),
        "after_resprate": lambda what: _follows(header, "resprate", what),
        "question_set": lambda _: _asked(header) == _of_2025(kind.level),
        "ons_code": lambda what: any(re.fullmatch(what, code) for code in _ons_codes(raw, header)),
    }
    for row in rows("clues"):
        if row["force"] == force and tests[row["kind"]](row["what"]):
            yield Clue(years(row["years"]), row["why"])


def _follows(header: Header, first: str, second: str) -> bool:
    names = list(header.spelling)
    return first in names and names[names.index(first) + 1 :][:1] == [second]


def _asked(header: Header) -> frozenset[str]:
    """The questions of a file that names them, without options and suffixes."""
    return frozenset(re.sub(r"_\d+$", "", name.partition(".")[0]) for name in header.spelling if "." in name)


def _of_2025(level: Level) -> frozenset[str]:
    practice = level is Level.PRACTICE
    return frozenset(row["variable"] for row in rows("questions_2025") if not practice or row["practice_file"] == "yes")


def _ons_codes(raw: Raw, header: Header) -> set[str]:
    column = header.find("ics_code_ons")
    return {code for code in read_columns(raw, [column], [])[column].to_pylist() if code} if column else set()
