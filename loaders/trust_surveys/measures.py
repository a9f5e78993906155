"""The measures of a trust survey: a name where we know what was asked, else the number the question had in its year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from insight.model import Better, Break, Measure, Unit
from loaders.trust_surveys.declared import Part, Survey, Wave, claims, parts, rows, surveys, waves

RESPONDENTS, RATE, Z = "respondents", "response_rate", "_z"

_EXPECTED = (
    "The range shown is the range the Care Quality Commission expects of a trust with so many respondents; it is not a "
    "confidence interval."
)
_NO_WORDING = "The publisher's workbook gives question numbers and no wording."
_SECTION_TITLE = "Its title is not in the publisher's workbook."


def numbered(part: Part, year: int, key: str) -> str:
    """The name of a measure we know by its number only, such as `y2022_q36`."""
    return f"{part.prefix}y{year}_{key}"


@cache
def measures(survey_id: str) -> tuple[Measure, ...]:
    """Every measure that a file of a survey may fill, each once."""
    survey = surveys()[survey_id]
    declared = [*_responses(survey), *_named(survey)]
    for wave in waves(survey_id).values():
        stated = {
            claim.key
            for claim in claims(survey_id)
            if claim.year == wave.year and not claim.inferred and not claim.file
        }
        for part in parts(survey_id):
            for key in wave.keys:
                if key[0] in (part.letter, "s") and key not in stated:
                    declared += _with_z(_by_number(survey, part, wave, key))
    return tuple({measure.id: measure for measure in declared}.values())


def breaks(survey_id: str) -> tuple[Break, ...]:
    """The dates across which the publisher says a measure may not be compared."""
    every = tuple(measure.id for measure in measures(survey_id))
    return tuple(
        Break(measure, date.fromisoformat(row["date"]), row["reason"], row["citation"])
        for row in rows("breaks")
        if row["survey"] == survey_id
        for measure in (every if row["names"] == "*" else [f"{survey_id}.{name}" for name in row["names"].split()])
    )


def _responses(survey: Survey) -> Iterator[Measure]:
    """How many patients answered, and how many of those asked."""
    for part in parts(survey.id):
        of = f", {part.title}" if part.prefix else ""
        yield Measure(
            id=f"{survey.id}.{part.prefix}{RESPONDENTS}",
            source=survey.id,
            title=f"People who answered{of}",
            question=f"Number of people who answered the {survey.title}{of}",
            unit=Unit.COUNT,
            better=Better.NEITHER,
            additive=True,
            decimals=0,
        )
        yield Measure(
            id=f"{survey.id}.{part.prefix}{RATE}",
            source=survey.id,
            title=f"Response rate{of}",
            question=f"Adjusted response rate to the {survey.title}{of}",
            unit=Unit.PERCENT,
            better=Better.NEITHER,
            additive=False,
            caveat="Published as a percentage alone: rates of several trusts cannot be put together.",
        )


def _named(survey: Survey) -> Iterator[Measure]:
    for row in rows("names"):
        if row["survey"] == survey.id:
            yield from _with_z(_score(survey, row["name"], row["title"], row["question"], _EXPECTED))


def _by_number(survey: Survey, part: Part, wave: Wave, key: str) -> Measure:
    """The measure of a question or section known by number only, in the words of its wave."""
    number = re.sub(r"^[a-z]0?", "", key).replace("_", ", part ")
    of = f" ({part.title})" if part.title else ""
    if key[0] != "s":
        title = f"Question {number} of {wave.year}"
        question = f"Question {number} of the {survey.title} {wave.year}{of}; wording not in the file"
        return _score(survey, numbered(part, wave.year, key), title, question, f"{_NO_WORDING} {_EXPECTED}")
    known = [
        row["title"]
        for row in rows("sections")
        if (row["survey"], row["year"], row["key"]) == (survey.id, str(wave.year), key)
    ]
    title = f"Section {number} of {wave.year}" + (f": {known[0]}" if known else "")
    question = f"Section {number} of the {survey.title} {wave.year}{of}: the plain mean of the scores of its questions"
    return _score(survey, numbered(part, wave.year, key), title, question, f"{_SECTION_TITLE} {_EXPECTED}")


def _score(survey: Survey, name: str, title: str, question: str, caveat: str) -> Measure:
    return Measure(
        id=f"{survey.id}.{name}",
        source=survey.id,
        title=title,
        question=question,
        unit=Unit.SCORE,
        better=Better.HIGHER,
        additive=False,
        caveat=caveat,
    )


def _with_z(score: Measure) -> list[Measure]:
    """A score, and how many standard errors it lies from what the publisher expects."""
    z = Measure(
        id=score.id + Z,
        source=score.source,
        title=f"{score.title} (z-score)",
        question=f"Adjusted z-score behind the band of: {score.question}",
        unit=Unit.SCORE,
        better=Better.NEITHER,
        additive=False,
        caveat="A z-score, not a score from 0 to 10.",
        decimals=2,
    )
    return [score, z]
