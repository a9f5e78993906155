"""Where a footprint stands among all others, part by part, each worked out when its turn comes."""

from __future__ import annotations

from collections.abc import Iterator

from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.standing import Standing
from insight.queries.answer import Answer
from insight.queries.compare_footprints import across_measures, among_all, side_by_side
from insight.queries.question import Question
from insight.queries.similar import how_alike


def comparisons(question: Question) -> Iterator[Answer]:
    """Rank, spine, several footprints side by side, and how alike they are.

    Where the chosen measure may not be compared at all, one part that says why.
    """
    standing = question.standing()
    refusal = standing.refusal or _nobody_judged(standing, question.footprint)
    if refusal is not None:
        elsewhere = [
            (
                "What the footprint's own figures say over time is on the Trends page; its practices and hospitals are on the Places page.",
                "not compared",
            )
        ]
        yield Answer(refusal, elsewhere, question="Why is nothing compared here?", key="refused")
        return
    yield among_all(question)
    yield across_measures(question)
    yield side_by_side(question)
    alike = how_alike(question)
    if alike is not None:
        yield alike


def _nobody_judged(standing: Standing, footprint: str) -> Refusal | None:
    """Where no footprint at all has a verdict, what the chosen one's says instead of one."""
    row = standing.of(footprint)
    if row is None or standing.judged:
        return None
    return Refusal(Reason(row["reason"]), str(row["sentence"]))
