"""What holds for every test: no timing is asserted, CI repeats itself exactly, and nothing is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

# A slow machine is no failure. CI draws the same examples every time; at home each run draws new ones.
settings.register_profile("explore", deadline=None)
settings.register_profile("repeat", deadline=None, derandomize=True)
LONGEST = (
    "tests/browser/test_first_start",
    "tests/browser/",
    "tests/sweep/",
    "tests/pages/",
    "tests/loaders/mutations/",
    "",
)
"""How the names of tests begin, those of the longest files first."""

settings.load_profile("repeat" if os.environ.get("CI") else "explore")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: files are dealt out whole, and a long one at the end would leave all other workers idle."""
    items.sort(key=lambda item: next(at for at, begins in enumerate(LONGEST) if item.nodeid.startswith(begins)))


@pytest.fixture(autouse=True)
def same_main_module() -> Iterator[None]:
    """Streamlit's AppTest puts a page in the place of `__main__`, which processes started later would run again."""
    ours = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = ours


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Where all workers of a run keep what one of them made."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def demonstration_cache(shared_folder: Path) -> Path:
    """A cache with the whole demonstration, loaded once for all workers of a run; not to be written to.

    One that is loaded already can be named in the environment. Else it is what the first visitor of an empty dashboard
    was given, where that has been tried before.
    """
    if loaded := os.environ.get("INSIGHT_DEMONSTRATION"):
        return Path(loaded)
    shared = shared_folder / "demonstration"
    with FileLock(f"{shared}.lock"):
        if not shared.exists():
            command = [sys.executable, "-m", "loaders", "fetch", "--from", "demo", "--cache", str(shared)]
            subprocess.run([*command, "--progress", "none"], check=True, cwd=Path(__file__).parents[1])
    return shared
