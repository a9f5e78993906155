"""The search of the header in a real browser: by name, part, code and slip of the pen; by keyboard; fetched once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.server import ROOT, serving
from tests.inspected import publish_inspected

VIEW = "footprint=QZA&vintage=icb-2022&measure=gpps.overall_experience&period=2025-01-01"


@pytest.fixture(scope="module")
def places(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the dashboard over inspected places."""
    cache = tmp_path_factory.mktemp("cache")
    publish_inspected(cache)
    with serving(ROOT / "app.py", cache, tmp_path_factory.mktemp("log") / "server.log") as address:
        yield address


@pytest.mark.parametrize(
    "typed",
    [
        "cedar surgery 1",
        "Surgery 1 cedar",
        "ced surg 1",
        "ZC0001",
        "zc0001",
        "ceder surgery 1",
        "cedra surgry 1",
        "xedar srgrey 1",
        "Surgery 1 & Cedar",
    ],
)
def test_a_practice_is_found_by_name_part_code_or_a_slip_of_the_pen_and_enter_takes_the_first(
    page: Page, places: str, typed: str
) -> None:
    page.goto(f"{places}/data?{VIEW}")
    box = page.get_by_role("combobox", name="Search")
    box.fill(typed)
    box.press("Enter")
    expect(page.get_by_role("heading", name="Cedar Surgery 1")).to_be_visible(timeout=60_000)
    assert "org=ZC0001" in page.url and "footprint=QZC" in page.url


NAMES = (
    "Ottercote Road Surgery",
    "St Mary's & St John's Practice",
    "Kent Community Health NHS Foundation Trust",
    "Dr Elm and Partners",
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Ottercote Rd", NAMES[0]),
        ("otercoet raod", NAMES[0]),
        ("attercote road surg", NAMES[0]),
        ("ottercote rd Leeds", NAMES[0]),
        ("Saint Marys and Saint Johns", NAMES[1]),
        ("NHS Foundation Trust Kent", NAMES[2]),
        ("kent nhsft", NAMES[2]),
        ("partners & Doctor elm", NAMES[3]),
        ("surgery quokka", None),
        ("zz9999", None),
    ],
)
def test_a_name_is_found_as_people_write_it(page: Page, places: str, typed: str, found: str | None) -> None:
    page.goto(f"{places}/data?{VIEW}")
    expect(page.get_by_role("combobox", name="Search")).to_be_visible(timeout=60_000)
    first = page.evaluate(
        """async ([names, typed]) => {
            const { read, find } = await import("/component/insight.ui.assets.chart/finder.js")
            const [codes, blank] = [names.map((_, at) => `ZZ000${at}`).join("\\n"), names.map(() => "").join("\\n")]
            const kinds = [{ kind: "practice", title: "", codes, names: names.join("\\n"), details: blank, also: blank, sets: "" }]
            return find(read(kinds), typed)[0]?.name ?? null
        }""",
        [list(NAMES), typed],
    )
    assert first == found


def test_the_list_is_one_for_keyboard_and_screen_reader(page: Page, places: str) -> None:
    page.goto(f"{places}/data?{VIEW}")
    box = page.get_by_role("combobox", name="Search")
    box.press_sequentially("dams")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible(timeout=60_000)
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.fill("no such place anywhere")
    expect(page.get_by_text("Nothing of that name").first).to_be_visible()


def test_an_area_of_an_earlier_set_opens_in_that_set(page: Page, places: str) -> None:
    page.goto(f"{places}/data?{VIEW}")
    page.get_by_role("combobox", name="Search").fill("birch")
    page.get_by_role("option").filter(has_text="STP 2016").click()
    expect(page.get_by_role("heading", name="Overview", exact=True)).to_be_visible(timeout=60_000)
    assert "vintage=stp-2016" in page.url and "footprint=QZB" in page.url


def test_the_index_is_not_sent_again_to_a_browser_that_has_it(page: Page, places: str) -> None:
    sent = []
    for name in ("data", "places"):
        page.goto(f"{places}/{name}?{VIEW}")
        page.get_by_role("combobox", name="Search").fill("elder")
        expect(page.get_by_role("option").first).to_be_visible(timeout=60_000)
        sent.append(
            page.evaluate(
                "performance.getEntriesByType('resource').filter(e => e.name.endsWith('.bin')).map(e => e.transferSize)"
            )
        )
    assert sent[0][0] > 0
    assert set(sent[1]) == {0}


def test_a_link_of_a_list_turns_the_page_without_loading_it_anew_and_back_comes_back(page: Page, places: str) -> None:
    page.goto(f"{places}/places?{VIEW}")
    link = page.locator(".insight-places a").first
    expect(link).to_be_visible(timeout=60_000)
    expect(page.get_by_role("combobox", name="Search")).to_be_visible()
    page.evaluate("window.stayed = true")
    name = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", name=name)).to_be_visible(timeout=60_000)
    assert page.evaluate("window.stayed")
    page.go_back()
    expect(page.get_by_role("heading", name="Places", exact=True)).to_be_visible(timeout=60_000)
