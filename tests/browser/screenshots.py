"""The pictures of the README, taken anew from the demonstration: `python -m tests.browser.screenshots`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import CHROMIUM
from tests.browser.server import ROOT, serving

PICTURES = {
    "overview": "/?footprint=QKS&vintage=icb-2026",
    "places": "/places?footprint=QKS&vintage=icb-2026",
    "groups": "/groups?footprint=QKS&vintage=icb-2026",
    "map": "/map?footprint=QKS&vintage=icb-2026&measure=gpps.ease_website&shape=true",
    "pack": "/pack?footprint=QKS&vintage=icb-2026",
}
FOLDER = ROOT / "docs" / "images"


def main() -> None:
    """Load the demonstration, open the dashboard on it, and keep the pictures."""
    with TemporaryDirectory() as folder, sync_playwright() as driver:
        cache = Path(os.environ.get("INSIGHT_DEMONSTRATION") or Path(folder) / "cache")
        if not cache.exists():
            fetch = [sys.executable, "-m", "loaders", "fetch", "--from", "demo", "--cache", cache]
            subprocess.run(fetch, check=True, cwd=ROOT)
        FOLDER.mkdir(parents=True, exist_ok=True)
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with serving(ROOT / "serve.py", cache, Path(folder) / "log") as address:
            for name, place in PICTURES.items():
                page = opened(browser, f"{address}{place}")
                page.screenshot(path=FOLDER / f"{name}.png")
                page.close()
        browser.close()


def opened(browser: Browser, address: str) -> Page:
    """A page that has finished drawing."""
    page = browser.new_page(viewport={"width": 1440, "height": 1180})
    page.goto(address)
    page.locator("h1").wait_for(timeout=60_000)
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for(timeout=60_000)
    page.locator("[data-testid=stStatusWidget]").wait_for(state="hidden", timeout=60_000)
    page.wait_for_timeout(1_500)  # fonts and the last redraw
    return page


if __name__ == "__main__":
    main()
