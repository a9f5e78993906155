"""A footprint at a glance: what it is, since when, and where its patients report better and worse care than England's."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.explained_figures import explain_verdict
from insight.benchmarks.headlines import Headline, headline, most_different_first
from insight.benchmarks.introduction import history as told_history
from insight.benchmarks.introduction import introduction
from insight.charts.ranking.headlines import headlines
from insight.measures.portrait import Portrait, portrait
from insight.model import Better, Unit
from insight.queries import histories
from insight.queries.answer import Answer, releases_of
from insight.queries.question import Question
from insight.store import Store

HEADLINES = 8
"""How many measures of a source make its headlines: the first it declares, since sources put what matters most first."""


def who(question: Question) -> list[str]:
    """What the footprint is, in a few sentences."""
    return introduction(_portrait(question))


def since_when(question: Question) -> str:
    """Since when there has been such a footprint and what it is today, where there is anything to tell."""
    told = " ".join(told_history(_portrait(question)))
    return f"{question.name}: {told[0].lower()}{told[1:]}" if told else ""


def at_a_glance(question: Question) -> Answer:
    """The headline measures of the footprint, each in its latest comparable period."""
    found = _headlines(question)
    told = most_different_first(found)
    said = [(f"{each.measure.title}: {each.row['sentence']}", str(each.row["verdict"])) for each in told]
    return Answer(
        headlines(found, question.footprint, question.name, question.provenance),
        said,
        [explain_verdict(each.standing, each.row, text) for each, (text, _) in zip(told, said, strict=True)],
        releases_of(pd.DataFrame([each.row for each in found])),
    )


def _portrait(question: Question) -> Portrait:
    return portrait(question.footprint, question.geography, question.store.orgs)


def _headlines(question: Question) -> list[Headline]:
    """The headline measures of the footprint, in the order their sources declare them."""
    published, around = question.published, question.around
    group = histories.group(published, around)
    found = [
        headline(
            histories.measure(published, id),
            histories.beside(published, id, around, question.comparator(id)),
            group,
            question.footprint,
            question.comparator(id),
        )
        for id in _asked_today(question.store).groupby("source", sort=False).head(HEADLINES)["id"]
    ]
    return [each for each in found if each is not None]


def _asked_today(store: Store) -> pd.DataFrame:
    """The measures with a good direction that footprints can have and that the latest release of their source holds.

    Sources whose publisher says that organisations must not be compared are left out.
    """
    measures = store.measures
    measures = measures[measures["comparable"]]
    judged = measures[
        measures["additive"] & (measures["unit"] == Unit.PERCENT) & (measures["better"] != Better.NEITHER)
    ]
    latest = judged["id"].map(store.catalogue.groupby("measure")["start"].max())
    return judged[latest == latest.groupby(judged["source"]).transform("max")]
