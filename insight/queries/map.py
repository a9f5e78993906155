"""Where in England patients report better and worse care: every footprint against England, on a map."""

from __future__ import annotations

from insight.benchmarks.explained_figures import explain_verdict
from insight.benchmarks.explanations import VerdictRule
from insight.charts.map.footprint_map import MapView, footprint_map, hex_map
from insight.charts.map.members import outline_compared, outline_members
from insight.measures.custom_geography import lies_in
from insight.queries import histories
from insight.queries.answer import Answer, by_one_rule, releases_of
from insight.queries.answered import answered
from insight.queries.issues import beside_england
from insight.queries.question import Question
from insight.queries.response import with_response_rate

HEXAGONS = "hex"


@answered()
def where(question: Question) -> Answer:
    """The map of one measure in one period. One's own footprint is shown by those across which it lies."""
    published, shape = question.published, question.selection.shape or HEXAGONS
    stands = question.standing()
    told = stands.alone(question.footprint)
    scale = histories.scale(published, question.id, question.vintage)
    view = MapView(stands, scale, question.provenance, question.footprint)
    draw = hex_map if shape == HEXAGONS else footprint_map
    drawn = outline_members(
        draw(view, histories.outlines(published, question.vintage, shape)),
        question.name,
        lies_in(question.geography, question.footprint),
    )
    if question.geography.own is None:
        drawn = outline_compared(drawn, stands.comparator, question.footprint)
    if beside := beside_england(question):
        return by_one_rule(drawn, beside, releases_of(stands.table), VerdictRule.PARTS)
    row = told.of(question.footprint)
    if row is None:
        return Answer(drawn, releases=releases_of(stands.table))
    sentence = str(row["sentence"])
    explanation = [explain_verdict(told, row, sentence)]
    said = [(sentence, str(row["verdict"])), *with_response_rate(question)]
    return Answer(drawn, said, explanation, releases_of(stands.table))
