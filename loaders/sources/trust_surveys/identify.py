"""Which survey and which wave a benchmark workbook is about, told by what it holds; its name helps where that is silent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from loaders.errors import LayoutChanged, NotUsable
from loaders.months import MONTHS, named_month
from loaders.read.sheets import label
from loaders.source import Raw
from loaders.sources.trust_surveys.declared import Wave, surveys, waves
from loaders.sources.trust_surveys.workbook import BenchmarkWorkbook

_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_MONTH = re.compile(rf"\b({'|'.join(MONTHS).title()}),?\s+(20\d\d)\b")
"""In capitals: "may" is a word as well."""


@dataclass(frozen=True)
class SurveyClue:
    """A survey, a year, or both, and where they were read."""

    survey: str | None
    year: int | None
    where: str


def find_wave(raw: Raw, workbook: BenchmarkWorkbook) -> Wave:
    """The wave a workbook is about.

    Raises NotUsable where its survey or year cannot be told or is not known, LayoutChanged where it contradicts itself.
    """
    clues = [clue for clue in (_sheet_name(workbook), *_prose(workbook)) if clue]
    survey = _agreed(workbook.file, "survey", {clue.survey: clue.where for clue in clues if clue.survey})
    year = _agreed(workbook.file, "year", {clue.year: clue.where for clue in clues if clue.year})
    hint = _file_name(raw)
    survey, year = survey or hint.survey, year or hint.year
    if survey is None or year is None:
        raise NotUsable(
            f"{raw.name}: this is a benchmark workbook of a patient survey, and nothing in it tells which"
            f"{' year' if survey else ''}. Put it into the file name, for example 'Adult Inpatient Survey 2022.ods'."
        )
    known = waves(str(survey))
    if year not in known:
        raise NotUsable(
            f"{raw.name}: the {surveys()[str(survey)].title} of {year} is not known to this loader, which knows "
            f"{', '.join(map(str, known))}. Add its row to loaders/sources/trust_surveys/columns/waves.csv."
        )
    return known[int(year)]


def named_survey(raw: Raw) -> str | None:
    """The survey a file's name speaks of, for files that cannot be opened."""
    return _file_name(raw).survey


def _sheet_name(workbook: BenchmarkWorkbook) -> SurveyClue | None:
    """`UEC20_Trust_Scores` is the urgent and emergency care survey of 2020."""
    kind = workbook.kind
    if not kind["code"]:
        return None
    survey = next((each.id for each in surveys().values() if re.fullmatch(each.code, kind["code"])), None)
    return SurveyClue(survey, 2000 + int(kind["year"]), f"sheet {workbook.scores_name!r}") if survey else None


def _prose(workbook: BenchmarkWorkbook) -> list[SurveyClue]:
    """The first text that names a survey, which is the title of the Guidance: `NHS Adult Inpatient Survey 2022`."""
    for text in map(label, workbook.prose):
        for survey in surveys().values():
            if found := re.search(survey.named, text):
                around = text[max(0, found.start() - 30) : found.end() + 30]
                years = {int(year) for year in _YEAR.findall(around)}
                return [SurveyClue(survey.id, years.pop() if len(years) == 1 else None, f"the text {around.strip()!r}")]
    return []


def _file_name(raw: Raw) -> SurveyClue:
    text = f"{raw.name} {unquote(raw.url)}".casefold()
    for survey in surveys().values():
        if found := re.search(rf"(?<![a-z]){survey.code}[ _-]?(\d\d)(?!\d)", text):
            return SurveyClue(survey.id, 2000 + int(found[1]), "the name")
    plain = re.sub(r"[\W_]+", " ", re.sub(r"['’]", "", text))
    named = next((survey for survey in surveys().values() if re.search(survey.named, plain)), None)
    years = set(_YEAR.findall(raw.name))
    return SurveyClue(named.id if named else None, int(years.pop()) if len(years) == 1 else None, "the name")


def _agreed(file: str, what: str, said: dict[str | None, str] | dict[int | None, str]) -> str | int | None:
    if len(said) > 1:
        raise LayoutChanged(file, f"one {what} throughout", "; ".join(f"{each} in {at}" for each, at in said.items()))
    return next(iter(said), None)


def other_month(workbook: BenchmarkWorkbook, wave: Wave) -> str:
    """A sentence where the Guidance names months and none of those that our table gives the wave, often unconfirmed; else ''."""
    named = [found for text in workbook.prose for found in _MONTH.finditer(text)]
    if not named or any(wave.start <= named_month(found[1], found[2]) < wave.end for found in named):
        return ""
    expected = f"a text that names {wave.sampled}, the month sampled for {wave.year}"
    return str(
        LayoutChanged(workbook.file, expected, ", ".join(dict.fromkeys(f"{found[1]} {found[2]}" for found in named)))
    )
