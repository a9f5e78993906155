"""One pack of an invented footprint for all tests that read it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from insight.pack.content import Pack, pack
from insight.queries.views import BOARD
from tests.insight.charts.drawn.charts import asking
from tests.inspected import publish_inspected


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    publish_inspected(folder)
    return folder


@pytest.fixture(scope="session")
def made(cache: Path) -> Pack:
    return pack(asking(cache), BOARD)
