"""What the tests of pages share: an empty cache that the app reads, before anything was fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from insight.ui import fetching


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INSIGHT_CACHE", str(tmp_path))
    monkeypatch.setattr(fetching, "_latest", None)
    return tmp_path
