"""Readers see one whole published set of tables, whatever happens around them."""

from pathlib import Path

import pytest

from insight.model import Level
from insight.schema import TABLES
from insight.store import CACHE_VARIABLE, NothingLoaded, Store, cache_folder, current_generation
from tests import silver


def publish(cache: Path, number: int, complete: bool = True) -> Path:
    """A set of empty tables."""
    folder = cache / "generations" / f"{number:06d}"
    silver.seal(folder)
    if not complete:
        (folder / "COMPLETE").unlink()
    return folder


def test_an_empty_cache_says_that_nothing_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(NothingLoaded, match="nothing has been loaded"):
        Store.open(tmp_path)


def test_the_link_decides_which_set_is_current(tmp_path: Path) -> None:
    older, _ = publish(tmp_path, 1), publish(tmp_path, 2)
    (tmp_path / "silver").symlink_to(older, target_is_directory=True)
    assert current_generation(tmp_path) == older.resolve()


def test_without_a_link_the_newest_complete_set_serves(tmp_path: Path) -> None:
    publish(tmp_path, 1)
    newer = publish(tmp_path, 2)
    publish(tmp_path, 3, complete=False)
    assert current_generation(tmp_path) == newer


def test_a_link_to_an_unfinished_set_is_not_followed(tmp_path: Path) -> None:
    whole, torn = publish(tmp_path, 1), publish(tmp_path, 2, complete=False)
    (tmp_path / "silver").symlink_to(torn, target_is_directory=True)
    assert current_generation(tmp_path) == whole


def test_of_a_source_or_vintage_that_is_not_loaded_there_is_nothing_in_the_right_shape(tmp_path: Path) -> None:
    publish(tmp_path, 1)
    store = Store.open(tmp_path)
    assert list(store.footprints.columns) == TABLES["footprints"].schema.names
    assert store.facts("gpps.overall").empty
    assert store.shapes("icb-2022", "hex").empty
    assert not store.demonstration


def test_a_missing_table_is_never_an_empty_one(tmp_path: Path) -> None:
    folder = publish(tmp_path, 1)
    store = Store.open(tmp_path)
    for name in ("releases", "membership"):
        (folder / f"{name}.parquet").unlink()
    with pytest.raises(FileNotFoundError):
        _ = store.demonstration
    with pytest.raises(FileNotFoundError):
        store.membership("icb-2022")


def test_demonstration_data_is_known_by_its_address(tmp_path: Path) -> None:
    silver.publish(tmp_path, url="https://example.invalid/")
    assert not Store.open(tmp_path).demonstration
    silver.publish(tmp_path, number=2)
    assert Store.open(tmp_path).demonstration


def test_the_cache_is_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv(CACHE_VARIABLE)
    assert cache_folder().name == "data_cache"


def test_the_segments_of_a_measure_are_those_of_its_facts(tmp_path: Path) -> None:
    silver.publish(tmp_path)
    store, levels = Store.open(tmp_path), [Level.ENGLAND, Level.FOOTPRINT]
    found = store.segments(levels)
    assert found
    for measure in store.measures.index:
        assert sorted(found.get(measure, [])) == sorted(store.facts(measure, levels)["segment"].unique())
    assert store.segments([Level.WARD]) == {}
