"""The pictures of the README, taken anew from the demonstration: `python -m tests.browser.screenshots`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM
from tests.browser.server import ROOT, serving

PICTURES = {
    "overview": "/?footprint=QKS&vintage=icb-2026",
    "map": "/map?footprint=QKS&vintage=icb-2026&measure=gpps.ease_website&shape=true",
    "compare": "/compare?footprint=QKS&vintage=icb-2026",
}
FOLDER = ROOT / "docs" / "images"


def main() -> None:
    """Load the demonstration, open the dashboard on it, and keep one picture per page."""
    with TemporaryDirectory() as folder, sync_playwright() as driver:
        cache = Path(folder) / "cache"
        subprocess.run(
            [sys.executable, "-m", "loaders", "fetch", "--from", "demo", "--cache", cache], check=True, cwd=ROOT
        )
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with serving(ROOT / "app.py", cache, Path(folder) / "log") as address:
            for name, place in PICTURES.items():
                take(
                    browser.new_page(viewport={"width": 1440, "height": 1180}),
                    f"{address}{place}",
                    FOLDER / f"{name}.png",
                )
        browser.close()


def take(page: Page, address: str, path: Path) -> None:
    """One picture of a page that has finished drawing."""
    page.goto(address)
    page.locator("figure[data-drawn]").first.wait_for(timeout=60_000)
    page.locator("[data-testid=stStatusWidget]").wait_for(state="hidden", timeout=60_000)
    page.wait_for_timeout(1_500)  # fonts and the last redraw
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)
    page.close()


if __name__ == "__main__":
    main()
