"""From one benchmark workbook to facts: every score of every trust or site, who answered, and what earlier years it repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from insight.model import ENGLAND, EVERYONE, Level, Status
from loaders.errors import LayoutChanged
from loaders.source import Raw, Release, Tables
from loaders.sources.trust_surveys.declared import Questionnaire, Wave, claims, parts
from loaders.sources.trust_surveys.extremes import check_extremes
from loaders.sources.trust_surveys.header import BenchmarkHeader, read_header
from loaders.sources.trust_surveys.history import Earlier, check_marks, read_history
from loaders.sources.trust_surveys.measures import RATE, RESPONDENTS, Z, measures, numbered
from loaders.sources.trust_surveys.numbers import count, part_of_all, within
from loaders.sources.trust_surveys.scores import check_columns, read_score, scale_of
from loaders.sources.trust_surveys.workbook import BenchmarkWorkbook

COLUMNS = (
    "measure", "org", "level", "start", "end", "segment", "value", "respondents", "expected_lower", "expected_upper",
    "label", "status", "release",
)  # fmt: skip

Fact = tuple[object, ...]
_Base = tuple[BenchmarkHeader, dict[str, int]]


@dataclass(frozen=True)
class _Subject:
    """What all facts of a file share."""

    release: Release
    wave: Wave
    part: Questionnaire
    level: Level
    named: dict[str, str]

    def measure(self, key: str) -> str:
        """The measure of a question in this file's numbering."""
        return f"{self.wave.survey}.{self.named.get(key) or numbered(self.part, self.wave.year, key)}"

    def response(self, name: str) -> str:
        """The measure of how many answered."""
        return f"{self.wave.survey}.{self.part.prefix}{name}"

    def fact(
        self,
        measure: str,
        org: str,
        value: float | None,
        people: float | None,
        published: tuple[float | None, float | None, str | None] = (None, None, None),
        *,
        level: Level | None = None,
        wave: Wave | None = None,
        hidden: Status = Status.SUPPRESSED,
    ) -> Fact:
        """One row of facts, of this file's level and wave unless others are named.

        `published` is expected range and band, `hidden` what a value of None means here.
        """
        when, status = wave or self.wave, hidden if value is None else Status.OK
        about = (measure, org, str(level or self.level), when.start, when.end, EVERYONE)
        return *about, value, people, *published, str(status), self.release.id


def tidy(raw: Raw, release: Release, workbook: BenchmarkWorkbook, wave: Wave) -> Tables:
    """All that a workbook says, in the tidy shape. Raises LayoutChanged."""
    header = read_header(workbook.scores, workbook.level, "mean")
    check_columns(header)
    orgs = _each_once(header, workbook.level)
    history = read_history(workbook, wave)
    subject = _Subject(release, wave, part_of(header, wave), workbook.level, _names(raw, wave))
    _check_known(header, history, subject)

    facts: list[Fact] = []
    scale = scale_of(header)
    base = _base(workbook)
    answered = {org: _answered(header, row, base, org) for org, row in orgs.items()}
    for org, row in orgs.items():
        facts += _responses(subject, org, answered[org])
        for key in header.keys("mean"):
            score = read_score(header, row, key, scale)
            published = (score.lower, score.upper, score.label)
            facts.append(subject.fact(subject.measure(key), org, score.mean, _base_of(base, org, key), published))
            # The z score behind the band is hidden with its score; where it alone is blank it is nothing.
            if key in header.keys("z") and (score.mean is None or score.z is not None):
                facts.append(subject.fact(subject.measure(key) + Z, org, score.z, None))
    below = sum(people or 0 for people, _ in answered.values())
    england = list(_england(subject, workbook, below))
    if workbook.extremes and workbook.level is Level.TRUST:
        whole = any(fact[0] == subject.response(RESPONDENTS) and fact[6] == below for fact in england)
        check_extremes(header, workbook.extremes, orgs, whole)
    check_marks(workbook, header, orgs)
    facts += england
    for each in history:
        facts += _responses(subject, each.org, (each.respondents, None), wave=each.wave)
        for key, (mean, people) in each.scores.items():
            # A blank one may be hidden or have no like: the file does not say.
            then = {"wave": each.wave, "hidden": Status.NOT_AVAILABLE}
            facts.append(subject.fact(subject.measure(key), each.org, mean, people, **then))
    name = header.column(f"{workbook.level}_name")
    return {
        "facts": pd.DataFrame(facts, columns=list(COLUMNS)),
        "orgs": pd.DataFrame(
            [
                {"code": org, "level": str(workbook.level), "name": workbook.scores.text(row, name) or org}
                for org, row in orgs.items()
            ]
        ),
    }


def _names(raw: Raw, wave: Wave) -> dict[str, str]:
    """The name of each question that has one, by its key in this file: a table kept by hand says so, wave by wave, with its evidence.

    Question numbers move every year and no workbook prints the wording. A later workbook repeats the scores of earlier years under
    its own numbers, so a name given to one of its questions holds for the earlier years it repeats as well.
    """
    text = f"{raw.name} {raw.url}".casefold()
    told = (claim for claim in claims(wave.survey) if claim.year == wave.year and re.search(claim.file, text))
    return {claim.key: claim.name for claim in told}


def part_of(header: BenchmarkHeader, wave: Wave) -> Questionnaire:
    """The questionnaire a sheet is about, by the letter of its questions. Raises LayoutChanged where it is none or several."""
    letters = {key[0] for key in header.keys("mean")} - {"s"}
    known = {part.letter: part for part in parts(wave.survey)}
    if len(letters) != 1 or not letters <= set(known):
        raise header.sheet.changed(
            f"questions beginning with {' or '.join(known)}", ", ".join(sorted(letters)) or "none"
        )
    return known[letters.pop()]


def _each_once(header: BenchmarkHeader, level: Level) -> dict[str, int]:
    """The row of each organisation. Raises LayoutChanged where one stands twice or there is none."""
    found: dict[str, int] = {}
    for row, code in header.codes(level):
        if found.setdefault(code, row) != row:
            raise header.sheet.changed("one row per organisation", f"{code} in rows {found[code] + 1} and {row + 1}")
    if not found:
        raise header.sheet.changed("at least one organisation", "none")
    return found


def _check_known(header: BenchmarkHeader, history: list[Earlier], subject: _Subject) -> None:
    """Every question, of this year and repeated of earlier ones, must be one we can name. Raises LayoutChanged for the first that is not."""
    known = {measure.id for measure in measures(subject.wave.survey)}
    repeated = (key for each in history for key in each.scores)
    for key in dict.fromkeys([*header.keys("mean"), *repeated]):
        if subject.measure(key) not in known:
            raise LayoutChanged(
                header.sheet.file,
                f"the questions of {subject.wave.year} listed in loaders/sources/trust_surveys/columns/waves.csv",
                f"{key} as well",
            )


def _base(workbook: BenchmarkWorkbook) -> _Base | None:
    """The sheet of who answered which question, and the row of each organisation in it, where the workbook has one."""
    sheet = workbook.respondents
    if sheet is None:
        return None
    header = read_header(sheet, workbook.level, "base")
    return header, _each_once(header, workbook.level)


def _base_of(base: _Base | None, org: str, key: str) -> float | None:
    """How many of an organisation's patients answered a question; sections have no base."""
    header, rows = base or (None, {})
    if header is None or key[0] == "s" or org not in rows:
        return None
    if key not in header.keys("base"):
        raise header.sheet.changed(f"a column of respondents for {key}", "none")
    everyone = count(header.sheet, rows[org], header.single.get("respondents"))
    return part_of_all(header.sheet, rows[org], header.keys("base")[key], everyone)


def _answered(header: BenchmarkHeader, row: int, base: _Base | None, org: str) -> tuple[float | None, float | None]:
    """Everyone of an organisation who answered, and the response rate in percent."""
    everyone = count(header.sheet, row, header.single.get("respondents"))
    other, rows = base or (None, {})
    if other is None or org not in rows:
        return everyone, None
    there = count(other.sheet, rows[org], other.single.get("respondents"))
    if everyone is not None and there is not None and everyone != there:
        raise other.sheet.changed(f"{everyone:.0f} respondents of {org}, as in the scores", f"{there:.0f}")
    rate = within(other.sheet, rows[org], other.single.get("rate"), 100, "a percentage")
    return (there if everyone is None else everyone), rate


def _responses(
    subject: _Subject, org: str, answered: tuple[float | None, float | None], **about: Any
) -> Iterator[Fact]:
    """How many answered, and the response rate, as far as they are printed."""
    for name, value in zip((RESPONDENTS, RATE), answered, strict=True):
        if value is not None:
            yield subject.fact(subject.response(name), org, value, answered[0], **about)


def _england(subject: _Subject, workbook: BenchmarkWorkbook, below: float) -> Iterator[Fact]:
    """Respondents and response rate of England. The publisher prints no score for England, so there is none.

    Taken from the workbook of trusts; that of sites is about the same people. `below` is how many answered in all trusts
    together. Raises LayoutChanged where England has fewer.
    """
    sheet = workbook.national
    if sheet is None or workbook.level is not Level.TRUST:
        return
    header = read_header(sheet, "respondents", "rate")
    row = header.row + 1
    everyone = count(sheet, row, header.column("respondents"))
    if everyone is not None and everyone < below:
        raise sheet.changed(f"at least the {below:,.0f} respondents of its trusts in England", f"{everyone:,.0f}")
    rate = within(sheet, row, header.column("rate"), 100, "a percentage")
    yield from _responses(subject, ENGLAND, (everyone, rate), level=Level.ENGLAND)
