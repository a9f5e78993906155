"""What changed: every measure a footprint is judged by, since the last comparable year and since the earliest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from insight.benchmarks.briefing import by_chance, change_sentence
from insight.benchmarks.change import Change
from insight.benchmarks.explanations import VerdictRule
from insight.benchmarks.grammar import listed
from insight.benchmarks.wording import period_names
from insight.charts.trend.changes import changes
from insight.measures.series import of_org
from insight.model import Measure
from insight.queries.answer import Answer, FoldedAnswer, by_one_rule, releases_of
from insight.queries.answered import answered
from insight.queries.headlines import changes_of
from insight.queries.question import Question

_ASKED = "What changed on all measures?"


@answered(measure=False, comparator=False)
def what_changed(question: Question) -> Answer | None:
    """The change on every measure side by side; None where none can be told."""
    found = changes_of(question)
    if not found:
        return None
    drawn = pd.concat([compared_years(question, measure.id, change) for measure, change in found])
    told = [change_sentence(found, question.name), by_chance(found), _whose(question, found)]
    if drawn["basis"].nunique() > 1:
        told.append(
            "Figures of some of these years are estimated and of others published: the trend of each measure says which."
        )
    sentences = [(each, "not compared") for each in told]
    answer = by_one_rule(changes(found, question.place, drawn), sentences, releases_of(drawn), VerdictRule.CHANGE)
    return replace(answer, question=_ASKED, key="changes")


def change_in_short(question: Question) -> FoldedAnswer | None:
    """The same in a sentence, which is worked out for the Overview as well; None where none can be told of the source asked about."""
    found = changes_of(question)
    if question.measure.source not in {measure.source for measure, _ in found}:
        return None
    told = f"{change_sentence(found, question.name)} {_whose(question, found)}"
    return FoldedAnswer("changes", _ASKED, told, "Each measure, what got worse first")


def _whose(question: Question, found: Sequence[tuple[Measure, Change]]) -> str:
    """Whose measures these are."""
    titles = question.store.sources["title"]
    named = listed(list(dict.fromkeys(str(titles[measure.source]) for measure, _ in found)))
    return f"These are measures of the {named}; a change of the others cannot be tested in this way."


def compared_years(question: Question, id: str, change: Change) -> pd.DataFrame:
    """The figures of the years that a change holds against one another."""
    own = of_org(question.history(id), question.footprint)
    years = {change.later, change.earlier, *([change.since_first.earlier] if change.since_first else [])}
    return own[[each in years for each in period_names(own)]]
