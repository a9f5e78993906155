"""The inspectors' ratings of a footprint: one population on the whole page. All places are invented."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from insight.queries import ratings


def test_what_moved_is_counted_among_the_places_that_the_bars_count(monkeypatch: pytest.MonkeyPatch) -> None:
    places = pd.DataFrame(
        {"org": ["A", "B", "N", "A"], "level": ["location", "location", "location", "trust"], "value": 3.0, "step": 0.0}
    )
    sectors = {"GP practices": pd.Index(["A"]), "Adult social care": pd.Index(["B", "C"])}
    monkeypatch.setattr(ratings, "inspected_places", lambda _: places)
    monkeypatch.setattr(ratings, "_sectors", lambda _: sectors)
    said = ratings._change(cast("Any", SimpleNamespace(published=None)))
    assert said.startswith("An earlier rating is loaded for 2 of 2 rated places: ")
