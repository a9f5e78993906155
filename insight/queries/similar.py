"""How alike the footprints are that one is compared with, whatever their patients say of their care."""

from __future__ import annotations

from insight.benchmarks.likeness import likeness
from insight.benchmarks.refusals import Refusal
from insight.charts.similar.likeness import likeness_strips
from insight.measures.custom_geography import lies_in
from insight.queries.answer import Answer
from insight.queries.answered import answered
from insight.queries.comparator import ComparatorKind, alike
from insight.queries.question import Question


@answered
def how_alike(question: Question) -> Answer | None:
    """What makes similar footprints similar, and what those picked by hand have in common; None for other comparators."""
    asked = "How alike are the areas we compare with?"
    compared, footprint = question.compared, question.footprint
    if compared.kind not in (ComparatorKind.SIMILAR, ComparatorKind.PICKED):
        return None
    nearest = alike(question.published, question.geography, footprint, question.standing().end)
    if isinstance(nearest, Refusal):
        return Answer(nearest, question=asked, key="alike")
    codes = compared.comparator.codes
    known, group = nearest.needs, question.group.without(lies_in(question.geography, footprint))
    added, dropped = set(codes) - set(nearest.peers), set(nearest.peers) - set(codes)
    found = likeness(footprint, known, group, added=added, dropped=dropped)
    if isinstance(found, Refusal):
        return Answer(found, question=asked, key="alike")
    return Answer(likeness_strips(found, question.place), releases=list(known.releases), question=asked, key="alike")
