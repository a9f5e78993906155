"""Which year and which level a survey CSV is about, told by what it holds; its name may help and must not contradict."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from loaders.errors import LayoutChanged, NotUsable
from loaders.read.sheets import as_number
from loaders.source import Raw, Release
from loaders.sources.gpps.header import GppsHeader, grammar, identity, lacking, read_header
from loaders.sources.gpps.survey_file import read_columns
from loaders.sources.gpps.tables import SOURCE_ID, LevelColumns, rows, surveys, years

TELLING = frozenset({"distributed", "received", "resprate"})
"""Three columns that every survey file has. No other publisher writes `resprate`."""

SAMPLE = 1 << 20
"""Bytes: the header and some seventy practices, enough to tell weighted counts from counts of people."""

WEIGHTED_COUNTS = r"\w+\.counteval|q\d+[a-z]?_12"
"""Bases are left aside: both versions hold weighted and unweighted bases since 2024."""

_YEAR = re.compile(r"(?<!\d)20[0-3]\d(?!\d)")
_LEVEL = re.compile(r"(?<![a-z])(National|Region|ICS|CCG|PCN|Practice)(?= data|_data)", re.IGNORECASE)
_SURVEY_YEAR = re.compile(r"GPPS[ _-]*(20[0-3]\d)(?!\d)", re.IGNORECASE)


def recognise(raw: Raw) -> Release | None:
    """The release a survey CSV is, or None if it is not of this survey.

    Raises NotUsable for the unweighted version, for surveys before 2018 and where the year cannot be told, LayoutChanged
    where the columns speak no grammar that is known.
    """
    header = read_header(raw)
    if header is None:
        _refuse_other_forms(raw)
        return None
    spoken = grammar(header)
    if spoken is None:
        raise LayoutChanged(raw.name, "columns such as q28_12pct or overallexp.pcteval", "neither")
    if spoken == "numbered" and not header.find("q89_12pct"):
        raise NotUsable(
            f"{raw.name}: GP Patient Survey results before 2018 (no question 89) are not loaded, because the publisher "
            "calls them not comparable. Use the files of 2018 or later."
        )
    _refuse_unweighted(raw, header)
    kind = identity(header)
    _refuse_other_level(raw, kind)
    year = _year(raw, header, spoken)
    survey = surveys()[year]
    when = f" (fieldwork {survey.fieldwork})" if survey.fieldwork else ""
    return Release(
        id=f"{SOURCE_ID}.{year}.{kind.part}",
        title=f"GP Patient Survey {year}: {kind.title}{when}",
        start=survey.start,
        end=survey.end,
        published=survey.published,
        details={"year": str(year), "level": str(kind.level), **lacking(header, survey, kind.level)},
    )


def _refuse_other_forms(raw: Raw) -> None:
    """Raise NotUsable for a list of columns, LayoutChanged for a survey file saved in another form; pass all else."""
    lines = raw.head().decode("utf-8", errors="replace").casefold().splitlines()
    above = next((at for at, line in enumerate(lines) if all(word in line for word in TELLING)), None)
    if above:
        stand, them = ("1 line that stands", "it") if above == 1 else (f"{above} lines that stand", "them")
        raise LayoutChanged(raw.name, "column names in the first line", f"{stand} above them: delete {them}")
    if above is not None:
        expected = "a first line of column names with commas between them, in UTF-8"
        found = "a copy that was saved in another form or cut short: fetch it again and load it as published"
        raise LayoutChanged(raw.name, expected, found)
    if {cell.strip(' "') for line in lines for cell in line.split(",")} >= TELLING:
        raise NotUsable(f"{raw.name}: a list of the survey's columns; the figures are in the files it describes.")


def _refuse_unweighted(raw: Raw, header: GppsHeader) -> None:
    wanted = [header.names.index(name) for name in header.matching(WEIGHTED_COUNTS)]
    lines = raw.head(SAMPLE).decode("utf-8-sig", errors="replace").splitlines()[1:]
    found = (
        number.is_integer()
        for row in csv.reader(lines)
        for column in wanted
        if column < len(row) and (number := as_number(row[column])) is not None and number > 0
    )
    if next(found, False) and all(found):
        raise NotUsable(
            f"{raw.name} is the unweighted version: every count in it is a whole number of replies. "
            "Fetch the file whose name says (weighted)."
        )


def _refuse_other_level(raw: Raw, kind: LevelColumns) -> None:
    """The level in a file's name must be that of its columns: one that lost its codes looks like one of a larger kind."""
    said = {part.casefold() for part in _LEVEL.findall(raw.name)}
    if said and kind.part not in said:
        expected = f"a column of codes of {' or '.join(sorted(said))}"
        raise LayoutChanged(raw.name, expected, f"columns of {kind.title} only")


def _year(raw: Raw, header: GppsHeader, spoken: str) -> int:
    """The one year that the columns, the codes and the name allow. Raises NotUsable."""
    possible = {survey.year for survey in surveys().values() if survey.grammar == spoken}
    found = list(_clues(raw, header))
    possible = possible.intersection(*(allowed for allowed, _ in found))
    reasons = [why for _, why in found]
    because = f" ({'; '.join(reasons)})" if reasons else ""
    if not possible:
        raise NotUsable(f"{raw.name}: its columns and codes point to different years{because}. Fetch it again.")

    named = named_year(raw)
    if named is not None and named > max(surveys()):
        raise NotUsable(
            f"{raw.name}: GPPS {named} is newer than this loader, which knows {min(surveys())} to {max(surveys())}. Add "
            "its row to loaders/sources/gpps/columns/years.csv and its column to loaders/sources/gpps/columns/columns.csv."
        )
    if named is not None and named not in possible:
        raise NotUsable(
            f"{raw.name}: the name says {named}, what it holds is of {_either(possible)}{because}. Correct the name."
        )
    if named is not None:
        return named
    folder = _only_year(raw.path.parent.name)
    if folder in possible:  # A folder may as well be named after the year of the download.
        return folder
    if len(possible) == 1:
        return possible.pop()
    raise NotUsable(
        f"{raw.name}: this may be the GP Patient Survey of {_either(possible)}, and nothing in it tells which. "
        f"Put the year into the file name, for example 'GPPS {max(possible)} {raw.name}'."
    )


def _clues(raw: Raw, header: GppsHeader) -> Iterator[tuple[frozenset[int], str]]:
    """The years that a column or a code allows, because only some have it, and why; of the place of a column also those that others allow."""
    names, column = list(header.spelling), header.find("ics_code_ons")
    codes = {code for code in read_columns(raw, [column], [])[column].to_pylist() if code} if column else set()
    for row in rows("clues"):
        allowed, what = years(row["years"]), row["what"]
        if row["kind"] == "after_resprate" and header.find(what):
            after = "resprate" in names and names[names.index("resprate") + 1 :][:1] == [what]
            yield allowed if after else frozenset(surveys()) - allowed, row["why"]
        elif (row["kind"] == "column" and header.matching(what)) or (
            row["kind"] == "ons_code" and any(re.fullmatch(what, code) for code in codes)
        ):
            yield allowed, row["why"]


def named_year(raw: Raw) -> int | None:
    """The year in the file's name, else in its address; None where none or several stand there."""
    return _only_year(raw.name) or _only_year(PurePosixPath(unquote(raw.url)).name)


def _only_year(text: str) -> int | None:
    """The one year a text names. One that follows `GPPS` goes before all others, such as the day of a download."""
    found = set(_SURVEY_YEAR.findall(text)) or set(_YEAR.findall(text))
    return int(found.pop()) if len(found) == 1 else None


def _either(years: set[int]) -> str:
    return " or ".join(map(str, sorted(years)))
