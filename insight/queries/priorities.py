"""What to put right first and for whom: importance beside performance, gaps between groups, and the slope over deprivation."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.deprivation import Slope, slope, through_years
from insight.benchmarks.explanations import VerdictRule, explain_by
from insight.benchmarks.gap_history import GapHistory
from insight.benchmarks.importance import NONE_KNOWN
from insight.benchmarks.importance import associations as work_out
from insight.benchmarks.priorities import Quarter, numbers_behind, priorities
from insight.benchmarks.refusals import Refusal, refuse_figure
from insight.benchmarks.wording import period_of
from insight.charts.priorities.deprivation import deprivation_slope
from insight.charts.priorities.gap_history import gap_lines
from insight.charts.priorities.matrix import priorities_grid
from insight.measures.breaks import eras
from insight.measures.disclosure import Withheld
from insight.measures.response_counts import add_response_counts
from insight.measures.series import of_org
from insight.model import ENGLAND, Better, Level, Measure, Status, Unit
from insight.queries import histories
from insight.queries.answer import MOST_SAID, Answer, by_one_rule, releases_of
from insight.queries.answered import answered, answered_by
from insight.queries.published import PublishedSet, remembered
from insight.queries.question import Question
from insight.queries.single_orgs import counted, deprivation_deciles, facts
from insight.store import Store
from insight.traits import Role

_TONES = {
    Quarter.FIRST: "worse",
    Quarter.WATCH: "worse",
    Quarter.PROTECT: "better",
    Quarter.CARRY_ON: "better",
    Quarter.UNCLEAR: "similar",
}


@answered(measure=False)
def what_matters(question: Question) -> Answer:
    """The grid of importance and performance, in the latest survey that the measures beside it are counted in."""
    start = _survey(question)
    standings = [
        question.standing(id, start)
        for id in _candidates(question.store)
        if (question.history(id)["start"] == start).any()
    ]
    found = priorities(
        standings,
        question.footprint,
        question.name,
        _associations(question.published, start),
        question.store.drivers,
    )
    if isinstance(found, Refusal):
        return Answer(found)
    rows = [row for each in (Quarter.FIRST, Quarter.PROTECT) for row in found.of(each).head(2).to_dict("records")]
    said = [(f"{row['quarter']}. {row['sentence']}", _TONES[row["quarter"]]) for row in rows[:MOST_SAID]]
    why = [
        explain_by(VerdictRule.PRIORITY, sentence, **numbers_behind(row))
        for row, (sentence, _) in zip(rows, said, strict=False)
    ]
    drawn = priorities_grid(found, question.place, *_survey_named(question.store))
    return Answer(drawn, said, why, releases_of(found.table))


@answered(comparator=False)
def by_deprivation(question: Question) -> Answer:
    """The slope over deprivation on the measure and period chosen, and England's beside it."""
    found, england = (_slope(question, question.period, who) for who in _OWN_AND_ENGLAND)
    if isinstance(found, Refusal):
        return Answer(found)
    said = [(each.sentence, each.verdict) for each in (found, england) if not isinstance(each, Refusal)]
    return by_one_rule(deprivation_slope(found, question.place), said, list(found.releases), VerdictRule.SLOPE)


@answered(comparator=False)
def deprivation_gap(question: Question) -> tuple[Slope, GapHistory] | None:
    """The latest slope up to the period chosen and the gap between its ends through the years; None where there is no slope."""
    rows = facts(question.published, question.id, Level.PRACTICE)
    periods = rows.loc[rows["start"] <= question.period, ["start", "end"]].drop_duplicates("start").sort_values("start")
    if periods.empty:
        return None
    # A gap is not followed across a break, so nothing is worked out before it.
    era = eras(periods["end"], histories.breaks(question.published, question.id))
    starts = periods.loc[era == era[-1], "start"]
    own, england = ([_slope(question, start, who) for start in starts] for who in _OWN_AND_ENGLAND)
    told = [each for each in own if not isinstance(each, Refusal)]
    if not told or told[-1].start != question.period:
        return None
    nation = {each.start: each for each in england if not isinstance(each, Refusal)}
    return told[-1], through_years(told, nation)


@answered(comparator=False)
def deprivation_over_time(question: Question) -> Answer | None:
    """The gap between the most and the least deprived places over the years; None where one year alone is known."""
    told = deprivation_gap(question)
    if told is None or told[1].over_time is None:
        return None
    history = told[1]
    said = history.sentences[1:]
    return by_one_rule(gap_lines(history, question.place), said, releases_of(history.table), VerdictRule.SLOPE)


_OWN_AND_ENGLAND = (False, True)


@answered_by(lambda asked, start, england: (asked.id, start, None if england else (asked.geography, asked.footprint)))
def _slope(question: Question, start: pd.Timestamp, england: bool) -> Slope | Refusal:
    """The slope of the footprint or of England in the period that starts at `start`."""
    placed = deprivation_deciles(question.published)
    name, members = ("England", placed.index) if england else (question.name, question.members)
    rows = counted(question.published, question.id, Level.PRACTICE, start)
    if not england and (hidden := _withheld(question, start)):
        return hidden
    return slope(question.measure, rows, placed, members, name=name, start=start)


def _withheld(question: Question, start: pd.Timestamp) -> Refusal | None:
    """The refusal of a footprint whose own figure is withheld: those of its practices, added up by deprivation, would be that figure."""
    rows = of_org(question.history(), question.footprint)
    own = rows[rows["start"].eq(start) & rows["status"].isin(list(Withheld))]
    if own.empty:
        return None
    row = {str(name): value for name, value in own.iloc[0].items()}
    return refuse_figure(row, question.measure, question.name, period_of(own), of_area=True)


def _survey(question: Question) -> pd.Timestamp:
    """The latest survey of general practice up to the last period that is looked at; the first of all where that is earlier."""
    outcome = _outcome(question.store)
    if outcome is None:
        return question.period
    england, last = of_org(question.history(outcome), ENGLAND), question.upto
    starts = sorted(england.loc[england["status"].eq(Status.OK), "start"])
    return next(
        (each for each in reversed(starts) if last is None or each <= last), starts[0] if starts else question.period
    )


def _candidates(store: Store) -> list[str]:
    """The measures of the outcome's survey that have a good direction and can be summed, in its order."""
    rows, outcome = store.measures, _outcome(store)
    judged = (
        rows["source"].eq(store.measure(outcome).source if outcome else "")
        & rows["unit"].eq(Unit.PERCENT)
        & rows["better"].ne(Better.NEITHER)
    )
    return list(rows.index[judged & rows["additive"]])


@remembered
def _associations(published: PublishedSet, start: pd.Timestamp) -> pd.DataFrame:
    """How closely each candidate goes with the outcome among practices (insight.benchmarks.importance)."""
    store = published.store
    outcome = _outcome(store)
    if outcome is None:
        return NONE_KNOWN
    others = (_with_replies(published, id, start) for id in _candidates(store) if id != outcome)
    return work_out(_with_replies(published, outcome, start), others, start)


def _with_replies(published: PublishedSet, id: str, start: pd.Timestamp) -> tuple[Measure, pd.DataFrame]:
    """A measure and what was published of practices in one period, with what stands in for numbers of replies."""
    measure, rows = histories.measure(published, id), published.store.facts(id, [Level.PRACTICE])
    return measure, add_response_counts(
        rows[rows["start"] == start], measure, histories.received(published, measure.source)
    )


def _survey_named(store: Store) -> tuple[str, str]:
    """The id and the title of the survey that asks about the outcome."""
    id = store.measure(_outcome(store) or "").source
    return id, str(store.sources.at[id, "title"])


def _outcome(store: Store) -> str | None:
    """The measure of the whole experience that all others are set against; None where none is loaded."""
    return next(iter(store.with_role(Role.OUTCOME)), None)
