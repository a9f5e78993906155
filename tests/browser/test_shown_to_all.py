"""Every page for everybody: axe-core finds nothing serious of ours, nothing scrolls sideways or is too small, and paper cuts nothing off."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from tests.browser.server import ROOT

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem not in ("__init__", "present"))
VIEW = "footprint=QKS&vintage=icb-2026"
SIZES = {"desk": (1440, 900), "phone": (390, 844), "zoomed": (720, 450)}
"""The last is a window of 1440 x 900 at 200%."""
SERIOUS = ("serious", "critical")
SMALLEST = """() => Math.min(99, ...[...document.querySelectorAll(".insight-plot text")].map((text) => {
    const {ownerSVGElement: svg} = text
    const shown = svg.viewBox.baseVal?.width ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1
    return parseFloat(getComputedStyle(text).fontSize) * (shown || 1)
}))"""

TOO_WIDE = """() => [...document.querySelectorAll(".insight-frame, [data-testid=stMain]")]
    .filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.outerHTML.slice(0, 120))"""
CUT_OFF = """() => [...document.querySelectorAll("figure svg, p, h1, h2, li, table")]
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([each, box]) => box.width > 1 && box.right > 1049)
    .map(([each]) => each.outerHTML.slice(0, 120))"""


def finished(page: Page) -> None:
    """Wait until a page has finished drawing."""
    expect(page.locator("h1")).to_be_visible(timeout=60_000)
    page.wait_for_timeout(500)
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=60_000)
    page.wait_for_function("() => !document.querySelector('.insight-waiting, .insight-arriving')", timeout=60_000)
    # A narrow window has its charts when none is left that was plotted for a wide one.
    page.wait_for_function(
        "() => innerWidth > 1200 || !document.querySelector('.insight-plot .main-svg')", timeout=60_000
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_by_everybody(page: Page, demonstration: str, name: str) -> None:
    page.goto(f"{demonstration}/{name}?{VIEW}")
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        finished(page)
        assert settled(page, f"({TOO_WIDE})().length === 0", TOO_WIDE) == [], size
        assert settled(page, f"({SMALLEST})() >= 11", SMALLEST) >= 11, size
        if size != "zoomed":
            assert serious(page) == [], size
        if size == "desk":
            assert on_paper(page) == []


def settled(page: Page, right: str, measured: str) -> Any:
    """What is measured once it is right, or once it had a minute: charts and tables take a new width after the window."""
    with contextlib.suppress(TimeoutError):
        page.wait_for_function(f"() => {right}", timeout=60_000)
    return page.evaluate(measured)


def on_paper(page: Page) -> list[str]:
    """What would be cut off at the right of A4 on its side."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1047, "height": 718})
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    found = page.evaluate(CUT_OFF)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="null")
    return found


def serious(page: Page) -> list[str]:
    """What axe-core finds serious or critical."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]}" for each in found if each["impact"] in SERIOUS for node in each["nodes"]
    ]
