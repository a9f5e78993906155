"""What a visitor keeps in the browser and the tour: a home area, views by name and as a file, by keyboard, without an account."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, expect

VIEW = "footprint=QZC&vintage=icb-2022&measure=gpps.overall_experience&period=2025-01-01"
PATIENCE = 20_000


def ready(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("button", name="My views")).to_be_visible(timeout=PATIENCE)


def test_whoever_comes_back_without_an_address_starts_at_home(page: Page, dashboard: str) -> None:
    ready(page, f"{dashboard}/map?{VIEW}")
    page.get_by_role("button", name="My views").click()
    assert page.locator(".insight-ways").evaluate("panel => panel.scrollWidth <= panel.clientWidth")
    page.get_by_role("button", name="when I come back").click()
    expect(page.get_by_text("Kept in this browser.")).to_be_visible()
    page.evaluate("sessionStorage.clear()")
    ready(page, f"{dashboard}/")
    page.wait_for_url("**footprint=QZC**", timeout=PATIENCE)
    ready(page, f"{dashboard}/map?{VIEW.replace('QZC', 'QZD')}")
    assert "footprint=QZD" in page.url


def test_a_view_is_saved_opened_again_and_goes_into_a_file_and_out_of_it(
    page: Page, dashboard: str, tmp_path: Path
) -> None:
    ready(page, f"{dashboard}/map?{VIEW}")
    page.get_by_role("button", name="My views").click()
    page.get_by_label("Name of this view").fill("Our map")
    page.get_by_role("button", name="Save this view").click()
    with page.expect_download() as arriving:
        page.get_by_role("button", name="Save my views as a file").click()
    kept = tmp_path / "views.json"
    arriving.value.save_as(kept)
    assert [each["name"] for each in json.loads(kept.read_text())["views"]] == ["Our map"]
    page.get_by_role("button", name="Remove Our map").click()
    expect(page.get_by_role("link", name="Our map")).to_have_count(0)
    told = json.loads(kept.read_text())
    told["views"].append({"name": "Elsewhere", "link": "https://example.org/?x=1"})
    kept.write_text(json.dumps(told))
    page.get_by_label("Open a file of views").set_input_files(kept)
    expect(page.get_by_text("1 view taken from the file.")).to_be_visible()
    page.goto(f"{dashboard}/data?{VIEW}")
    page.get_by_role("button", name="My views").click()
    page.get_by_role("link", name="Our map").click()
    expect(page.get_by_role("heading", name="Map", exact=True)).to_be_visible(timeout=PATIENCE)
    assert "footprint=QZC" in page.url


def test_what_is_kept_closes_from_its_own_button_and_is_out_of_the_way_of_the_tour(page: Page, dashboard: str) -> None:
    ready(page, f"{dashboard}/map?{VIEW}")
    page.get_by_role("button", name="My views").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Save this view")).to_be_hidden()
    page.get_by_role("button", name="My views").click()
    page.get_by_role("button", name="Tour").click()
    expect(page.get_by_role("button", name="Save this view")).to_be_hidden()
    expect(page.get_by_role("dialog", name="Tour")).to_be_visible()


def test_the_tour_goes_by_keyboard_and_is_left_at_any_step(page: Page, dashboard: str) -> None:
    ready(page, f"{dashboard}/map?{VIEW}")
    page.get_by_role("button", name="Tour").click()
    tour = page.get_by_role("dialog", name="Tour")
    expect(tour).to_contain_text("1 of ")
    page.keyboard.press("ArrowRight")
    expect(tour).to_contain_text("2 of ")
    expect(page.locator(".insight-toured")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(tour).to_contain_text("3 of ")
    page.keyboard.press("Escape")
    expect(tour).to_have_count(0)
    expect(page.locator(".insight-toured")).to_have_count(0)
