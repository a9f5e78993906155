"""What holds for every test: no timing is asserted, CI repeats itself exactly, and nothing is left behind."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
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
