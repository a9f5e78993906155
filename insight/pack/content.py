"""What a pack holds, whatever the file: its finding by finding, the files behind them, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from insight.benchmarks.headlines import by_comparator
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.wording import day
from insight.charts.chart import Chart
from insight.charts.drawn.fitted import TooSmall
from insight.charts.drawn.picture import Picture, draw
from insight.charts.drawn.sizes import A4
from insight.charts.provenance import map_credit
from insight.charts.style.layout import file_name
from insight.pack.identity import PackIdentity, identify
from insight.queries.answer import Answer, releases_behind
from insight.queries.headlines import headlines_of
from insight.queries.holdings import files_behind, parts_of, warnings_of
from insight.queries.overview import who
from insight.queries.published import PublishedSet, remembered
from insight.queries.question import Question
from insight.queries.views import VIEWS, AskedView, view

FIGURE = replace(A4, bare=True)
"""A drawing in the width of a page, whose words the page says."""
Told = Callable[[str], None]
"""Called with a sentence for each step."""


class NothingToShow(Exception):
    """Nothing in the pack could be drawn; the sentence says so."""


@dataclass(frozen=True)
class PackPart:
    """One finding: a chart with what is said of it, or why there is none."""

    wanted: AskedView
    answer: Answer

    @property
    def chart(self) -> Chart | None:
        """The chart, where there is one."""
        return self.answer.chart if isinstance(self.answer.chart, Chart) else None

    @property
    def question(self) -> str:
        """What it answers."""
        return VIEWS[self.wanted.view].title

    @property
    def finding(self) -> str:
        """Its one sentence."""
        return self.answer.chart.finding if isinstance(self.answer.chart, Chart) else self.answer.chart.sentence

    @property
    def sentences(self) -> list[str]:
        """What is said beside the chart, each once and none that the finding says."""
        said = dict.fromkeys(sentence for sentence, _ in self.answer.sentences)
        return [each for each in said if each.rstrip(".") != self.finding.rstrip(".")]


@dataclass(frozen=True, eq=False)
class Pack:
    """One footprint, held against one comparator, in the findings chosen."""

    question: Question
    parts: Sequence[PackPart]
    identity: PackIdentity
    absent: Sequence[AskedView] = ()
    """What was asked for and nothing that is loaded can answer."""
    _figures: dict[Chart, Picture | None] = field(default_factory=dict, init=False)

    @property
    def name(self) -> str:
        """The footprint's."""
        return self.question.name

    @property
    def title(self) -> str:
        """What the whole is called: as it was named, else after its footprint; a line never ends within what follows the name."""
        return self.question.selection.title or f"{self.name}: what\u00a0patients\u00a0tell\u00a0us"

    @property
    def against(self) -> str:
        """Whom everything is held against; England, where too few figures of those chosen are loaded for any verdict."""
        chosen = self.question.compared.comparator
        judged, _ = by_comparator(headlines_of(self.question))
        if chosen.codes and judged and not judged[0].standing.comparator.codes:
            return f"Compared with England: too few figures of {chosen.name} are loaded"
        return f"Compared with {chosen.name}"

    @property
    def about(self) -> str:
        """What stands under the title: whose findings they are, where it does not say so, whom they are held against and of when."""
        whose = [] if self.name in self.title else [f"{self.name}."]
        return " ".join([*whose, f"{self.against}. {self.areas}. {self.dated}".strip()])

    @property
    def areas(self) -> str:
        """The set of areas."""
        return self.question.provenance.vintage

    @property
    def demonstration(self) -> bool:
        """Whether its figures are invented."""
        return self.question.store.demonstration

    @property
    def dated(self) -> str:
        """What the cover says of when; the day it was made is none of it, so that it can be drawn again the same."""
        return f"Figures as loaded by {day(self.files['retrieved'].max())}." if len(self.files) else ""

    @cached_property
    def introduction(self) -> list[str]:
        """Who the footprint is, and what it was."""
        return who(self.question)

    @cached_property
    def drawn(self) -> list[PackPart]:
        """The parts with a chart."""
        return [part for part in self.parts if part.chart is not None]

    @cached_property
    def refused(self) -> list[str]:
        """Which findings have no chart, and why, a sentence each."""
        said = [(part.question, part.finding) for part in self.parts if part.chart is None]
        said += [(VIEWS[each.view].title, "Nothing that is loaded tells it.") for each in self.absent]
        return [f"{asked}. {why}" for asked, why in said]

    @property
    def left_out(self) -> list[str]:
        """The same where nothing above it says what they are."""
        return [f"Without a chart: {each}" for each in self.refused]

    @cached_property
    def judged(self) -> tuple[PackPart, pd.DataFrame] | None:
        """The first finding whose table has a verdict on each measure of the footprint itself, and of no other area."""
        tables = [(part, part.chart.table) for part in self.drawn if part.chart]
        return next((each for each in tables if each[1].columns[0] == "Measure" and "Verdict" in each[1].columns), None)

    @cached_property
    def files(self) -> pd.DataFrame:
        """The published files behind it, one row each."""
        return files_behind(self.question.store, releases_behind(part.answer for part in self.parts))

    @property
    def attributions(self) -> list[str]:
        """How the publishers want to be named, those of the boundaries of its maps too."""
        maps = [map_credit(part.chart.foot)[0] for part in self.drawn if part.chart]
        return list(dict.fromkeys([*self.files["attribution"].dropna(), *filter(None, maps)]))

    @cached_property
    def cautions(self) -> list[str]:
        """What the publishers warn of, and which files are a part of theirs."""
        store = self.question.store
        warned = [
            f"{store.sources.at[source, 'title']}: {warned}"
            for source in self.files["source"].unique()
            for warned in warnings_of(store.sources, source)
        ]
        return [*warned, *parts_of(store, self.files)]

    @property
    def file(self) -> str:
        """The name of its file without ending, in words."""
        return file_name(self.name, "patient insight", f"{self.question.period:%Y}")

    def file_of(self, part: PackPart, size: str = "") -> str:
        """The name of a part's file without ending, in words and dates: `essex-ease-by-phone-2026-trend-a4`."""
        assert part.chart is not None
        return file_name(in_words(part.chart.name, self.question), size)

    def figure_of(self, part: PackPart, high: float = FIGURE.high) -> Picture | None:
        """The drawing of a part in the width of a page, at most so many millimetres high; None where it cannot be read so.

        It is drawn once for page and paper alike, but where the one has less room than it takes.
        """
        chart = part.chart
        assert chart is not None
        if chart not in self._figures:
            self._figures[chart] = _figure(chart, FIGURE.high)
        found = self._figures[chart]
        return found if found and found.high * FIGURE.unit <= high else _figure(chart, high)


def _figure(chart: Chart, high: float) -> Picture | None:
    try:
        return draw(chart, replace(FIGURE, high=high))
    except TooSmall:
        return None


def together(told: Sequence[str], high: Callable[[str], float], room: float) -> list[list[str]]:
    """Sentences in order, as many together as have room; `high` says what each takes."""
    found: list[list[str]] = []
    left = 0.0
    for each in told:
        if not found or high(each) > left:
            found.append([])
            left = room
        found[-1].append(each)
        left -= high(each)
    return found


def pack(question: Question, sequence: Sequence[AskedView], told: Told = lambda _: None) -> Pack:
    """Ask everything that a pack shows. Raises NothingToShow where nothing could be drawn."""
    parts: list[PackPart] = []
    for at, wanted in enumerate(sequence, 1):
        told(f"{at} of {len(sequence)}: {VIEWS[wanted.view].title}")
        answer = view(question, wanted)
        if answer is not None:
            parts.append(PackPart(wanted, answer))
    if not any(part.chart for part in parts):
        why = next((part.answer.chart.sentence for part in parts if isinstance(part.answer.chart, Refusal)), "")
        raise NothingToShow(f"There is nothing to show of {question.name}. {why}".strip())
    charts = {part.wanted.link: part.chart for part in parts if part.chart is not None}
    releases = releases_behind(part.answer for part in parts)
    told_of = {part.wanted for part in parts}
    absent = [each for each in sequence if each not in told_of]
    return Pack(question, parts, identify(question, sequence, charts, releases), absent)


@remembered
def _names(published: PublishedSet) -> dict[str, str]:
    """Every measure as it stands in the name of a chart, and the words for it."""
    known = published.store.measures
    words = known["short"].where(known["short"].fillna("").ne(""), known["title"])
    return {file_name(str(id)): file_name(str(told)) for id, told in words.items()}


def in_words(name: str, question: Question) -> str:
    """The name of a chart's file with the measure and the footprint in words, and without the set of areas."""
    name = name.replace(f"-{question.vintage}", "")
    ids = _names(question.published)
    begun = max((id for id in ids if name.startswith(f"{id}-")), key=len, default="")
    rest = name.removeprefix(begun).strip("-")
    rest = re.sub(rf"(^|-){file_name(question.footprint)}(-|$)", "-", rest).strip("-")
    return file_name(question.name, ids.get(begun, ""), rest)
