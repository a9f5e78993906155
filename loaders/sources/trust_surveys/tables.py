"""From one benchmark workbook to facts: every score of every trust or site, who answered, and what earlier years it repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
from loaders.sources.trust_surveys.scores import Score, check_columns, read_scores, scale_of
from loaders.sources.trust_surveys.workbook import BenchmarkWorkbook

CODES = {
    Level.TRUST: re.compile(r"[A-Z0-9]{3}|(?=[A-Z]*\d)[A-Z0-9]{5}"),
    Level.SITE: re.compile(r"(?=[A-Z]*\d)[A-Z0-9]{5,9}"),
}
"""How ODS codes are written, whoever has them: the sheet says whose they are. Trusts of since November 2024 have five
characters (`G6V2S`), and a site's need not begin as its trust's (`H5L2X`)."""

COLUMNS = (
    "measure", "org", "level", "start", "end", "segment", "value", "respondents", "expected_lower", "expected_upper",
    "label", "status", "release",
)  # fmt: skip

Fact = tuple[object, ...]


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
        place: _Place,
        value: float | None,
        people: float | None,
        published: tuple[float | None, float | None, str | None] = (None, None, None),
        *,
        hidden: Status = Status.SUPPRESSED,
    ) -> Fact:
        """One row of facts; `published` is expected range and band, `hidden` what a value of None means here."""
        status = hidden if value is None else Status.OK
        return measure, *place.columns, value, people, *published, str(status), self.release.id


def tidy(raw: Raw, release: Release, workbook: BenchmarkWorkbook, wave: Wave) -> Tables:
    """All that a workbook says, in the tidy shape. Raises LayoutChanged."""
    header = read_header(workbook.scores, workbook.level, "mean")
    check_columns(header)
    code = CODES[workbook.level]
    orgs = _each_once(header, header.codes(workbook.level, code))
    history = read_history(workbook, wave, code)
    subject = _Subject(release, wave, part_of(header, wave), workbook.level, _names(raw, wave))
    _check_known(header, history, subject)

    facts: list[Fact] = []
    scale = scale_of(header)
    base = _base(workbook)
    answered = {org: _answered(header, row, base, org) for org, row in orgs.items()}
    for org, row in orgs.items():
        facts += _responses(subject, _Place(org, workbook.level, wave), answered[org])
        for key, score in read_scores(header, row, scale):
            facts += _score_facts(subject, org, key, score, _base_of(base, org, key))
            if key in header.keys("z"):
                facts += _z_facts(subject, org, key, score)
    below = sum(people or 0 for people, _ in answered.values())
    england = list(_england(subject, workbook, below))
    if workbook.extremes and workbook.level is Level.TRUST:
        whole = any(fact[0] == subject.response(RESPONDENTS) and fact[6] == below for fact in england)
        check_extremes(header, workbook.extremes, orgs, whole)
    check_marks(workbook, code, header, orgs)
    facts += england
    for each in history:
        facts += _history_facts(subject, each)
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


def _each_once(header: BenchmarkHeader, codes: Iterator[tuple[int, str]]) -> dict[str, int]:
    """The row of each organisation. Raises LayoutChanged where one stands twice or there is none."""
    found: dict[str, int] = {}
    for row, code in codes:
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


@dataclass(frozen=True)
class _Base:
    """The sheet of respondents and the row of each organisation in it."""

    header: BenchmarkHeader
    row: dict[str, int]


def _base(workbook: BenchmarkWorkbook) -> _Base | None:
    """Who answered which question, where the workbook has a sheet for that."""
    sheet = workbook.respondents
    if sheet is None:
        return None
    header = read_header(sheet, workbook.level, "base")
    return _Base(header, _each_once(header, header.codes(workbook.level, CODES[workbook.level])))


def _base_of(base: _Base | None, org: str, key: str) -> float | None:
    """How many of an organisation's patients answered a question; sections have no base."""
    if base is None or key[0] == "s" or org not in base.row:
        return None
    if key not in base.header.keys("base"):
        raise base.header.sheet.changed(f"a column of respondents for {key}", "none")
    row = base.row[org]
    everyone = count(base.header.sheet, row, base.header.single.get("respondents"))
    return part_of_all(base.header.sheet, row, base.header.keys("base")[key], everyone)


def _answered(header: BenchmarkHeader, row: int, base: _Base | None, org: str) -> tuple[float | None, float | None]:
    """Everyone of an organisation who answered, and the response rate in percent."""
    everyone = count(header.sheet, row, header.single.get("respondents"))
    if base is None or org not in base.row:
        return everyone, None
    there = count(base.header.sheet, base.row[org], base.header.single.get("respondents"))
    if everyone is not None and there is not None and everyone != there:
        raise base.header.sheet.changed(f"{everyone:.0f} respondents of {org}, as in the scores", f"{there:.0f}")
    rate = within(base.header.sheet, base.row[org], base.header.single.get("rate"), 100, "a percentage")
    return (there if everyone is None else everyone), rate


@dataclass(frozen=True)
class _Place:
    """What a fact is about: who, and which wave."""

    org: str
    level: Level
    wave: Wave

    @property
    def columns(self) -> tuple[object, ...]:
        """The columns from `org` to `segment`."""
        return self.org, str(self.level), self.wave.start, self.wave.end, EVERYONE


def _responses(subject: _Subject, place: _Place, answered: tuple[float | None, float | None]) -> Iterator[Fact]:
    """How many answered, and the response rate, as far as they are printed."""
    everyone = answered[0]
    for name, value in zip((RESPONDENTS, RATE), answered, strict=True):
        if value is not None:
            yield subject.fact(subject.response(name), place, value, everyone)


def _score_facts(subject: _Subject, org: str, key: str, score: Score, base: float | None) -> Iterator[Fact]:
    """The score with its expected range and band."""
    published = (score.lower, score.upper, score.label)
    yield subject.fact(subject.measure(key), _Place(org, subject.level, subject.wave), score.mean, base, published)


def _z_facts(subject: _Subject, org: str, key: str, score: Score) -> Iterator[Fact]:
    """The z-score behind the band; hidden with its score, and nothing where it alone is blank."""
    if score.mean is None or score.z is not None:
        yield subject.fact(subject.measure(key) + Z, _Place(org, subject.level, subject.wave), score.z, None)


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
    yield from _responses(subject, _Place(ENGLAND, Level.ENGLAND, subject.wave), (everyone, rate))


def _history_facts(subject: _Subject, each: Earlier) -> Iterator[Fact]:
    """Scores of an earlier wave, as facts of that wave. A blank one may be hidden or have no like: the file does not say."""
    place = _Place(each.org, subject.level, each.wave)
    yield from _responses(subject, place, (each.respondents, None))
    for key, (mean, base) in each.scores.items():
        yield subject.fact(subject.measure(key), place, mean, base, hidden=Status.NOT_AVAILABLE)
