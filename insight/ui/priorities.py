"""The answers of the priorities page that are its own: what to put right first, and for whom."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insight.benchmarks.deprivation import slope
from insight.benchmarks.drivers import CAUTION, drivers
from insight.benchmarks.gaps import gaps
from insight.benchmarks.importance import OUTCOME
from insight.benchmarks.priorities import Quarter, priorities
from insight.benchmarks.refusals import Reason, Refusal
from insight.benchmarks.workings import Rule
from insight.charts.priorities.deprivation import deprivation_slope
from insight.charts.priorities.gaps import group_gaps
from insight.charts.priorities.matrix import priorities_grid
from insight.model import ENGLAND, Status
from insight.queries.evidence import Evidence
from insight.ui.answers import MOST_SAID, Answer, by_one_rule
from insight.ui.asked import Asked, ask, releases_of
from insight.ui.page import Page
from insight.ui.sentences import note

_TONES = {
    Quarter.FIRST: "worse",
    Quarter.WATCH: "worse",
    Quarter.PROTECT: "better",
    Quarter.CARRY_ON: "better",
    Quarter.UNCLEAR: "similar",
}


def what_matters(page: Page) -> Answer:
    """The grid of importance and performance, in the latest survey up to the period chosen."""
    asked, evidence = ask(page), page.recall(Evidence)
    start = _survey(asked)
    standings = [
        asked.desk.standing(id, asked.vintage, start)
        for id in evidence.candidates
        if (asked.desk.history(id, asked.vintage)["start"] == start).any()
    ]
    found = priorities(standings, asked.footprint, asked.name, evidence.associations(start))
    if isinstance(found, Refusal):
        return Answer(found, [], [])
    said = [
        (f"{row['quarter']}. {row['sentence']}", _TONES[quarter])
        for quarter in (Quarter.FIRST, Quarter.PROTECT)
        for row in found.of(quarter).head(2).to_dict("records")
    ]
    return by_one_rule(priorities_grid(found, asked.place), said[:MOST_SAID], releases_of(found.table), Rule.PRIORITY)


def research() -> None:
    """Fold away what research found to go with overall experience, with the papers."""
    with st.expander("What research found to go with a good experience"):
        note(CAUTION)
        rows = [
            {
                "Study": each.study,
                "Aspect of care": each.aspect,
                "Weight": each.coefficient,
                "95% from": each.lower,
                "95% to": each.upper,
                "Published in": each.citation,
            }
            for each in drivers()
        ]
        st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch")


def for_whom(page: Page) -> Answer:
    """The gaps between groups on the measure chosen; where nobody publishes them, on one for which somebody does."""
    asked, evidence = ask(page), page.recall(Evidence)
    wished = [asked.measure, *(each for each in evidence.with_groups if each != asked.measure)]
    told = []
    for id in wished:
        measure = asked.desk.measure(id)
        found = gaps(measure, evidence.by_group(measure, asked.desk, asked.vintage), asked.footprint, asked.name)
        if not isinstance(found, Refusal):
            said = [(each, "not compared") for each in told]
            rows = found.table[found.table["verdict"].isin(["worse", "lower"])].sort_values("gap")
            said += [(row["sentence"], str(row["verdict"])) for row in rows.head(2).to_dict("records")]
            said += [(found.caution, "not compared")]
            return by_one_rule(group_gaps(found, asked.place), said[:MOST_SAID], releases_of(found.table), Rule.GAP)
        told.append(found.sentence)
    return Answer(Refusal(Reason.NOT_AVAILABLE, told[0]), [], [])


def by_deprivation(page: Page) -> Answer:
    """The slope over deprivation on the measure and period chosen, and England's beside it."""
    asked, evidence = ask(page), page.recall(Evidence)
    measure, facts = asked.desk.measure(asked.measure), evidence.practices(asked.measure)
    areas = (
        (asked.name, asked.desk.members(asked.vintage, asked.footprint)),
        ("England", pd.Index(evidence.deprivation["org"].unique())),
    )
    found, england = (
        slope(measure, facts, evidence.deprivation, members, name=name, start=asked.period) for name, members in areas
    )
    if isinstance(found, Refusal):
        return Answer(found, [], [])
    said = [(each.sentence, each.verdict) for each in (found, england) if not isinstance(each, Refusal)]
    return by_one_rule(deprivation_slope(found, asked.place), said, list(found.releases), Rule.SLOPE)


def _survey(asked: Asked) -> pd.Timestamp:
    """The latest survey of general practice up to the period chosen; the first of all where that is earlier."""
    if OUTCOME not in asked.desk.store.measures.index:
        return asked.period
    history = asked.desk.history(OUTCOME, asked.vintage)
    starts = sorted(history.loc[history["org"].eq(ENGLAND) & history["status"].eq(Status.OK), "start"])
    return next((each for each in reversed(starts) if each <= asked.period), starts[0] if starts else asked.period)
