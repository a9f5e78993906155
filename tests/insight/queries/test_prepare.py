"""What is prepared beside a set is exactly what a page would have worked out itself, and makes it read no facts."""

from pathlib import Path

import pandas as pd
import pytest

from insight.measures.series import rebased
from insight.queries import histories
from insight.queries.groups import by_group, with_groups
from insight.queries.prepare import prepare
from insight.queries.published import PublishedSet
from insight.store import Store
from tests import silver


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    silver.publish(tmp_path)
    return tmp_path


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    texts = dict.fromkeys(
        ("status", "basis", "interval", "release"), "str"
    )  # what says nothing is None here, NaN there
    pd.testing.assert_frame_equal(one.astype(texts), other.astype(texts))


def test_every_history_is_the_one_that_was_worked_out(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = PublishedSet(Store.open(cache))
    prepare(plain)
    prepared = PublishedSet(Store.open(cache))
    monkeypatch.setattr(histories, "gathered", None)  # nothing is worked out from here on
    for vintage in silver.VINTAGES:
        around = histories.geography(plain, vintage)
        for id in plain.store.measures.index:
            worked_out = rebased(histories.read(plain, str(id)), around)
            same(histories.history(prepared, str(id), around), worked_out)
        for id in with_groups(plain):
            for each, rows in by_group(plain, id, around).items():
                kept = prepared.store.history(vintage, id, each)
                assert kept is not None
                same(kept, rows)


def test_another_set_has_none_of_it(cache: Path) -> None:
    prepare(PublishedSet(Store.open(cache)))
    silver.publish(cache, number=2, higher=1.0)
    assert Store.open(cache).history("icb-2026", silver.OVERALL, "all") is None
