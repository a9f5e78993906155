"""What every test leaves behind as it found it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def same_main_module() -> Iterator[None]:
    """Streamlit's AppTest puts a page in the place of `__main__`, which processes started later would run again."""
    ours = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = ours
