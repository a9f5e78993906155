"""Inspected places on the page of the sources: their words, days and links; and sets of tables from before there were any."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from insight.ui import fetching
from tests.inspected import PLACES, VALUES, publish_inspected
from tests.silver import write
from tests.visitor import said, visit

PAGE_OF = "https://www.cqc.org.uk/location/"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("INSIGHT_CACHE", str(tmp_path))
    monkeypatch.setattr(fetching, "_latest", None)
    yield publish_inspected(tmp_path)


def ratings() -> pd.DataFrame:
    rows = [
        {"measure": "cqc.overall", "org": org, "level": "location", "published": day, "label": word, "category": "GP Practices",
         "link": PAGE_OF + org, "release": "cqc.2026-04.ratings"}
        for org, word in PLACES.items()
        for day, word in ((pd.Timestamp("2019-05-01"), "Good"), (pd.Timestamp("2025-02-03"), word))
        if word in VALUES
    ]  # fmt: skip
    return pd.DataFrame(rows)


def tables(app: AppTest) -> list[pd.DataFrame]:
    return [each.value for each in app.dataframe if "Kind of place" in each.value or "Overall" in each.value]


def test_places_stand_with_their_words_days_and_links_the_worst_first(folder: Path) -> None:
    write(ratings(), "ratings", folder / "ratings.parquet")
    app = visit("sources", footprint="QZA", vintage="icb-2022")
    assert not app.exception
    rated = tables(app)[0]
    assert rated["Place"].tolist() == ["ZA0000", "ZA0001"], "another footprint's places are not here"
    assert rated["Overall"].tolist() == ["Inadequate", "Good"]
    assert rated["Report"].tolist() == [f"{PAGE_OF}ZA0000", f"{PAGE_OF}ZA0001"]
    assert rated["Since the rating before"].tolist()[0] == "Down from Good (May 2019)"
    assert "lead nowhere" in said(app), "links of invented places are owned up to"
    assert "Without a rating: not rated 1" in [each.label for each in app.expander]


def test_a_set_of_tables_from_before_opens_and_says_what_it_lacks(folder: Path) -> None:
    app = visit("sources", footprint="QZA", vintage="icb-2022")
    assert not app.exception
    assert tables(app)[0]["Overall"].tolist() == ["Inadequate", "Good"]
    assert "Report" not in tables(app)[0]
    assert "shows after the next fetch" in said(app)
