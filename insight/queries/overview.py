"""A footprint at a glance: what it is, since when, and where its patients report better and worse care than England's."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.explained_figures import explain_verdict
from insight.benchmarks.grammar import mid_sentence
from insight.benchmarks.headlines import most_different_first
from insight.benchmarks.introduction import history as told_history
from insight.benchmarks.introduction import introduction
from insight.charts.ranking.headlines import headlines
from insight.measures.portrait import Portrait, portrait
from insight.queries.answer import Answer, releases_of
from insight.queries.answered import answered
from insight.queries.headlines import headlines_of
from insight.queries.question import Question
from insight.queries.response import response_rates


def who(question: Question) -> list[str]:
    """What the footprint is, in a few sentences."""
    return introduction(described(question))


def opening(question: Question) -> list[str]:
    """The same on a page that says what became of a footprint of an earlier set further down."""
    return who(question)[:1] if has_ended(question) else who(question)


def has_ended(question: Question) -> bool:
    """Whether the set of areas is one of the past."""
    return not pd.isna(question.store.vintages["end"].to_dict()[question.vintage])


def since_when(question: Question) -> str:
    """Since when there has been such a footprint and what it is today, where there is anything to tell."""
    told = " ".join(told_history(described(question)))
    return f"{question.name}: {mid_sentence(told)}" if told else ""


@answered(measure=False)
def at_a_glance(question: Question) -> Answer:
    """The headline measures of the footprint, each in its latest comparable period."""
    found = headlines_of(question)
    told = most_different_first(found)
    rates = response_rates(
        question, ((each.measure.source, each.standing.start, each.standing.period) for each in found)
    )
    said = [(f"{each.measure.title}: {each.row['sentence']}", str(each.row["verdict"])) for each in told]
    return Answer(
        headlines(found, question.footprint, question.name, question.provenance, rates),
        said,
        [explain_verdict(each.standing, each.row, text) for each, (text, _) in zip(told, said, strict=True)],
        releases_of(pd.DataFrame([each.row for each in found])),
    )


@answered(measure=False, period=False, comparator=False)
def described(question: Question) -> Portrait:
    """What the footprint is made of, since when, and what became of it."""
    return portrait(question.footprint, question.geography, question.store.orgs)
