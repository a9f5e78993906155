"""What one part of a page holds: its question, the chart that answers it, what is said, and how that came about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from insight.benchmarks.refusals import Refusal
from insight.benchmarks.workings import Working
from insight.charts.chart import Chart


@dataclass(frozen=True)
class Comparison:
    """One part of the page: a question, its chart or why there is none, what is said, and how that came about."""

    key: str
    question: str
    chart: Chart | Refusal
    sentences: Sequence[tuple[str, str]] = ()
    """Each with the word of its verdict."""
    workings: Sequence[Working] = ()
    releases: Sequence[str] = ()
    wider: Chart | Refusal | None = None
    """The same chart with more in it, for those who ask."""
    choose: Callable[[], None] | None = None
    """Draws what can be chosen in this part alone, below its question."""
