"""What is worked out from a set of tables is kept for the next reader, and never passes for another set's or method's."""

from pathlib import Path

import pandas as pd
import pytest

from insight import derived
from insight.schema import NotTidy
from insight.store import Store

FOUND = pd.DataFrame(
    [
        {
            "vintage": "new", "measure": "gpps.a", "start": pd.Timestamp("2025-01-01"), "end": pd.Timestamp("2025-04-01"),
            "pairs": 42, "median": 0.1, "largest": 1.0,
        }
    ]
)  # fmt: skip


def a_set(cache: Path, number: int = 1, made_from: str = "abc") -> Store:
    folder = cache / "generations" / f"{number:06d}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "COMPLETE").write_text(made_from)
    return Store(folder)


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    a_set(tmp_path).keep("reconciliation", FOUND)
    found = a_set(tmp_path).derived("reconciliation")
    assert found is not None
    pd.testing.assert_frame_equal(found, FOUND, check_dtype=False)
    assert not list((tmp_path / "generations").rglob("*.parquet"))  # a published set does not change


def test_nothing_kept_is_none(tmp_path: Path) -> None:
    assert a_set(tmp_path).derived("reconciliation") is None


def test_another_set_of_the_same_number_does_not_take_it(tmp_path: Path) -> None:
    a_set(tmp_path, made_from="abc").keep("reconciliation", FOUND)
    assert a_set(tmp_path, made_from="xyz").derived("reconciliation") is None


def test_another_method_does_not_take_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_set(tmp_path).keep("reconciliation", FOUND)
    monkeypatch.setattr(derived, "_methods", lambda: b"a better method")
    assert a_set(tmp_path).derived("reconciliation") is None
    a_set(tmp_path).keep("reconciliation", FOUND)
    assert len(list((tmp_path / "derived").iterdir())) == 1  # the outdated one is gone


def test_what_belongs_to_a_set_that_is_gone_goes_too(tmp_path: Path) -> None:
    first, second = a_set(tmp_path, 1), a_set(tmp_path, 2)
    first.keep("reconciliation", FOUND)
    second.keep("reconciliation", FOUND)
    assert len(list((tmp_path / "derived").iterdir())) == 2
    (first.folder / "COMPLETE").unlink()
    first.folder.rmdir()
    second.keep("reconciliation", FOUND)
    assert [folder.name[:6] for folder in (tmp_path / "derived").iterdir()] == ["000002"]


def test_a_damaged_table_is_as_good_as_none(tmp_path: Path) -> None:
    store = a_set(tmp_path)
    store.keep("reconciliation", FOUND)
    path = next((tmp_path / "derived").rglob("*.parquet"))
    path.write_bytes(path.read_bytes()[:-20])
    assert store.derived("reconciliation") is None


def test_what_breaks_the_shape_is_not_kept_and_leaves_nothing(tmp_path: Path) -> None:
    store = a_set(tmp_path)
    with pytest.raises(NotTidy):
        store.keep("reconciliation", FOUND.drop(columns="pairs"))
    assert not [path for path in (tmp_path / "derived").rglob("*") if path.is_file()]


def test_a_copied_cache_keeps_beside_its_tables(tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "silver"
    folder.mkdir(parents=True)
    (folder / "COMPLETE").touch()
    Store(folder).keep("reconciliation", FOUND)
    Store(folder).keep("reconciliation", FOUND)
    assert Store(folder).derived("reconciliation") is not None
    assert [each.name for each in tmp_path.iterdir()] == ["cache"]
