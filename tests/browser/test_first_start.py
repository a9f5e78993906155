"""A fresh clone: the first visitor of an empty dashboard sees the demonstration arrive, then a page, then all sources on it."""

import pkgutil
import re
from pathlib import Path

from filelock import FileLock
from playwright.sync_api import Page, expect

from loaders import sources
from tests.browser.server import ROOT, serving


def test_the_demonstration_arrives_by_itself(page: Page, tmp_path: Path, shared_folder: Path) -> None:
    """The set that has arrived serves all later tests, which wait for it meanwhile."""
    cache, shared = tmp_path / "cache", shared_folder / "demonstration"
    with FileLock(f"{shared}.lock"):
        _first_visit(page, cache, tmp_path / "log")
        if not shared.exists():
            cache.rename(shared)


def _first_visit(page: Page, cache: Path, log: Path) -> None:
    with serving(ROOT / "serve.py", cache, log) as address:
        page.goto(address)
        expect(page.get_by_text("Nothing is loaded yet")).to_be_visible(timeout=60_000)
        expect(page.locator(".insight-demonstration")).to_be_visible(timeout=180_000)
        expect(page.get_by_text("More is arriving")).to_be_visible(timeout=60_000)
        expect(page.get_by_text("More is arriving")).to_be_hidden(timeout=300_000)
        expect(page.get_by_role("heading", name="What do the sources say together?")).to_be_visible()
        page.goto(f"{address}/data")
        folders = len(list(pkgutil.iter_modules(sources.__path__)))
        expect(page.get_by_text(re.compile("^[^:.]+: [0-9]+ files?$"))).to_have_count(folders)
        page.goto("about:blank")  # before the server goes
