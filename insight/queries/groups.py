"""Gaps between groups of patients: on the measure asked about, over the years, and beside England's gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from insight.benchmarks.briefing import gap_sentence
from insight.benchmarks.explanations import VerdictRule
from insight.benchmarks.gap_history import GapHistory, gap_history
from insight.benchmarks.gaps import Gaps, gaps, groups
from insight.benchmarks.refusals import Refusal
from insight.charts.priorities.gap_history import gap_lines
from insight.charts.priorities.gaps import group_gaps
from insight.measures.geography import Geography
from insight.measures.series import series
from insight.model import ENGLAND, Level, Unit
from insight.queries import histories
from insight.queries.answer import Answer, Sentences, by_one_rule, releases_of
from insight.queries.answered import answered, answered_by
from insight.queries.priorities import deprivation_gap
from insight.queries.published import PublishedSet, remembered
from insight.queries.question import Question

AREAS = (Level.ENGLAND, Level.REGION, Level.FOOTPRINT, Level.SUB_ICB)


@answered(comparator=False)
def for_whom(question: Question) -> Answer:
    """The gaps between groups on the measure and up to the period chosen; where nobody publishes them, that is said."""
    found = gaps_of(question, question.id)
    if isinstance(found, Refusal):
        return Answer(found)
    clear = found.table[found.table["verdict"].isin(["worse", "lower"])].sort_values("gap", key=abs, ascending=False)
    said = [(row["sentence"], str(row["verdict"])) for row in clear.head(2).to_dict("records")]
    if found.start != question.period:
        said.insert(0, (f"Figures by group are of {found.period}, the latest there are.", "not compared"))
    said.append((found.caution, "not compared"))
    return by_one_rule(group_gaps(found, question.place), said, releases_of(found.table), VerdictRule.GAP)


def elsewhere(question: Question) -> tuple[str, str, str] | None:
    """The nearest measure that is published by group, the first day of its latest period, and the words to offer it with.

    None where the chosen one is published so.
    Offered, not drawn: whoever asked about one thing must not be answered on another.
    """
    if not isinstance(gaps_of(question, question.id), Refusal):
        return None
    nearest = nearest_with_groups(question)
    found = gaps_of(question, nearest) if nearest else None
    if nearest is None or not isinstance(found, Gaps):
        return None
    return nearest, f"{found.start:%Y-%m-%d}", f"“{found.measure.title}” ({found.period})"


@answered(comparator=False)
def worst_served(question: Question) -> Sentences:
    """Who is worst served on the measure, and whether the gap is closing: by group where a source publishes that, and by deprivation."""
    found, history, slope = gaps_of(question, question.id), _history(question), deprivation_gap(question)
    said = [] if isinstance(found, Refusal) else [gap_sentence(found)]
    said += [] if history is None else history.sentences[:1]
    if slope is not None:
        said += [(slope[0].in_short, slope[0].verdict), slope[1].sentences[0]]
    return said


@answered(comparator=False)
def closing(question: Question) -> Answer | None:
    """The widest gap over the years beside England's; None where no gap of two years can be told."""
    told = _history(question)
    if told is None:
        return None
    return by_one_rule(gap_lines(told, question.place), told.sentences[1:], releases_of(told.table), VerdictRule.GAP)


def _history(question: Question) -> GapHistory | None:
    """The widest gap of the measure through the years; None where no gap is known."""
    found = gaps_of(question, question.id)
    if isinstance(found, Refusal):
        return None
    by_group = _by_group(question.published, question.id, question.geography)
    told = gap_history(found, by_group, question.footprint, ENGLAND, question.store.breaks)
    return told if isinstance(told, GapHistory) else None


@answered_by(lambda question, id: (id, question.geography, question.footprint))
def gaps_of(question: Question, id: str) -> Gaps | Refusal:
    """The gaps of one measure, in the latest period a group has a figure of."""
    by_segment = _by_group(question.published, id, question.geography)
    return gaps(histories.measure(question.published, id), by_segment, question.footprint, question.name)


def nearest_with_groups(question: Question) -> str | None:
    """The measure itself where it is published by group; else one with tested gaps, of its own source, of the latest year."""
    held = [id for id in with_groups(question.published) if not isinstance(gaps_of(question, id), Refusal)]
    if question.id in held or not held:
        return question.id if held else None
    source = question.id.partition(".")[0]

    def nearness(id: str) -> tuple[bool, bool, pd.Timestamp]:
        found = gaps_of(question, id)
        assert isinstance(found, Gaps)
        return found.compared > 0, id.startswith(f"{source}."), found.start

    return max(held, key=nearness)


@remembered
def with_groups(published: PublishedSet) -> Sequence[str]:
    """The measures that a source publishes by group of patients."""
    rows = published.store.measures
    segments = _segments(published)
    return [id for id in rows.index[rows["unit"].eq(Unit.PERCENT)] if groups(segments.get(id, []))]


@remembered
def _segments(published: PublishedSet) -> Mapping[str, Sequence[str]]:
    return published.store.segments(AREAS)


@remembered
def _by_group(published: PublishedSet, id: str, around: Geography) -> Mapping[str, pd.DataFrame]:
    """One history per group of patients that has figures for footprints."""
    store, told = published.store, groups(_segments(published).get(id, []))
    kept = {each: store.history(around.vintage, id, each) for each in told} if around.own is None else {}
    found = {each: rows for each, rows in kept.items() if rows is not None}
    return found if len(found) == len(told) else by_group(published, id, around)


def by_group(published: PublishedSet, id: str, around: Geography) -> dict[str, pd.DataFrame]:
    """The same, worked out from the facts."""
    rows, measure = published.store.facts(id, AREAS), histories.measure(published, id)
    return {each: series(rows, measure, around, each) for each in groups(rows["segment"].unique())}
