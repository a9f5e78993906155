"""The queries are asked what every page says of every footprint, as pages would, and within the time that is given."""

from pathlib import Path

from insight.queries import menu, trend
from insight.queries.published import PublishedSet
from insight.store import Store
from tests.silver import publish
from tests.sweep.asked import asked
from tests.sweep.judge import judge


def test_every_measure_and_footprint_is_asked_about_and_charts_are_drawn_again_afterwards(tmp_path: Path) -> None:
    publish(tmp_path)
    published, draws = PublishedSet(Store.open(tmp_path)), trend.trend
    found = list(asked(published, 60))
    areas = {vintage: len(menu.footprints(published, vintage)) for vintage in menu.vintages(published)}
    told: dict[str, int] = {}
    for each in found:
        page = each.view.partition("?")[0]
        told[page] = told.get(page, 0) + each.footprints
    every = len(menu.measures(published)) * sum(areas.values())
    assert told.keys() == {
        "map",
        "compare",
        "overview",
        "sources",
        "priorities",
        "trends",
        "groups",
        "people",
        "places",
    }
    assert [told[page] for page in ("map", "trends", "groups", "people", "places")] == [every] * 5
    assert told["overview"] == sum(areas.values())
    assert any("Damson" in line for each in found for line in each.shown["text"])
    titles = {str(id): str(title) for id, title in published.store.measures["title"].items()}
    assert not list(judge(((each.view, each.shown) for each in found), titles))
    assert trend.trend is draws


def test_no_more_is_asked_than_there_is_time_for(tmp_path: Path) -> None:
    publish(tmp_path)
    assert len(list(asked(PublishedSet(Store.open(tmp_path)), 0))) == 1
