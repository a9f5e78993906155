"""The screens in Chromium: turned by keys and by a finger, a way out, and a pack taken away."""

from __future__ import annotations

from playwright.sync_api import Page, expect

VIEW = "footprint=QZD&vintage=icb-2022&measure=gpps.overall_experience&period=2023-01-01&shape=hex"


def test_keys_and_fingers_turn_the_screens(page: Page, dashboard: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{dashboard}/present?{VIEW}&views=map,trend")
    stage = page.locator(".insight-stage")
    expect(stage).to_have_attribute("data-screen", "1", timeout=60_000)
    box = stage.bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (1280, 720)
    for key, screen in (("PageDown", "2"), ("ArrowRight", "3"), ("PageUp", "2"), ("End", "5"), ("Home", "1")):
        page.keyboard.press(key)
        expect(stage).to_have_attribute("data-screen", screen)
    page.mouse.click(1200, 400)
    expect(stage).to_have_attribute("data-screen", "2")
    page.mouse.click(50, 400)
    expect(stage).to_have_attribute("data-screen", "1")
    expect(stage.get_by_role("button")).to_have_count(0)
    page.mouse.move(600, 300)
    expect(page.get_by_role("link", name="Leave")).to_have_css("opacity", "1")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Pack", exact=True)).to_be_visible(timeout=60_000)
    expect(stage).to_have_count(0)
    assert "views=map" in page.url


def test_a_screen_lies_on_its_side_on_a_phone_held_upright_so_that_it_is_read(page: Page, dashboard: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{dashboard}/present?{VIEW}&views=map,trend")
    stage = page.locator(".insight-stage")
    expect(stage).to_have_attribute("data-screen", "1", timeout=60_000)
    page.mouse.click(195, 700)
    expect(stage).to_have_attribute("data-screen", "2")
    sizes = page.evaluate("""() => {
        const svg = document.querySelector('.insight-stage svg'), unit = svg.getBoundingClientRect().height / svg.viewBox.baseVal.width
        return [...svg.querySelectorAll('text')].map(text => parseFloat(text.getAttribute('font-size')) * unit)
    }""")
    assert min(sizes) >= 12
    page.mouse.click(195, 100)
    expect(stage).to_have_attribute("data-screen", "1")


def test_a_chart_is_added_to_the_pack_in_the_link(page: Page, dashboard: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 1800})
    page.goto(f"{dashboard}/map?{VIEW}")
    expect(page.locator("figure[data-drawn]")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Save or add to pack").first.click(timeout=60_000)
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_test_id("stPopoverBody").get_by_role("button", name="Save as SVG").click(timeout=60_000)
    assert waiting.value.suggested_filename.endswith("-a4.svg")
    page.get_by_role("button", name="Add to pack", exact=True).click()
    page.wait_for_url("**views=map~gpps.overall_experience~2023-01-01**", timeout=60_000)


def test_leave_leads_to_the_pack_with_what_was_chosen(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/present?{VIEW}&views=map,trend")
    stage = page.locator(".insight-stage")
    expect(stage).to_have_attribute("data-screen", "1", timeout=60_000)
    page.mouse.move(600, 300)
    page.get_by_role("link", name="Leave").click()
    expect(page.get_by_role("heading", name="Pack", exact=True)).to_be_visible(timeout=60_000)
    expect(stage).to_have_count(0)
    page.wait_for_url("**views=map**")


def test_every_finding_of_a_long_pack_is_reached_in_its_box(page: Page, dashboard: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{dashboard}/pack?{VIEW}")
    box = page.get_by_test_id("stMultiSelect")
    expect(box).to_be_visible(timeout=60_000)
    last = box.get_by_text("What inspectors found").first
    last.scroll_into_view_if_needed(timeout=60_000)
    expect(last).to_be_in_viewport()
    page.wait_for_function("document.documentElement.scrollWidth <= 390")
