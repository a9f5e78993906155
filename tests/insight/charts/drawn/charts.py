"""Every kind of chart that the invented set of tables allows, for tests that must hold for all of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from insight.charts.chart import Chart
from insight.queries.answer import Answer
from insight.queries.published import PublishedSet
from insight.queries.question import Question, ask
from insight.queries.resolve import resolve
from insight.queries.views import VIEWS, AskedView, view
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
    monthly = ASKED.choose(measure="fft.inpatient_positive", period=None)
    answers: list[Answer | None] = [
        *(view(question, AskedView(each)) for each in VIEWS),
        view(asking(cache, ASKED.choose(shape="true")), AskedView("map")),
        view(asking(cache, monthly), AskedView("monthly")),
    ]
    drawn = [part for each in answers if each is not None for part in (each.chart, each.wider)]
    return {each.name: each for each in drawn if isinstance(each, Chart)}
