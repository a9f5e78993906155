"""What a question of a page is answered with: a chart or a refusal, sentences, their explanation, a table and the releases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from insight.benchmarks.explanations import Explanation, VerdictRule, explain_each
from insight.benchmarks.refusals import Refusal
from insight.charts.chart import Chart

MOST_SAID = 3
"""Sentences beside a chart: more are not read."""

Sentences = Sequence[tuple[str, str]]
"""Sentences, each with the word of its verdict, the most urgent first."""


@dataclass(frozen=True)
class Needed:
    """One of several needs, to be set beside what patients say in this part of the page alone."""

    code: str
    """The measure's id."""
    options: Mapping[str, str]
    """Id and title, in the order their source declares them."""


@dataclass(frozen=True)
class Answer:
    """One answer. `question` and `key` are those of a part of a page that names itself."""

    chart: Chart | Refusal
    sentences: Sentences = ()
    explanation: Sequence[Explanation] = ()
    """How each sentence came about: its numbers, its rule and the source of the rule."""
    releases: Sequence[str] = ()
    question: str = ""
    key: str = ""
    """Names the place of the chart on its page."""
    wider: Callable[[], Chart | Refusal] | None = None
    """Draws the same chart with more in it, for those who ask."""
    choice: Needed | None = None

    @property
    def table(self) -> pd.DataFrame | None:
        """Every number that is drawn; None where nothing is."""
        return None if isinstance(self.chart, Refusal) else self.chart.table


class FoldedAnswer(NamedTuple):
    """What is told of an answer that is worked out once somebody opens it."""

    key: str
    question: str
    sentence: str
    label: str
    """What it holds, for whoever may open it."""


def by_one_rule(chart: Chart | Refusal, sentences: Sentences, releases: Sequence[str], rule: VerdictRule) -> Answer:
    """An answer whose sentences all come about by one rule."""
    return Answer(chart, sentences, explain_each(rule, (sentence for sentence, _ in sentences)), releases)


def releases_of(rows: pd.DataFrame) -> list[str]:
    """The releases that some rows of a series come from, each once."""
    return sorted(rows["release"].dropna().unique()) if "release" in rows else []


def releases_behind(shown: Iterable[Answer | None]) -> list[str]:
    """The releases behind all that a page shows, each once."""
    return sorted({release for each in shown if each is not None for release in each.releases})
