"""What comes up again and again here: the parts of every whole that a source declares, beside England's."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

import pandas as pd

from insight.benchmarks.explanations import VerdictRule
from insight.benchmarks.grammar import mid_sentence
from insight.benchmarks.mix import ALIKE, LESS, MORE, Mix, known_parts, mix
from insight.benchmarks.refusals import Refusal, refuse_source
from insight.charts.ranking.mix import parts_of_whole
from insight.model import Level, Unit
from insight.queries import histories
from insight.queries.answer import MOST_SAID, Answer, Sentences, by_one_rule, releases_of
from insight.queries.answered import answered, answered_by
from insight.queries.published import PublishedSet, remembered
from insight.queries.question import Question

_NOTHING = (
    "{name}: none of the {tested} parts that could be tested is clearly mentioned more often than in England, {period}."
)

_ALONE = (
    "Whoever is chosen under “Compared with”, this is held against England: its subjects are counted in one way for all of England, "
    "and each area is a part of that."
)

_OF_ALL = (
    "England's figure is of all kinds of trusts together, so a difference may come from which kinds are here. A trust that serves "
    "several areas, as ambulance services do, is counted where its headquarters are."
)

_TONES = {MORE: "higher", LESS: "lower", ALIKE: "similar"}
"""The words that the sentences on parts are spoken with."""


@answered(measure=False, period=False)
def issues(question: Question) -> list[Answer]:
    """One answer for each whole of which the footprint and England have all parts, in the order of their sources."""
    return [_answer(question, each) for each in mixes(question)]


def mixes(question: Question) -> Sequence[Mix]:
    """Each whole of which the footprint and England have all parts, in the order of their sources."""
    found = (_mix(question, ids) for ids in _wholes(question.published))
    return [each for each in found if isinstance(each, Mix)]


def most_raised(question: Question) -> str:
    """The part of the first whole that comes up most beyond England's share, in a sentence; empty where none does."""
    found = next((_mix(question, ids) for ids in _wholes(question.published)), None)
    if not isinstance(found, Mix) or found.of(MORE).empty:
        return ""
    return _with_cautions(question, found, found.of(MORE)["sentence"].iloc[0])


def beside_england(question: Question, period: pd.Timestamp | None = None) -> Sentences:
    """How the chosen part of a whole compares with England's in the period chosen, or another; none where the measure is no part."""
    ids = next((ids for ids in _wholes(question.published) if question.id in ids), None)
    if ids is None:
        return []
    found = _mix(question, ids, period or question.period)
    if isinstance(found, Refusal):
        own = None if period else question.standing().of(question.footprint)
        if own is not None and isnan(own["value"]):
            return [(str(own["sentence"]), "not compared")]  # it knows why there is no figure
        return [(found.sentence, "not compared")]
    row = found.table[found.table["id"] == question.id].iloc[0]
    return [(_with_cautions(question, found, row["sentence"]), _TONES.get(row["word"], "not compared"))]


def _with_cautions(question: Question, found: Mix, sentence: str) -> str:
    """What is said of a part, of which whole and when, and what it does not mean."""
    said = f"{found.whole}, {found.period}: {sentence} More is not worse: it tells what people raise."
    alone = _ALONE if question.compared.comparator.codes else ""
    return " ".join(filter(None, (said, alone, _of_all_trusts(question, found))))


def not_told(question: Question) -> Sequence[str]:
    """Why a whole of which other footprints have all parts is not told of this one, in a sentence each."""
    found = (_mix(question, ids) for ids in _wholes(question.published))
    wholes = (question.store.measure(ids[0]).part_of for ids in _wholes(question.published))
    return [
        f"{whole}: {mid_sentence(each.sentence)}"
        for whole, each in zip(wholes, found, strict=True)
        if isinstance(each, Refusal)
    ]


def not_for_comparison(question: Question) -> str:
    """Whether the numbers that the shares are of may be compared, in the words of their publisher; empty where nothing is said of them."""
    rows = question.store.measures
    counts = rows[
        rows["source"].isin([each.measures[0].source for each in mixes(question)]) & rows["unit"].eq(Unit.COUNT)
    ]
    for measure in map(question.store.measure, counts["id"]):
        if refused := refuse_source(measure):
            return f"{measure.title}: {mid_sentence(refused.sentence)}"
    return ""


def _of_all_trusts(question: Question, found: Mix) -> str:
    """That England's figure is of trusts unlike those here; empty where none of it comes from trusts."""
    rows = question.store.catalogue
    return _OF_ALL if (rows["measure"].eq(found.measures[0].id) & rows["level"].eq(Level.TRUST)).any() else ""


@remembered
def _wholes(published: PublishedSet) -> Sequence[tuple[str, ...]]:
    """The measures of each whole. Sets of tables made before there were any name none."""
    rows = published.store.measures
    if "part_of" not in rows:
        return []
    rows = rows[rows["part_of"].fillna("").ne("") & rows["comparable"]]
    return [tuple(ids) for _, ids in rows.groupby("part_of", sort=False)["id"]]


@answered_by(lambda question, ids, period: (question.geography, question.footprint, ids, period))
def _mix(question: Question, ids: tuple[str, ...], period: pd.Timestamp | None = None) -> Mix | Refusal:
    measures = [histories.measure(question.published, id) for id in ids]
    return mix(measures, _parts(question, ids), question.footprint, question.name, period)


@answered_by(lambda question, ids: (question.geography, ids))
def _parts(question: Question, ids: tuple[str, ...]) -> pd.DataFrame:
    """What is known of every footprint: gathered for one, it serves all others."""
    return known_parts([histories.measure(question.published, id) for id in ids], [question.history(id) for id in ids])


def _answer(question: Question, found: Mix) -> Answer:
    source = question.store.sources.loc[found.measures[0].source]
    caution = str(source["cautions"]).partition("\n")[0]
    said = [(str(sentence), _TONES[MORE]) for sentence in found.of(MORE)["sentence"]]
    said = said or [(_NOTHING.format(name=found.name, tested=found.tested, period=found.period), "not compared")]
    said += [(str(sentence), _TONES[LESS]) for sentence in found.of(LESS)["sentence"]]
    if unlike := _of_all_trusts(question, found):
        said.insert(0, (unlike, "not compared"))
    if question.compared.comparator.codes:
        said.insert(0, (_ALONE, "not compared"))
    chart = parts_of_whole(found, question.place, caution)
    answer = by_one_rule(chart, said[:MOST_SAID], releases_of(found.table), VerdictRule.PARTS)
    return Answer(
        chart,
        answer.sentences,
        answer.explanation,
        answer.releases,
        found.whole,
        found.measures[0].id.replace(".", "-"),
    )
