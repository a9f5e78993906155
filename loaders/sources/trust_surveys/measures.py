"""The measures of a trust survey: a name where we know what was asked, else the number the question had in its year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from insight.model import Break, Measure
from loaders import declared
from loaders.declared import Row
from loaders.sources.trust_surveys.declared import Questionnaire, Survey, Wave, claims, parts, rows, surveys, waves

RESPONDENTS, RATE, Z = "respondents", "response_rate", "_z"

_NO_WORDING = "The publisher's workbook gives question numbers and no wording."
_NO_TITLE = (
    "The publisher's workbook gives section numbers and no titles; where a subject is named, the words are ours."
)


def numbered(part: Questionnaire, year: int, key: str) -> str:
    """The name of a measure we know by its number only, such as `y2022_q36`."""
    return f"{part.prefix}y{year}_{key}"


@cache
def measures(survey_id: str) -> tuple[Measure, ...]:
    """Every measure that a file of a survey may fill, each once: what has a name first, then numbers, newest wave first."""
    survey = surveys()[survey_id]
    found = [*_named(survey), *_responses(survey)]
    numbers = [
        (part, wave, key)
        for wave in sorted(waves(survey_id).values(), key=lambda wave: -wave.year)
        for part in parts(survey_id)
        for key in wave.keys
        if key[0] in (part.letter, "s") and key not in _named_in(survey_id, wave.year)
    ]
    for part, wave, key in sorted(numbers, key=lambda each: _section(survey_id, each[1].year, each[2]) is None):
        found += _by_number(survey, part, wave, key)
    return tuple({measure.id: measure for measure in found}.values())


def breaks(survey_id: str) -> tuple[Break, ...]:
    """The dates across which the publisher says a measure may not be compared."""
    every = tuple(measure.id for measure in measures(survey_id))
    return declared.breaks(
        "trust_surveys",
        lambda row: (
            ()
            if row["survey"] != survey_id
            else every
            if row["names"] == "*"
            else [f"{survey_id}.{name}" for name in row["names"].split()]
        ),
    )


def _responses(survey: Survey) -> Iterator[Measure]:
    """How many patients answered, and how many of those asked."""
    for part in parts(survey.id):
        more = {"roles": ()} if part.prefix else {}
        for name in (RESPONDENTS, RATE):
            words = {"whole": survey.title, "of": _part_of(part)}
            yield replace(_measure(survey, name, f"{part.prefix}{name}", **words), **more)


@cache
def _kinds() -> dict[str, Measure]:
    """The rows of `columns/measures.csv`, which are for any survey and leave room for the words of one measure."""
    rows_of = declared.columns("trust_surveys", "measures")
    return {row["id"]: declared.measure("trust_surveys", row, id=f"any.{row['id']}", source="any") for row in rows_of}


def _measure(survey: Survey, kind: str, name: str, **words: str) -> Measure:
    of = _kinds()[kind]
    told = {each: getattr(of, each).format(**words).strip() for each in ("title", "question", "caveat")}
    return replace(of, id=f"{survey.id}.{name}", source=survey.id, **told)


def _named(survey: Survey) -> Iterator[Measure]:
    for row in rows("names"):
        if row["survey"] == survey.id:
            yield from _with_z(survey, row["name"], row["title"], row["question"], _doubt(survey, row["name"]))


def _doubt(survey: Survey, name: str) -> str:
    """A sentence that names the years for which no publication says which question a named measure was; empty if none."""
    years = sorted({str(claim.year) for claim in claims(survey.id) if claim.name == name and claim.inferred})
    if not years:
        return ""
    *earlier, last = years
    when = f"{', '.join(earlier)} and {last}" if earlier else last
    return f"The publisher's workbooks do not say which question this is: its number is inferred for {when}."


def _by_number(survey: Survey, part: Questionnaire, wave: Wave, key: str) -> Iterator[Measure]:
    """The measures of a question or section known by number only. No wording is put into the publisher's mouth."""
    name, of = numbered(part, wave.year, key), _part_of(part)
    number = re.sub(r"^[a-z]0?", "", key).replace("_", " part ")
    survey_of = f"the {survey.title} {wave.year}{of}"
    if key[0] != "s":
        title = f"Question {number} of {wave.year} (wording not in the file){of}"
        return _with_z(survey, name, title, f"Question {number} of {survey_of}; wording not in the file", _NO_WORDING)
    known = _section(survey.id, wave.year, key)
    subject, questions = (known["subject"], known["questions"]) if known else ("", "its questions")
    title = (
        f"Section {number} of {wave.year} ({f'{subject}, in our words' if subject else 'title not in the file'}){of}"
    )
    question = f"Section {number} of {survey_of}: the plain mean of the scores of {questions}; title not in the file"
    return _with_z(survey, name, title, question, _NO_TITLE)


def _named_in(survey_id: str, year: int) -> set[str]:
    """The questions of a year that have a name whatever the file."""
    return {claim.key for claim in claims(survey_id) if claim.year == year and not claim.file}


def _section(survey_id: str, year: int, key: str) -> Row | None:
    """What we know of a section; None for questions, and for sections nobody has written down."""
    wanted = (survey_id, str(year), key)
    return next((row for row in rows("sections") if (row["survey"], row["year"], row["key"]) == wanted), None)


def _with_z(survey: Survey, name: str, title: str, question: str, doubt: str) -> Iterator[Measure]:
    """A score from 0 to 10, and how far it lies from what the publisher expects; `doubt` is a caveat of both."""
    words = {"title": title, "question": question, "doubt": doubt}
    yield _measure(survey, "score", name, **words)
    yield _measure(survey, "z", f"{name}{Z}", **words)


def _part_of(part: Questionnaire) -> str:
    """What tells the questionnaires of one survey apart, behind a title; empty where there is one."""
    return f", {part.title}" if part.title else ""
