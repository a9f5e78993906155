"""What the sources say of a footprint side by side: whether they agree, and on the overview what each of them tells."""

from __future__ import annotations

from collections.abc import Sequence

from insight.benchmarks.agreement import Accord, Agreement
from insight.benchmarks.workings import Rule
from insight.charts.priorities.agreement import sources_agree
from insight.queries.evidence import DIRECTION_ONLY, RATINGS, Evidence
from insight.queries.part import Comparison
from insight.ui.answers import MOST_SAID, Answer, by_one_rule
from insight.ui.asked import Asked, ask
from insight.ui.page import Page


def do_sources_agree(page: Page) -> Answer:
    """What each source says of each theme; in words too, the themes on which they differ first."""
    asked = ask(page)
    found = _agreement(page, asked)
    titles = dict(sorted(page.menu.sources.items(), key=lambda each: (each[0] == RATINGS, each[0] == DIRECTION_ONLY)))
    differ_first = sorted(found, key=lambda each: each.accord is not Accord.DIFFER)
    said = [each.sentence(titles) for each in differ_first if each.testimonies][:MOST_SAID]
    releases = sorted({each for theme in found for one in theme.testimonies for each in one.releases})
    told = [(each, "not compared") for each in said]
    return by_one_rule(sources_agree(found, titles, asked.place), told, releases, Rule.AGREEMENT)


def each_source(page: Page) -> Comparison | None:
    """The same as one part of a page, its words folded away; None where fewer than two sources say anything."""
    found = _agreement(page, ask(page))
    if len({each.source for theme in found for each in theme.testimonies}) < 2:
        return None
    told = do_sources_agree(page)
    return Comparison("agreement", "What does each source say?", told.chart, (), told.workings, told.releases)


def _agreement(page: Page, asked: Asked) -> Sequence[Agreement]:
    return page.recall(Evidence).agreement(asked.desk, asked.vintage, asked.footprint)
