"""The chart component in a real browser: what it saves, what a click chooses, what a change of map costs."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from insight.charts.style.layout import FOOT

VIEW = "footprint=QZD&vintage=icb-2022&measure=gpps.overall_experience&period=2023-01-01&shape=true"
NAME = "overall-qzd-2023-01-01-icb-2022-map"
FILE = "damson-overall-2023-01-01-map"
"""What its files are called: place, measure and date in words."""
SMALLEST = """plot => Math.min(...[...plot.querySelectorAll("text")].map((text) => {
    const {ownerSVGElement: svg} = text
    const shown = svg.viewBox.baseVal?.width ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1
    return parseFloat(getComputedStyle(text).fontSize) * shown
}))"""
"""Pixels of the smallest type in a chart."""
FINDING = "QZD stands out in 2023-01-01"


def drawn(page: Page, address: str, name: str = NAME) -> None:
    page.goto(address)
    expect(page.locator(f'figure[data-drawn="{name}"]')).to_be_visible(timeout=60_000)


def save(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.locator(".insight-tools").get_by_text(button, exact=True).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def chosen(page: Page) -> dict[str, str]:
    query = parse_qs(urlsplit(page.url).query)
    return {name: values[0] for name, values in query.items() if name != "release"}


def middle_of(page: Page, column: int, row: int) -> tuple[float, float]:
    """The screen position of the middle of a square of the two by three grid, from the drawing's own scales."""
    return tuple(
        page.evaluate(
            """([x, y]) => {
                const plot = document.querySelector(".insight-plot")
                plot.scrollIntoView({block: "center"})
                const box = plot.getBoundingClientRect()
                const {xaxis, yaxis} = plot._fullLayout
                return [box.left + xaxis._offset + xaxis.d2p(x), box.top + yaxis._offset + yaxis.d2p(y)]
            }""",
            [350_000 + 100_000 * column, 450_000 - 100_000 * row],
        )
    )


def test_csv_holds_the_numbers_and_opens_in_excel(page: Page, harness: str, tmp_path: Path) -> None:
    drawn(page, f"{harness}/?{VIEW}")
    file = save(page, "CSV", tmp_path)
    assert file.name == f"{FILE}.csv"
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    lines = file.read_text("utf-8-sig").splitlines()
    assert lines[0] == '"Org","Value","Status","Chart","Source"'
    assert len(lines) == 7
    assert any(line.startswith('"QZD",79.1,"ok",') for line in lines)


def test_the_table_beside_the_chart_can_be_saved_as_well(page: Page, harness: str, tmp_path: Path) -> None:
    drawn(page, f"{harness}/?{VIEW}")
    page.get_by_text("Every number of this chart").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save this table (CSV)").click()
    assert waiting.value.suggested_filename == f"{FILE}.csv"
    waiting.value.save_as(tmp_path / "table.csv")
    assert (tmp_path / "table.csv").read_bytes() == save(page, "CSV", tmp_path).read_bytes()


def test_a_click_inside_an_area_chooses_its_footprint(page: Page, harness: str) -> None:
    drawn(page, f"{harness}/?{VIEW}")
    page.mouse.click(*middle_of(page, 0, 2))
    expect(page.get_by_text("QZE is chosen")).to_be_visible()
    expect(page.locator('figure[data-drawn="overall-qze-2023-01-01-icb-2022-map"]')).to_be_visible()
    assert chosen(page) == {
        "footprint": "QZE", "vintage": "icb-2022", "measure": "gpps.overall_experience", "period": "2023-01-01",
        "shape": "true", "against": "england",
    }  # fmt: skip


def test_a_click_beside_every_area_chooses_nothing(page: Page, harness: str) -> None:
    drawn(page, f"{harness}/?{VIEW}")
    page.mouse.click(*middle_of(page, -1, 1))
    page.wait_for_timeout(500)
    assert chosen(page)["footprint"] == "QZD"


def test_a_click_on_a_mark_chooses_its_footprint(page: Page, harness: str) -> None:
    drawn(page, f"{harness}/dots?{VIEW}", "dots")
    mark = page.locator(".insight-plot .point").nth(1).bounding_box()
    assert mark is not None
    page.mouse.click(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    page.wait_for_url("**footprint=QZB**")


def test_a_click_on_a_hexagon_chooses_its_footprint(page: Page, harness: str) -> None:
    drawn(page, f"{harness}/?{VIEW.replace('true', 'hex')}")
    page.mouse.click(*middle_of(page, 1, 2))
    page.wait_for_url("**footprint=QZF**")


def test_a_change_of_map_is_light(page: Page, harness: str) -> None:
    """Outlines are fetched once; a change of the period sends figures and words only."""
    received: list[int] = []
    fetched: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))))
    page.on("request", lambda asked: fetched.append(asked.url) if asked.url.endswith(".json") else None)
    drawn(page, f"{harness}/?{VIEW}")
    page.wait_for_timeout(500)
    assert len([url for url in fetched if "/media/" in url]) == 1
    received.clear()
    fetched.clear()
    page.get_by_label("Period").click()
    page.get_by_role("option", name="2022").click()
    expect(page.locator('figure[data-drawn="overall-qzd-2022-01-01-icb-2022-map"]')).to_be_visible()
    page.wait_for_timeout(500)
    assert sum(received) < 30_000
    assert fetched == []


def test_letters_come_from_this_server_and_are_used(page: Page, harness: str) -> None:
    fonts: list[str] = []
    page.on(
        "response", lambda answer: fonts.append(answer.url) if answer.url.endswith(".woff2") and answer.ok else None
    )
    drawn(page, f"{harness}/?{VIEW}")
    assert {url.rpartition("/")[2] for url in fonts} >= {
        f"inter-latin-{weight}-normal.woff2" for weight in (400, 600, 700)
    }
    assert page.evaluate("document.fonts.check('600 16px Inter')")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith("Inter")


def test_the_chart_can_be_understood_without_seeing_it(page: Page, harness: str) -> None:
    drawn(page, f"{harness}/?{VIEW}")
    picture = page.get_by_role("img", name=f"Map. {FINDING}")
    expect(picture).to_be_visible()
    for words in ("Copy picture", "Copy table", "Save as CSV table"):
        size = page.get_by_label(f"{words}: {FINDING}").bounding_box()
        assert size is not None
        assert min(size["width"], size["height"]) >= 24


@pytest.mark.parametrize("width", [320, 760, 1920])
def test_nothing_is_wider_than_the_screen_or_too_small_to_read(page: Page, harness: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    drawn(page, f"{harness}/?{VIEW}")
    for box in (".insight-frame", "[data-testid=stMain]"):
        page.wait_for_function("box => (box = document.querySelector(box)).scrollWidth <= box.clientWidth", arg=box)
    drawing = page.locator(".insight-plot svg").first.bounding_box()
    assert drawing is not None
    assert drawing["x"] >= 0 and drawing["x"] + drawing["width"] <= width
    assert page.locator(".insight-plot").evaluate(SMALLEST) >= 11


def test_a_window_made_narrow_gets_the_chart_laid_out_anew_and_a_click_still_chooses(page: Page, harness: str) -> None:
    drawn(page, f"{harness}/?{VIEW}")
    expect(page.locator("[data-code]")).to_have_count(0)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("[data-code]")).to_have_count(6, timeout=60_000)
    page.locator("[data-code=QZE]").click()
    expect(page.get_by_text("QZE is chosen")).to_be_visible()
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.locator(".insight-plot .main-svg").first).to_be_visible(timeout=60_000)
    expect(page.locator("[data-code]")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1440])
def test_arrow_keys_go_from_mark_to_mark_and_enter_chooses(page: Page, harness: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    drawn(page, f"{harness}/?{VIEW}")
    frame = page.locator(".insight-frame")
    frame.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".insight-told")).to_have_text(re.compile(": "))
    expect(page.locator(".insight-ring")).to_be_visible()
    first = page.locator(".insight-told").inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".insight-told")).not_to_have_text(first)
    page.keyboard.press("Enter")
    page.wait_for_url("**footprint=QZB**")


def test_the_picture_copied_is_the_one_that_is_saved(page: Page, harness: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    drawn(page, f"{harness}/?{VIEW}")
    page.get_by_text("Copy picture", exact=True).click()
    expect(page.locator(".insight-said")).to_have_text("Copied", timeout=60_000)
    wide = page.evaluate(
        """async () => {
            const [item] = await navigator.clipboard.read()
            return (await createImageBitmap(await item.getType("image/png"))).width
        }"""
    )
    assert wide > 1_500  # three times the width of the text on A4, not of this window


def test_a_chart_that_cannot_be_drawn_says_what_to_do(browser, harness: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/plotly.min.js", lambda route: route.abort())
    page.goto(f"{harness}/?{VIEW}")
    expect(page.get_by_text("could not be drawn")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Reload the page")).to_be_visible()
    context.close()


@pytest.mark.parametrize("rows", [True, False])
def test_a_chart_longer_than_a_page_is_printed_in_parts_with_type_of_9_points(
    page: Page, harness: str, rows: bool
) -> None:
    page.set_viewport_size({"width": 1400, "height": 900})
    drawn(page, f"{harness}/?{VIEW}")
    told = page.evaluate(_PRINTED, rows)
    assert len(told["parts"]) > 1 if rows else len(told["parts"]) == 1
    assert max(told["parts"]) <= (560.5 if rows else 580.5), "a heading has room above it, and of long charts two"
    assert min(told["zooms"]) * FOOT >= 12
    if rows:
        assert all(abs(end - round(end)) < 1e-6 for end in told["ends"])
    assert told["key"] == pytest.approx(told["keyed"], abs=1), "the key keeps clear of the words above it"
    assert page.evaluate(_BACK) == 0


_PRINTED = """(rows) => {
    const plot = document.querySelector('.insight-plot'), { layout, _fullLayout } = plot
    layout.height = _fullLayout.height = 2400
    if (rows) layout.yaxis.range = _fullLayout.yaxis.range = [19.5, -0.5]
    layout.yaxis2 = _fullLayout.yaxis2 = { domain: [0.5, 0.9] }
    const { t: above, b: below } = _fullLayout._size
    const key = () => (1 - layout.yaxis2.domain[1]) * (plot._fullLayout.height - above - below)
    const keyed = key()
    dispatchEvent(new Event('beforeprint'))
    const { t, h } = plot._fullLayout._size, parts = [...document.querySelectorAll('.insight-part')]
    const zoom = part => Number(part.style.zoom)
    let down = 0
    const ends = parts.slice(0, -1).map(part => ((down += parseFloat(part.style.height)) - t) / h * 20)
    return {
        parts: parts.map(part => parseFloat(part.style.height) * zoom(part)), ends,
        zooms: parts.map(zoom), key: key(), keyed,
    }
}"""
"""Prints the chart as if it were so high, read in 20 rows or in none: heights of the parts, where they end in rows, how much larger they are."""
_BACK = "() => { dispatchEvent(new Event('afterprint')); return document.querySelectorAll('.insight-part').length }"
