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
settings.load_profile("repeat" if os.environ.get("CI") else "explore")


@pytest.fixture(autouse=True)
def same_main_module() -> Iterator[None]:
    """Streamlit's AppTest puts a page in the place of `__main__`, which processes started later would run again."""
    ours = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = ours


@pytest.fixture(scope="session")
def demonstration_cache(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A cache with the whole demonstration, loaded once for all workers of a run; not to be written to.

    One that is loaded already can be named in the environment.
    """
    if loaded := os.environ.get("INSIGHT_DEMONSTRATION"):
        return Path(loaded)
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "demonstration"
    with FileLock(f"{shared}.lock"):
        if not shared.exists():
            command = [sys.executable, "-m", "loaders", "fetch", "--from", "demo", "--cache", str(shared)]
            subprocess.run([*command, "--progress", "none"], check=True, cwd=Path(__file__).parents[1])
    return shared
