"""The overview sets the sources side by side as soon as there are two that speak, and not before."""

from __future__ import annotations

from pathlib import Path

import pytest

from insight.ui import fetching
from tests.inspected import publish_inspected
from tests.silver import publish
from tests.visitor import said, visit

QUESTION = "What does each source say?"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INSIGHT_CACHE", str(tmp_path))
    monkeypatch.setattr(fetching, "_latest", None)
    return tmp_path


def test_two_sources_stand_side_by_side_with_the_rule_and_every_number(cache: Path) -> None:
    publish_inspected(cache)
    app = visit("overview", footprint="QZA", vintage="icb-2022")
    assert not app.exception
    assert QUESTION in said(app)
    told = next(each.value for each in app.dataframe if "Theme" in each.value)
    assert {"GP Patient Survey", "CQC ratings"} <= set(told["Source"])
    assert "Every number of this chart" in [each.label for each in app.expander]


def test_one_source_alone_is_not_set_beside_itself(cache: Path) -> None:
    publish(cache)
    app = visit("overview", footprint="QZA", vintage="icb-2022")
    assert not app.exception
    assert QUESTION not in said(app)
