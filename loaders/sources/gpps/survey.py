"""One file of the main survey, from bytes to tables: the percentages of every practice, network, footprint or of England."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa

from insight.model import ENGLAND, Level
from loaders.errors import LayoutChanged
from loaders.grammar import counted
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.gpps import belonging, facts
from loaders.sources.gpps.header import GppsHeader, asked, identity, population, read_header
from loaders.sources.gpps.survey_file import read_columns
from loaders.sources.gpps.tables import surveys


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """Facts (one row per question per org), the orgs named and where they belong. Raises LayoutChanged."""
    header = read_header(raw)
    if header is None:
        raise LayoutChanged(raw.name, "the columns distributed, received and resprate", "none of that name")
    survey, level = surveys()[int(release.details["year"])], Level(release.details["level"])
    questions = asked(header, survey, level).questions
    people = population(header, survey)
    rate = (_due(header, "resprate"), _due(header, "received"), _due(header, "distributed"))
    numbers = [*rate, *([people] if people else []), *(column for question in questions for column in question.columns)]
    ons = header.find(*belonging.ONS)
    named = [*belonging.text_columns(header), *([ons] if ons else [])]
    table = read_columns(raw, named, list(dict.fromkeys(numbers)))
    texts = table.select(named).to_pandas()

    orgs = _codes(table, header, level)
    belonging.check_codes(texts, header, survey, reference)
    belonging.check_footprints(texts, header, survey, reference)
    steps = facts.column_steps(table, questions, rate[0])
    subject = facts.FileContext(raw.name, level, release, orgs, steps)
    parts = [facts.response_facts(table, rate, subject)]
    if people:
        parts.append(facts.population_facts(table, people, rate[2], subject))
    parts += [facts.question_facts(table, question, rate[1], subject) for question in questions]
    return {
        "facts": pa.concat_tables(parts, promote_options="default"),
        "orgs": belonging.orgs(texts, header),
        "membership": belonging.membership(texts, header, level, survey),
    }


def _due(header: GppsHeader, name: str) -> str:
    column = header.find(name)
    if column is None:
        raise LayoutChanged(header.file, f"a column {name!r}", "none")
    return column


def _codes(table: pa.Table, header: GppsHeader, level: Level) -> list[str]:
    """The code of each row, each once. England's own file is one row and names no code."""
    if level is Level.ENGLAND:
        if table.num_rows != 1:
            found = f"{counted(table.num_rows, 'row')} without"
            raise LayoutChanged(header.file, "one row for England, or a column of codes", found)
        return [ENGLAND]
    column = header.find(*identity(header).code)
    codes: list[str | None] = table[column].to_pylist() if column else []
    if not codes:
        raise LayoutChanged(header.file, "at least one row of results", "none: fetch it again")
    if None in codes:
        raise LayoutChanged(header.file, f"a code in every row of {column!r}", f"none in line {codes.index(None) + 2}")
    strange = next((code for code in codes if code and not belonging.CODE.fullmatch(code)), None)
    if strange is not None:
        expected = f"a code such as A84002 or QE1 in every row of {column!r}"
        raise LayoutChanged(header.file, expected, f"{strange!r} in line {codes.index(strange) + 2}")
    if twice := [str(code) for code, times in Counter(codes).items() if times > 1]:
        raise LayoutChanged(header.file, f"one row per code in {column!r}", f"several rows for {', '.join(twice[:3])}")
    return [str(code) for code in codes]
