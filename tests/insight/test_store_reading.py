"""Facts of one measure are read from the part of a file that may hold them, and are the same as from the whole file."""

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from insight.model import ENGLAND, Level
from insight.store import Store
from tests.silver import OVERALL, publish, seal


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A set whose file of facts is in many small groups of rows, as large files are."""
    publish(tmp_path)
    store = Store.open(tmp_path)
    path = store.folder / "facts" / "gpps.parquet"
    pq.write_table(pq.read_table(path), path, row_group_size=3)
    seal(store.folder)
    return store


def whole(store: Store) -> pd.DataFrame:
    facts = pd.read_parquet(store.folder / "facts" / "gpps.parquet")
    return facts[facts["measure"] == OVERALL].drop(columns="measure")


def same(found: pd.DataFrame, expected: pd.DataFrame) -> bool:
    columns = ["org", "level", "segment", "value", "status", "label"]
    left, right = (each[columns].astype(object).reset_index(drop=True) for each in (found, expected))
    return left.equals(right) and len(found) > 0


def test_all_facts_of_a_measure_whichever_groups_they_lie_in(store: Store) -> None:
    assert same(store.facts(OVERALL), whole(store))
    assert store.facts("gpps.unheard_of").empty


def test_levels_and_some_orgs_narrow_what_is_read(store: Store) -> None:
    expected = whole(store)
    assert same(store.facts(OVERALL, [Level.FOOTPRINT]), expected[expected["level"] == "footprint"])
    assert same(store.facts(OVERALL, [Level.ENGLAND], [ENGLAND]), expected[expected["org"] == ENGLAND])
    assert store.facts(OVERALL, []).empty


def test_texts_come_back_as_texts(store: Store) -> None:
    kinds = store.facts(OVERALL).dtypes
    assert {str(kinds[name]) for name in ("org", "level", "segment", "status", "release")} == {"str"}
    vintage = store.vintages.index[0]
    assert {str(kind) for kind in store.membership(vintage).dtypes} == {"str"}
