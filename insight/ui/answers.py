"""The questions of the pages, answered from the published tables: a page's selection in, charts and sentences out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from insight.benchmarks.headlines import most_different_first
from insight.benchmarks.introduction import history, introduction
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.trajectory import Trajectory, trajectory
from insight.benchmarks.working_out import change_working, verdict_working
from insight.benchmarks.workings import Rule, Working, unfold
from insight.charts.chart import Chart
from insight.charts.map.footprint_map import MapView, footprint_map, hex_map
from insight.charts.map.members import outline_members
from insight.charts.ranking.headlines import headlines
from insight.charts.trend.chart import trend
from insight.ui.asked import ask, releases_of
from insight.ui.page import Page

MOST_SAID = 3
"""Sentences beside a chart: more are not read."""


@dataclass(frozen=True)
class Answer:
    """A chart or why there is none, what is said beside it, and the releases whose figures it shows."""

    chart: Chart | Refusal
    sentences: Sequence[tuple[str, str]]
    """Each with the word of its verdict, the most urgent first."""
    releases: Sequence[str]
    workings: Sequence[Working] = ()
    """How each sentence came about."""


def by_one_rule(drawn: Chart | Refusal, said: Sequence[tuple[str, str]], releases: Sequence[str], rule: Rule) -> Answer:
    """An answer whose sentences all come about by one rule."""
    return Answer(drawn, said, releases, unfold(rule, (sentence for sentence, _ in said)))


def who(page: Page) -> list[str]:
    """What the chosen footprint is, in a few sentences."""
    asked = ask(page)
    return introduction(asked.desk.portrait(asked.vintage, asked.footprint))


def since_when(page: Page) -> str:
    """Since when there has been such a footprint and what it is today, where there is anything to tell."""
    asked = ask(page)
    told = " ".join(history(asked.desk.portrait(asked.vintage, asked.footprint)))
    return f"{asked.name}: {told[0].lower()}{told[1:]}" if told else ""


def at_a_glance(page: Page) -> Answer:
    """The overview: the headline measures of the chosen footprint, each in its latest comparable period."""
    asked = ask(page)
    found = asked.desk.headlines(asked.vintage, asked.footprint)
    drawn = headlines(found, asked.footprint, asked.name, asked.provenance)
    told = most_different_first(found)
    said = [(f"{each.measure.title}: {each.row['sentence']}", str(each.row["verdict"])) for each in told]
    unfolded = [verdict_working(each.standing, each.row, text) for each, (text, _) in zip(told, said, strict=True)]
    return Answer(drawn, said, releases_of(pd.DataFrame([each.row for each in found])), unfolded)


def where(page: Page) -> Answer:
    """The map: every footprint against England on one measure in one period."""
    asked = ask(page)
    desk = asked.desk
    stands = desk.standing(asked.measure, asked.vintage, asked.period)
    view = MapView(stands, desk.scale(asked.measure, asked.vintage), asked.provenance, asked.footprint)
    draw = hex_map if asked.shape == "hex" else footprint_map
    row = stands.of(asked.footprint)
    said = [] if row is None else [(str(row["sentence"]), str(row["verdict"]))]
    lies_in = desk.lies_in(asked.vintage, asked.footprint)
    drawn = outline_members(draw(view, desk.outlines(asked.vintage, asked.shape)), asked.name, lies_in)
    unfolded = [] if row is None else [verdict_working(stands, row, str(row["sentence"]))]
    return Answer(drawn, said, releases_of(stands.table), unfolded)


def through_time(page: Page) -> Answer:
    """The trend: one measure of the chosen footprint through all periods, with England and all others."""
    asked = ask(page)
    desk = asked.desk
    told = trajectory(
        desk.measure(asked.measure),
        desk.history(asked.measure, asked.vintage),
        desk.group(asked.vintage),
        page.store.breaks,
        asked.footprint,
    )
    drawn = trend(told, asked.provenance)
    said = [(told.change.sentence, _tone(told))]
    return Answer(drawn, said, releases_of(pd.concat([told.own, told.england])), [change_working(told)])


def _tone(told: Trajectory) -> str:
    """The verdict word that a change since the last comparable period is spoken with."""
    word = "" if isinstance(told.change, Refusal) else told.change.word
    return {"improved": "better", "got worse": "worse", "no clear change": "similar"}.get(word, "not compared")
