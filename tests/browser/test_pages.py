"""Every page of the real dashboard in Chromium: it draws, errs nowhere, asks nobody outside, and its links come back."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from insight.pack.identity import read_identity
from tests.browser.server import ROOT, serving

CHARTED = ("overview", "map", "trends")
TITLES = {"overview": "Overview", "map": "Map", "trends": "Trends", "data": "Data"}
VIEW = "footprint=QZD&vintage=icb-2022&against=england&measure=gpps.overall_experience&period=2023-01-01&shape=hex"


@pytest.mark.parametrize("name", TITLES)
@pytest.mark.parametrize("size", [(1440, 900), (1920, 1080)])
def test_every_page_draws(page: Page, dashboard: str, name: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{dashboard}/{name}?{VIEW}")
    expect(page.get_by_role("heading", name=TITLES[name], exact=True)).to_be_visible(timeout=60_000)
    expect(page.get_by_text("DEMONSTRATION DATA").first).to_be_visible()
    if name in CHARTED:
        expect(page.locator("figure[data-drawn]")).to_have_count(1, timeout=60_000)
        expect(page.locator("figure[data-drawn] .main-svg").first).to_be_visible()


@pytest.mark.parametrize("name", CHARTED)
def test_a_deep_link_opened_first_on_a_fresh_server_shows_its_page_with_the_way_to_all_others(
    page: Page, invented_cache: Path, tmp_path: Path, name: str
) -> None:
    with serving(ROOT / "serve.py", invented_cache, tmp_path / "log") as address:
        page.goto(f"{address}/{name}?{VIEW}")
        expect(page.locator("figure[data-drawn]").first).to_be_visible(timeout=60_000)
        expect(page.locator(".st-key-insight-links a")).to_contain_text(list(TITLES.values()))
        assert parse_qs(VIEW).items() <= parse_qs(urlsplit(page.url).query).items()
        page.goto("about:blank")


def test_no_words_are_fainter_than_can_be_read_and_names_that_are_too_long_say_so(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/overview?{VIEW}")
    page.get_by_text("Every number of this chart").first.click(timeout=60_000)
    caption = page.locator(".insight-caption").first
    expect(caption).to_have_css("opacity", "1", timeout=60_000)
    expect(caption).to_have_css("color", "rgb(66, 85, 99)")  # 7.9 : 1 on white; WCAG asks for 4.5
    expect(page.get_by_label("Footprint", exact=True)).to_have_css("text-overflow", "ellipsis")


def test_the_keyboard_shows_where_it_is(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/overview?{VIEW}")
    link = page.locator(".st-key-insight-links a").first
    expect(link).to_be_visible(timeout=60_000)
    page.keyboard.press("Tab")
    link.focus()
    expect(link).to_have_css("outline-width", "3px")


def test_what_is_folded_away_comes_when_it_is_opened_and_stays_with_the_next_choice(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/map?{VIEW}")
    expect(page.locator("figure[data-drawn*=qzd]")).to_be_visible(timeout=60_000)
    rule = page.get_by_text("Rule.", exact=True).first
    expect(rule).to_have_count(0)
    page.get_by_text("Why: the numbers, the rule and its source").click()
    expect(rule).to_be_visible(timeout=60_000)
    page.get_by_label("Footprint", exact=True).click()
    page.get_by_role("option", name="Elder").click()
    expect(page.locator("figure[data-drawn*=qze]")).to_be_visible(timeout=60_000)
    expect(rule).to_be_visible(timeout=60_000)


def test_a_click_on_the_map_chooses_the_footprint_and_the_link_reopens_it(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/map?{VIEW}")
    expect(page.locator("figure[data-drawn*=qzd]")).to_be_visible(timeout=60_000)
    page.get_by_label("Footprint", exact=True).click()
    page.get_by_role("option", name="Elder").click()
    expect(page.locator("figure[data-drawn*=qze]")).to_be_visible(timeout=60_000)
    again = page.context.new_page()
    again.goto(page.url)
    expect(again.locator("figure[data-drawn*=qze]")).to_be_visible(timeout=60_000)


@pytest.mark.parametrize("name", CHARTED)
@pytest.mark.parametrize("kind", ["PNG", "SVG", "CSV"])
def test_every_chart_leaves_the_page_under_a_sensible_name(
    page: Page, dashboard: str, tmp_path: Path, name: str, kind: str
) -> None:
    page.goto(f"{dashboard}/{name}?{VIEW}")
    chart = page.locator("figure[data-drawn]").first
    expect(chart).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        if kind == "CSV":
            chart.get_by_text(kind, exact=True).click()
        else:
            page.get_by_role("button", name="Save or add to pack").first.click()
            page.get_by_role("button", name=f"Save as {kind}").click(timeout=60_000)
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.name.startswith("damson-")
    assert saved.suffix == f".{kind.lower()}"
    content = saved.read_bytes()
    if kind != "CSV":
        was = read_identity(content)
        assert dict(was.selection)["footprint"] == "QZD"
        assert list(was.charts) == [was.sequence] and all(was.releases.values())
    if kind == "SVG":
        text = content.decode()
        assert "<text" in text
        assert "DEMONSTRATION DATA" in text
    assert content.startswith({"PNG": b"\x89PNG", "SVG": b"<svg", "CSV": b"\xef\xbb\xbf"}[kind])
