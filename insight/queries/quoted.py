"""What the foot of the overview names: the releases that its six answers quote beside the headline measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from insight.benchmarks.gaps import Gaps
from insight.model import Level
from insight.queries import single_orgs
from insight.queries.answer import releases_of
from insight.queries.answered import answered
from insight.queries.briefing import six_questions, told_together, who_lives_here
from insight.queries.changes import compared_years
from insight.queries.groups import gaps_of, nearest_with_groups
from insight.queries.headlines import changes_of
from insight.queries.issues import mixes, most_raised
from insight.queries.question import Question


@answered(measure=False)
def quoted(question: Question) -> Sequence[str]:
    """The releases behind the answers to the six questions, each once."""
    agreed, counts, staff = told_together(question)
    judged = (one for each in agreed for one in each.findings)
    named = {release for each in (*judged, *counts, *staff, who_lives_here(question)) for release in each.releases}
    return sorted(named.union(*(releases_of(rows) for rows in _tables(question))))


def _tables(question: Question) -> Iterator[pd.DataFrame]:
    """The rows that are quoted: the years of each change, the places named, the gaps between groups, and what people raise."""
    for measure, change in changes_of(question):
        yield compared_years(question, measure.id, change)
    for told in (
        each for chapter in six_questions(question) for each in chapter.told if each.page in ("places", "groups")
    ):
        asked = question.asking(question.selection.choose(**told.choices))
        level = Level(str(told.choices["places"])) if told.page == "places" else Level.PRACTICE
        rows = single_orgs.facts(question.published, asked.id, level)
        yield rows[rows["start"].eq(asked.period) & rows["org"].isin(question.members)]
    with_groups = nearest_with_groups(question)
    gaps = gaps_of(question, with_groups) if with_groups else None
    if isinstance(gaps, Gaps):
        yield gaps.table
    if most_raised(question):
        yield mixes(question)[0].table
