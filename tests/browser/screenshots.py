"""The pictures of the README, taken anew from the demonstration: `python -m tests.browser.screenshots`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import CHROMIUM
from tests.browser.server import ROOT, serving

PICTURES = {
    "overview": "/?footprint=QKS&vintage=icb-2026",
    "map": "/map?footprint=QKS&vintage=icb-2026&measure=gpps.ease_website&shape=true",
    "compare": "/compare?footprint=QKS&vintage=icb-2026",
}
CHARTS = {"sources": ("/?footprint=QKS&vintage=icb-2026", "agreement")}
"""Pictures of one chart: the page, and a word of the name it is saved under."""
FOLDER = ROOT / "docs" / "images"


def main() -> None:
    """Load the demonstration, open the dashboard on it, and keep the pictures."""
    with TemporaryDirectory() as folder, sync_playwright() as driver:
        cache = Path(folder) / "cache"
        subprocess.run(
            [sys.executable, "-m", "loaders", "fetch", "--from", "demo", "--cache", cache], check=True, cwd=ROOT
        )
        FOLDER.mkdir(parents=True, exist_ok=True)
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with serving(ROOT / "serve.py", cache, Path(folder) / "log") as address:
            for name, place in PICTURES.items():
                page = opened(browser, f"{address}{place}")
                page.screenshot(path=FOLDER / f"{name}.png")
                page.close()
            for name, (place, chart) in CHARTS.items():
                page = opened(browser, f"{address}{place}")
                page.locator(f"figure[data-drawn*={chart}]").screenshot(path=FOLDER / f"{name}.png")
                page.close()
        browser.close()


def opened(browser: Browser, address: str) -> Page:
    """A page that has finished drawing."""
    page = browser.new_page(viewport={"width": 1440, "height": 1180})
    page.goto(address)
    page.locator("figure[data-drawn]").first.wait_for(timeout=60_000)
    page.locator("[data-testid=stStatusWidget]").wait_for(state="hidden", timeout=60_000)
    page.wait_for_timeout(1_500)  # fonts and the last redraw
    return page


if __name__ == "__main__":
    main()
