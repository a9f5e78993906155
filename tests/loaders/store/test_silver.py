"""A reader sees the old set of tables or the new one, never a mixture and never nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from insight import generations, store
from loaders.store import cache as cache_module
from loaders.store import silver
from loaders.store.cache import Cache
from loaders.store.receipt import DEMONSTRATION
from tests.silver import seal


def _write(text: str):
    def build(folder: Path) -> None:
        seal(folder)
        (folder / "note").write_text(text)

    return build


def test_loaders_and_store_agree_on_where_things_lie(cache: Cache) -> None:
    assert store._DEMONSTRATION == DEMONSTRATION
    assert store.CACHE_VARIABLE == cache_module.CACHE_VARIABLE
    assert store.cache_folder() == cache_module.default_cache()


def test_the_store_reads_what_was_published_last(cache: Cache) -> None:
    for text in ("one", "two"):
        folder = silver.publish(cache, text, _write(text))
        assert store.current_generation(cache.root) == folder
        assert (folder / "note").read_text() == silver.made_from(cache) == text
    assert cache.silver.is_symlink()
    assert not cache.silver.readlink().is_absolute(), "a cache may be moved as a whole"


def test_a_failed_build_leaves_the_last_good_set(cache: Cache) -> None:
    silver.publish(cache, "good", _write("good"))

    def fail(folder: Path) -> None:
        (folder / "note").write_text("half")
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        silver.publish(cache, "bad", fail)
    assert (store.current_generation(cache.root) / "note").read_text() == "good"
    silver.sweep(cache)
    assert not cache.building.exists()


def test_a_damaged_set_counts_as_made_from_nothing_so_that_it_is_made_again(cache: Cache) -> None:
    first = silver.publish(cache, "one", _write("one"))
    second = silver.publish(cache, "two", _write("two"))
    (second / "breaks.parquet").unlink()
    assert (silver.current(cache), silver.made_from(cache)) == (first, None)
    third = silver.publish(cache, "two", _write("two"))
    assert (silver.current(cache), silver.made_from(cache)) == (third, "two")
    assert not generations.faults(cache.root)


def test_only_the_last_sets_are_kept_and_numbers_are_never_used_again(cache: Cache) -> None:
    for number in range(6):
        silver.publish(cache, str(number), _write(str(number)))
        silver.prune(cache)
    assert sorted(path.name for path in cache.generations.iterdir()) == ["000004", "000005", "000006"]


def test_without_links_the_newest_complete_set_serves(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(*_: object, **__: object) -> None:
        raise OSError("a required privilege is not held")

    monkeypatch.setattr(Path, "symlink_to", forbid)
    silver.publish(cache, "one", _write("one"))
    folder = silver.publish(cache, "two", _write("two"))
    (cache.generations / "000009").mkdir()
    assert silver.current(cache) == store.current_generation(cache.root) == folder


def test_a_copied_cache_with_a_folder_for_a_link_is_mended(cache: Cache) -> None:
    first = silver.publish(cache, "one", _write("one"))
    cache.silver.unlink()
    cache.silver.mkdir()
    _write("one")(cache.silver)
    second = silver.publish(cache, "two", _write("two"))
    assert store.current_generation(cache.root) == second != first
