"""The Data page says how close estimates are and who lies in no footprint, and keeps what it has worked out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

from insight.queries.estimates import Estimates
from insight.queries.placement import lines, listed
from insight.queries.published import PublishedSet
from insight.store import Store
from tests.silver import OVERALL, YEARS, publish, write
from tests.visitor import said, visit


@pytest.fixture
def cache(cache: Path) -> Path:
    publish(cache)
    return cache


def data_page(**query: str) -> AppTest:
    app = visit("data", **query)
    assert not app.exception
    return app


def tables(app: AppTest) -> list[pd.DataFrame]:
    return [each.value for each in app.dataframe]


def test_every_pair_is_counted_once(cache: Path) -> None:
    found = Estimates(PublishedSet(Store.open(cache)))
    assert found.found is None
    told: list[tuple[int, int]] = []
    found.work_out(lambda done, of: told.append((done, of)))
    assert found.found is not None
    assert told == [(0, 1)]  # a score of trusts that nobody publishes has no estimate
    here = found.found[found.found["vintage"].eq("icb-2022")]
    assert len(here) == len(YEARS)
    assert here["pairs"].sum() == 6 * len(YEARS) - 1  # one estimate is refused: its practices are hidden
    assert here["largest"].max() == 0  # each practice strays from its footprint evenly


def test_the_next_reader_finds_them_kept(cache: Path) -> None:
    Estimates(PublishedSet(Store.open(cache))).work_out(lambda done, of: None)
    again = Estimates(PublishedSet(Store.open(cache)))
    assert again.found is not None
    assert set(again.found["measure"]) == {OVERALL}
    again.work_out(lambda done, of: pytest.fail("worked out twice"))


def test_a_cache_that_may_only_be_read_still_answers(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Store, name: str, frame: pd.DataFrame) -> None:
        raise OSError("read-only")

    monkeypatch.setattr(Store, "keep", full)
    found = Estimates(PublishedSet(Store.open(cache)))
    found.work_out(lambda done, of: None)
    assert found.found is not None
    assert not (cache / "derived").exists()


def test_the_page_opens_at_once_and_works_out_when_asked(cache: Path) -> None:
    app = data_page(vintage="icb-2022")
    assert len(tables(app)) == 1
    assert "GP Patient Survey: " not in said(app)
    app.button(key="insight.estimates.start").click().run()
    assert not app.exception
    assert "GP Patient Survey: 41 percentages of footprints on 1 measure." in said(app)
    summary = next(each for each in tables(app) if "Footprints" in each)
    assert set(summary["Measure"]) == {"Overall experience of the practice"}
    assert summary["Footprints"].sum() == 41
    assert list(cache.glob("derived/*/reconciliation.parquet"))
    assert "GP Patient Survey: 41" in said(data_page(vintage="icb-2022"))


def test_a_vintage_with_nothing_to_compare_says_so(cache: Path) -> None:
    Estimates(PublishedSet(Store.open(cache))).work_out(lambda done, of: None)
    folder = Store.open(cache).folder
    facts = pq.read_table(folder / "facts" / "gpps.parquet").to_pandas()
    write(facts[facts["level"] != "footprint"], "facts", folder / "facts" / "gpps.parquet")
    for path in cache.glob("derived/*/*"):
        path.unlink()
    app = data_page(vintage="icb-2026")
    app.button(key="insight.estimates.start").click().run()
    assert not app.exception
    assert "No publisher gives a figure of ICB 2026" in said(app)


def test_who_lies_in_a_footprint_is_counted_and_the_others_listed(cache: Path) -> None:
    folder = Store.open(cache).folder
    orgs = pq.read_table(folder / "orgs.parquet").to_pandas()
    lost = pd.DataFrame([{"code": "ZX999", "level": "practice", "name": "<b>Lost Surgery</b>"}])
    write(pd.concat([orgs, lost], ignore_index=True), "orgs", folder / "orgs.parquet")
    app = data_page(vintage="icb-2022")
    assert "18 of 19 open practices lie in one of these areas." in said(app)
    listed_here = next(each for each in tables(app) if "Why it lies in none of them" in each)
    assert list(listed_here["Code"]) == ["ZX999"]
    assert "postcode is not known" in listed_here["Why it lies in none of them"].iloc[0]


def test_with_everybody_placed_the_page_says_so(cache: Path) -> None:
    assert "lies in one of ICB 2022" in said(data_page(vintage="icb-2022"))


def test_levels_in_order_and_open_ones_first() -> None:
    shares = pd.DataFrame({"level": ["location", "practice"], "open": [3, 6584], "placed": [3, 6584], "share": 1.0})
    assert lines(shares)[0] == "6,584 of 6,584 open practices lie in one of these areas."
    missing = pd.DataFrame(
        {"code": ["A", "B"], "level": "trust", "name": ["a", "b"], "open": [False, True], "reason": "None."}
    )
    assert list(listed(missing)["Open"]) == ["open", "closed"]
