"""Places and an organisation's page in a real browser: which to visit and why, a click on the map, all of it on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.server import ROOT, serving
from tests.inspected import publish_inspected
from tests.silver import write

VIEW = "footprint=QZA&vintage=icb-2022&measure=gpps.overall_experience&period=2025-01-01"


@pytest.fixture(scope="module")
def places(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the dashboard; the spot of the first practice of Alder is known."""
    cache = tmp_path_factory.mktemp("cache")
    made = publish_inspected(cache)
    orgs = pq.read_table(made / "orgs.parquet").to_pandas()
    spot = orgs["code"].eq("ZA0000")
    orgs = orgs.assign(longitude=orgs["longitude"].mask(spot, -2.6), latitude=orgs["latitude"].mask(spot, 53.9))
    write(pd.DataFrame(orgs), "orgs", made / "orgs.parquet")
    with serving(ROOT / "app.py", cache, tmp_path_factory.mktemp("log") / "server.log") as address:
        yield address


def test_which_to_visit_and_why_is_in_view_without_scrolling(page: Page, places: str) -> None:
    page.goto(f"{places}/places?{VIEW}")
    first = page.locator(".insight-first li").first
    expect(first).to_contain_text("in 100", timeout=60_000)
    expect(first).to_contain_text("allowing for chance")
    assert (first.bounding_box() or {"y": 9_999})["y"] < 900
    expect(page.get_by_role("table").first).to_contain_text("Allowing for chance")


def test_a_click_on_a_place_on_the_map_opens_its_page(page: Page, places: str) -> None:
    page.goto(f"{places}/places?{VIEW}")
    drawn = page.locator("figure[data-drawn*=map]")
    expect(drawn).to_be_visible(timeout=60_000)
    mark = drawn.locator(".scatterlayer .points path").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    at = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*at)
    expect(drawn.locator(".hoverlayer .hovertext")).to_be_visible()
    page.mouse.click(*at)
    expect(page.get_by_role("heading", name="Alder Surgery 0")).to_be_visible(timeout=60_000)
    assert "org=ZA0000" in page.url


def test_who_has_no_spot_is_listed(page: Page, places: str) -> None:
    page.goto(f"{places}/places?{VIEW}")
    fold = page.get_by_text("Not on the map, because no file gives their coordinates: 2")
    expect(fold).to_be_visible(timeout=60_000)
    fold.click()
    expect(page.get_by_text("Alder Surgery 1").last).to_be_visible()


@pytest.mark.parametrize("name", ["places", "organisation", "glossary"])
def test_on_a_phone_nothing_scrolls_sideways(page: Page, places: str, name: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{places}/{name}?{VIEW}&org=ZA0000")
    expect(page.locator("h1")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("combobox", name="Search")).to_be_visible(timeout=60_000)
    page.wait_for_function("document.documentElement.scrollWidth <= 390")


def test_on_a_phone_each_figure_of_a_card_stands_behind_its_title(page: Page, places: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{places}/places?{VIEW}")
    expect(page.locator(".insight-places td").first).to_be_visible(timeout=60_000)
    titles = page.locator(".insight-places thead th").all_inner_texts()[1:]
    before = "row => [...row.querySelectorAll('td')].map(each => getComputedStyle(each, '::before').content)"
    told = page.locator(".insight-places tbody tr").first.evaluate(before)
    assert told == [f'"{each}: "' for each in titles]
