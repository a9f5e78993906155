"""A link reopens exactly the same view: on a cold server, on any page, below any path, whatever else it asks for."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import serving

VIEW = "footprint=QZD&vintage=icb-2022&against=england&measure=gpps.overall_experience&period=2023-01-01&shape=hex"


def asked(url: str) -> dict[str, list[str]]:
    """What an address asks for, without the mark of the files behind it."""
    return {name: values for name, values in parse_qs(urlsplit(url).query).items() if name != "release"}


@pytest.mark.parametrize("base", ["", "insight"])
def test_a_deep_link_is_the_first_thing_a_fresh_server_is_asked_for(
    page: Page, harness_app: Path, invented_cache: Path, tmp_path: Path, base: str
) -> None:
    options = [f"--server.baseUrlPath={base}"] if base else []
    with serving(harness_app, invented_cache, tmp_path / "log", *options) as address:
        page.goto(f"{address}/dots?{VIEW}")
        expect(page.locator('figure[data-drawn="dots"]')).to_be_visible(timeout=60_000)
        expect(page.get_by_role("heading", name="Dots")).to_be_visible()
        links = page.locator(".st-key-insight-links a")
        expect(links).to_have_text(["Map", "Dots"])
        assert asked(links.nth(0).get_attribute("href") or "") == parse_qs(VIEW)
        assert asked(page.url) == parse_qs(VIEW)
        page.goto("about:blank")  # before the server goes


def test_the_first_page_answers_under_its_own_name_too(page: Page, harness: str) -> None:
    page.goto(f"{harness}/map?{VIEW}")
    expect(page.get_by_text("QZD is chosen")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Page not found")).to_have_count(0)


def test_the_selection_goes_along_from_page_to_page(page: Page, harness: str) -> None:
    page.goto(f"{harness}/?{VIEW}")
    page.locator(".st-key-insight-links").get_by_text("Dots").click()
    expect(page.locator('figure[data-drawn="dots"]')).to_be_visible(timeout=60_000)
    page.wait_for_url("**/dots?**footprint=QZD**")
    assert asked(page.url) == parse_qs(VIEW)


def test_every_choice_stands_in_the_address_defaults_too(page: Page, harness: str) -> None:
    page.goto(harness)
    page.wait_for_url("**shape=true**")
    assert {name: values[0] for name, values in asked(page.url).items()} == {
        "footprint": "QZA", "vintage": "icb-2022", "measure": "gpps.overall_experience", "period": "2025-01-01",
        "shape": "true", "against": "england",
    }  # fmt: skip


def test_what_is_chosen_in_a_control_is_in_the_address_and_survives_a_reload(page: Page, harness: str) -> None:
    page.goto(f"{harness}/?{VIEW}")
    page.get_by_label("Footprint", exact=True).click()
    page.get_by_role("option", name="Birch").click()
    page.wait_for_url("**footprint=QZB**")
    page.reload()
    expect(page.get_by_text("QZB is chosen")).to_be_visible(timeout=60_000)


def test_the_way_back_leads_to_the_view_before(page: Page, harness: str) -> None:
    page.goto(f"{harness}/?{VIEW}")
    page.get_by_label("Footprint", exact=True).click()
    page.get_by_role("option", name="Birch").click()
    expect(page.get_by_text("QZB is chosen")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("QZD is chosen")).to_be_visible()


@pytest.mark.parametrize(
    "hostile",
    ["footprint=%3Cscript%3Ealert(1)%3C/script%3E", "period=yesterday", "measure=../../etc/passwd", "vintage=stp-1066&shape=globe"],
)  # fmt: skip
def test_a_hostile_address_gets_a_polite_note_and_a_page(page: Page, harness: str, hostile: str) -> None:
    page.goto(f"{harness}/?{hostile}")
    expect(page.locator("figure[data-drawn]")).to_be_visible(timeout=60_000)
    expect(page.locator(".insight-note").first).to_be_visible()
    assert "alert(1)" not in page.content()


def test_the_data_page_shows_every_release_with_its_fingerprint(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/data")
    page.get_by_text("GP Patient Survey: 7 files").click()
    expect(page.get_by_text("GP Patient Survey 2025").first).to_be_visible()
    expect(page.locator("code").first).to_be_visible()
