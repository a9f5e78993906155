"""The running dashboard in headless Chromium: whoever looks at it fails when it errs or asks anything outside this machine."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser.server import ROOT, serving
from tests.silver import publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
_FLAGS = "--no-sandbox --disable-dev-shm-usage --disable-gpu"
"""No chart needs a graphics card, and one played by the processor takes three quarters of the browser's time."""
_LOOKING_FOR_THE_SERVER = re.compile(r"/[a-z]+/_stcore/(health|host-config)$")
_SILENT_SCHEMES = ("data", "blob", "about")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder looks at the running app."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium. Without one these tests are skipped, except where CI promises there is one."""
    if not Path(CHROMIUM).exists() and os.environ.get("CI") != "true":
        pytest.skip(f"no Chromium at {CHROMIUM}; install it or name it in $CHROMIUM")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=_FLAGS.split())
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh visitor at 1440 x 900. Errors in the page and requests that leave this machine fail the test at its end."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    visitor = context.new_page()
    faults: list[str] = []
    visitor.on("console", lambda said: faults.append(f"{said.text} at {place(said)}") if is_fault(said) else None)
    visitor.on("pageerror", lambda error: faults.append(f"error: {error}"))
    visitor.on("request", lambda asked: faults.append(f"left this machine: {asked.url}") if leaves(asked.url) else None)
    yield visitor
    context.close()
    assert not faults, "\n".join(faults)


def is_fault(said: ConsoleMessage) -> bool:
    """Whether a line on the console is an error. Streamlit itself looks for its server below a deep page first."""
    return said.type == "error" and not _LOOKING_FOR_THE_SERVER.search(place(said))


def place(said: ConsoleMessage) -> str:
    """The address a line on the console is about."""
    return said.location["url"]


def leaves(url: str) -> bool:
    """Whether a request goes anywhere but to this machine."""
    parts = urlsplit(url)
    return parts.scheme not in _SILENT_SCHEMES and parts.hostname != "127.0.0.1"


@pytest.fixture(scope="session")
def harness_app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small dashboard of `harness/`, with the fonts beside it, where Streamlit looks for them."""
    folder = tmp_path_factory.mktemp("harness")
    shutil.copytree(Path(__file__).parent / "harness", folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "static", folder / "static")
    return folder / "app.py"


@pytest.fixture(scope="session")
def invented_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with the tiny invented silver."""
    cache = tmp_path_factory.mktemp("cache")
    publish(cache)
    return cache


@pytest.fixture(scope="session")
def harness(
    browser: Browser, harness_app: Path, invented_cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the small dashboard over the tiny silver."""
    with serving(harness_app, invented_cache, tmp_path_factory.mktemp("log") / "server.log") as address:
        yield address


@pytest.fixture(scope="session")
def dashboard(browser: Browser, invented_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real dashboard over the tiny silver."""
    with serving(ROOT / "serve.py", invented_cache, tmp_path_factory.mktemp("log") / "server.log") as address:
        yield address


@pytest.fixture(scope="session")
def demonstration(
    browser: Browser, demonstration_cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the dashboard over the demonstration."""
    with serving(ROOT / "app.py", demonstration_cache, tmp_path_factory.mktemp("log") / "server.log") as address:
        yield address
