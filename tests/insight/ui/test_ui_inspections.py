"""Inspected places on the priorities page: their words, days and links; and sets of tables from before there were any."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

from insight.schema import TABLES, conform
from insight.ui import fetching
from tests.insight.ui.test_ui_priorities import run, said
from tests.silver import publish

PAGE_OF = "https://www.cqc.org.uk/location/"
PLACES = {"ZA0000": "Inadequate", "ZA0001": "Good", "ZA0002": "Not rated", "ZB0000": "Good"}
VALUES = {"Inadequate": 1.0, "Good": 3.0}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An invented country with four inspected places, three of them in one footprint."""
    monkeypatch.setenv("INSIGHT_CACHE", str(tmp_path))
    monkeypatch.setattr(fetching, "_latest", None)
    made = publish(tmp_path)
    measures = pq.read_table(made / "measures.parquet").to_pandas()
    overall = measures.iloc[[1]].assign(
        id="cqc.overall", source="cqc", title="Overall rating", unit="rating", decimals=0
    )
    good = measures.iloc[[0]].assign(id="cqc.gp_good", source="cqc", title="Good or outstanding")
    _write(pd.concat([measures, overall, good]), "measures", made / "measures.parquet")
    _write(pd.concat([_facts("cqc.overall"), _facts("cqc.gp_good")]), "facts", made / "facts" / "cqc.parquet")
    yield made


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
    _write(ratings(), "ratings", folder / "ratings.parquet")
    app = run(footprint="QZA", vintage="icb-2022")
    assert not app.exception
    rated = tables(app)[0]
    assert rated["Place"].tolist() == ["ZA0000", "ZA0001"], "another footprint's places are not here"
    assert rated["Overall"].tolist() == ["Inadequate", "Good"]
    assert rated["Report"].tolist() == [f"{PAGE_OF}ZA0000", f"{PAGE_OF}ZA0001"]
    assert rated["Since the rating before"].tolist()[0] == "Down from Good (May 2019)"
    assert "lead nowhere" in said(app), "links of invented places are owned up to"
    assert "Without a rating: not rated 1" in [each.label for each in app.expander]


def test_a_set_of_tables_from_before_opens_and_says_what_it_lacks(folder: Path) -> None:
    app = run(footprint="QZA", vintage="icb-2022")
    assert not app.exception
    assert tables(app)[0]["Overall"].tolist() == ["Inadequate", "Good"]
    assert "Report" not in tables(app)[0]
    assert "shows after the next fetch" in said(app)


def _facts(measure: str) -> pd.DataFrame:
    rows = [
        {"measure": measure, "org": org, "level": "location", "start": pd.Timestamp("2026-04-01"), "end": pd.Timestamp("2026-05-01"),
         "segment": "all", "value": VALUES.get(word), "label": word, "release": "cqc.2026-04.ratings",
         "status": "ok" if word in VALUES else "not_available"}
        for org, word in PLACES.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _write(frame: pd.DataFrame, table: str, path: Path) -> None:
    pq.write_table(conform(pa.Table.from_pandas(frame, preserve_index=False), TABLES[table]), path)
