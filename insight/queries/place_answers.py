"""The places of a footprint on a map, and its practices in a funnel."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks import place_sentences
from insight.benchmarks.funnel import Funnel, explain_funnel, funnel
from insight.benchmarks.grammar import counted
from insight.benchmarks.places import Places
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.visits import Visits
from insight.charts.funnel.chart import draw_funnel
from insight.charts.places.map import places_map
from insight.measures.custom_geography import lies_in
from insight.model import Level
from insight.queries import histories, single_orgs
from insight.queries.answer import Answer, releases_of
from insight.queries.answered import answered_by
from insight.queries.place_choice import KINDS
from insight.queries.places import Listed, asked_of
from insight.queries.question import Question

_of_the_list = answered_by(lambda question, listed: (question.id, question.period, question.whom, listed.choice))


@_of_the_list
def on_a_map(question: Question, listed: Listed) -> Answer:
    """The places on the outline of the footprint; of one's own, on the footprints it lies in."""
    inside = lies_in(question.geography, question.footprint) or [question.footprint]
    outlines = histories.outlines(question.published, question.vintage, "true")
    drawn = places_map(listed.places, outlines, list(inside), question.place, _finding(question, listed.places))
    behind = pd.unique(listed.places.table[["release", "workforce_release"]].to_numpy().ravel())
    return Answer(drawn, releases=sorted(each for each in behind if isinstance(each, str)))


def _finding(question: Question, found: Places) -> str:
    who = KINDS[found.kind].removeprefix("GP ").lower()
    likely = int(found.table["word"].eq("likely").sum())
    return (
        f"{question.name}: {counted(likely, who.removesuffix('s'))} likely behind"
        if isinstance(found.found, Visits)
        else f"{question.name}: its {who}"
    )


@_of_the_list
def in_a_funnel(question: Question, listed: Listed) -> Answer | None:
    """The funnel of all practices, those of the footprint in the foreground; None where no practices that can be judged are listed."""
    asked, _ = asked_of(question, listed.choice.kind) if listed.choice.kind is Level.PRACTICE else (None, "")
    judged = isinstance(listed.places.found, Visits) and listed.places.table["value"].notna().any()
    if asked is None or not judged:
        return None
    return differing(asked)


def list_and_funnel(listed: Listed) -> str:
    """Why the list and the funnel may name others; empty where nothing is estimated."""
    return place_sentences.list_and_funnel(listed.places)


def differing(question: Question) -> Answer:
    """The funnel of all practices, those of the footprint in the foreground."""
    asked = "Which of our practices differ beyond chance?"
    found = funnel_of(question)
    if isinstance(found, Refusal):
        return Answer(found, question=asked, key="funnel")
    drawn = draw_funnel(found, question.provenance)
    return Answer(drawn, (), [explain_funnel(found)], releases_of(found.table), asked, "funnel")


def funnel_of(question: Question) -> Funnel | Refusal:
    """The funnel of the practices of England on the chosen measure."""
    return funnel(
        single_orgs.counted(question.published, question.id, Level.PRACTICE, question.period), question.measure, question.geography,
        single_orgs.names(question.published), code=question.footprint, members=question.members, start=question.period,
    )  # fmt: skip
