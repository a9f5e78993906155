"""Every kind of chart that the invented set of tables allows, for tests that must hold for all of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from insight import queries
from insight.charts.chart import Chart
from insight.queries.answer import Answer
from insight.queries.published import PublishedSet
from insight.queries.question import Question, ask
from insight.queries.resolve import resolve
from insight.selection import Selection
from insight.store import Store
from tests.monthly import publish_months, wobble
from tests.silver import OVERALL

ASKED = Selection(footprint="QZC", vintage="icb-2022", measure=OVERALL, period=date(2025, 1, 1))


def asking(cache: Path, selection: Selection = ASKED) -> Question:
    """A question to the invented set in a cache."""
    published = PublishedSet(Store.open(cache))
    question = ask(published, resolve(published, selection).selection)
    assert question is not None
    return question


def charts(cache: Path) -> dict[str, Chart]:
    """Each chart by its name, out of a set that is published for it."""
    publish_months(cache, wobble(80.0, 30))
    question = asking(cache)
    answers: list[Answer | None] = [
        queries.at_a_glance(question),
        queries.each_source(question),
        queries.where(question),
        queries.where(asking(cache, ASKED.choose(shape="true"))),
        *queries.comparisons(question),
        queries.through_time(question),
        queries.month_by_month(asking(cache, ASKED.choose(measure="fft.inpatient_positive", period=None))),
        queries.what_matters(question),
        queries.for_whom(question),
        queries.do_sources_agree(question),
        *queries.like_us(question),
        queries.inspected(question),
    ]
    drawn = [part for each in answers if each is not None for part in (each.chart, each.wider)]
    return {each.name: each for each in drawn if isinstance(each, Chart)}
