"""One trust survey as a source: what it measures, where its workbooks are, which file is which, and what a file says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from insight.model import Break, Measure
from insight.traits import SourceTraits, TrustType
from loaders.declared import themes
from loaders.errors import LoadingError, NotUsable, SourceUnavailable
from loaders.read.packed import is_zip
from loaders.reference import Reference
from loaders.source import Raw, Release, SourceInfo, Tables, Wanted, Web
from loaders.sources.trust_surveys import doubts, measures, plan, tables
from loaders.sources.trust_surveys.declared import Survey, Wave, of, surveys, waves
from loaders.sources.trust_surveys.header import read_header
from loaders.sources.trust_surveys.identify import find_wave, named_survey, other_month
from loaders.sources.trust_surveys.workbook import BenchmarkWorkbook, open_workbook, sheet_names

VERSION = 6

CAUTIONS = (
    "We strongly advise against focusing on only the scores (out of 10) when comparing results.",
    "Scores are calculated by comparing trusts against each other, rather than against absolute performance thresholds.",
    "It is impossible to meaningfully add up categories (i.e. having a greater number of better than average scores does "
    "not necessarily indicate that one trust is performing better than another overall).",
    "Question results are not shown if there are fewer than 30 respondents to a question.",
    "Due to methodology changes in 2020, we do not do historical comparisons any earlier than 2020.",
)
"""From the Guidance sheet of the Adult Inpatient Survey 2022, which says "site" where it means trust."""

_DAY = re.compile(r"^(20\d\d)(\d\d)(\d\d)(?!\d)")


@dataclass(frozen=True)
class TrustSurvey:
    """The parts of a source, for the survey of this id in `loaders/sources/trust_surveys/columns/surveys.csv`."""

    id: str

    @cached_property
    def declared(self) -> Survey:
        """What the tables say of the survey."""
        return surveys()[self.id]

    @cached_property
    def SOURCE(self) -> SourceInfo:
        """Who publishes it, and under what licence."""
        return SourceInfo(
            id=self.id,
            title=self.declared.title,
            publisher="Care Quality Commission, NHS Patient Survey Programme",
            page=self.declared.pages[0],
            licence="Open Government Licence v3.0",
            attribution=f"{self.declared.title}, Care Quality Commission. Contains public sector information licensed "
            "under the Open Government Licence v3.0.",
            version=VERSION,
            traits=SourceTraits(
                order=2,
                brings=("facts", "orgs", "membership"),
                themes=themes(self.id, of(self.id, "themes")),
                taking_part=tuple(TrustType(each) for each in self.declared.trust_types),
                trust_categories=(),
            ),
            cautions=CAUTIONS,
        )

    @cached_property
    def MEASURES(self) -> tuple[Measure, ...]:
        """Every measure a file may fill."""
        return measures.measures(self.id)

    @cached_property
    def BREAKS(self) -> tuple[Break, ...]:
        """Dates across which measures may not be compared."""
        return measures.breaks(self.id)

    def releases(self, web: Web) -> Iterable[Wanted]:
        """Every workbook there is to fetch, newest first."""
        return plan.releases(self.declared, web)

    def recognise(self, raw: Raw, reference: Reference) -> Release | None:
        """The wave a workbook is of; None if it is no benchmark workbook, or one of another survey.

        Raises NotUsable, LayoutChanged or SourceUnavailable when it is one and cannot be loaded.
        """
        opened = self._open(raw)
        if opened is None:
            self._refuse_without_scores(raw)
            return None
        workbook, wave = opened
        part = tables.part_of(read_header(workbook.scores, workbook.level, "mean"), wave)
        pieces = [self.id, str(wave.year), part.id, str(workbook.level)]
        of = f", {part.title}" if part.title else ""
        return Release(
            id=".".join(piece for piece in pieces if piece),
            title=f"{self.declared.title} {wave.year}: {workbook.level}s{of} (patients of {wave.sampled})",
            start=wave.start,
            end=wave.end,
            published=_day_in_name(raw.name) or wave.published,
            details={
                "year": str(wave.year),
                "level": str(workbook.level),
                "note": doubts.note(workbook),
                "doubt": other_month(workbook, wave) or doubts.doubt(workbook),
            },
        )

    def tidy(self, raw: Raw, release: Release, reference: Reference) -> Tables:
        """All that a workbook says: facts, of earlier years too, and the organisations named. Raises LayoutChanged."""
        opened = self._open(raw)
        if opened is None:
            raise SourceUnavailable(f"{raw.name} is no longer the workbook it was: fetch it again")
        workbook, _ = opened
        return tables.tidy(raw, release, workbook, waves(self.id)[int(release.details["year"])])

    def _open(self, raw: Raw) -> tuple[BenchmarkWorkbook, Wave] | None:
        """The workbook and its wave, if it is of this survey."""
        try:
            workbook = open_workbook(raw)
            if workbook is None:
                return None
            wave = find_wave(raw, workbook)
        except LoadingError:
            # A file that cannot be placed is the business of the survey its name speaks of, or of each if it names none.
            if named_survey(raw) not in (None, self.id):
                return None
            raise
        if wave.survey != self.id:
            return None
        return workbook, wave

    def _refuse_without_scores(self, raw: Raw) -> None:
        """Raises NotUsable for a workbook whose name speaks of this survey and which has no sheet of scores."""
        if named_survey(raw) != self.id or not is_zip(raw):
            return
        if names := sheet_names(raw.read()):
            raise NotUsable(
                f"{raw.name}: it has no sheet of scores of trusts or sites, only {', '.join(names[:10])}; of the "
                f"{self.declared.title} the trust-level and site-level benchmark workbooks are loaded."
            )


def _day_in_name(name: str) -> date | None:
    """Published names begin with the day of release: `20250909_aip24_National.ods`."""
    if found := _DAY.match(name):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return None
    return None
