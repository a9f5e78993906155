"""What a damaged or missing copy in the cache does to the next refresh: nothing vanishes without a word."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from insight.store import Store
from loaders.fetch.places import Folder
from loaders.outcome import Fate, Summary
from loaders.store import bronze
from loaders.store.bronze import KeptFile
from loaders.store.cache import Cache
from tests.loaders.toys import Toy, write_toy


def _receipt(kept: KeptFile) -> Path:
    return kept.path.with_name(f"{kept.path.name}.receipt.json")


_LOSSES: dict[str, Callable[[KeptFile], object]] = {
    "a receipt that breaks off": lambda kept: _receipt(kept).write_text(_receipt(kept).read_text()[:20]),
    "no receipt": lambda kept: _receipt(kept).unlink(),
    "no file": lambda kept: kept.path.unlink(),
    "neither": lambda kept: bronze.forget([kept]),
    "nor what was read of it": lambda kept: (bronze.forget([kept]), shutil.rmtree(kept.path.parents[3] / "tidied")),
}


@pytest.mark.parametrize("loss", _LOSSES)
def test_a_kept_file_that_is_lost_is_told_and_the_last_good_set_stays_until_it_comes_again(
    loss: str, refresh: Callable[..., Summary], toys: dict[str, Toy], published: Path, cache: Cache
) -> None:
    write_toy(published, "alpha", 2025, 70)
    first = refresh()
    _LOSSES[loss](bronze.kept_files(cache)[0])
    write_toy(published.parent / "other", "beta", 2025, 60)
    other = Folder(published.parent / "other", tuple(toys))
    for fate in (Fate.LOADED, Fate.ALREADY):
        summary = refresh(other)
        (told,) = summary.by_fate(Fate.FAILED)
        assert told.url == "folder:alpha 2025 practice.csv"
        assert told.reason.startswith("its copy in the cache is damaged or gone, so the tables stay as they were")
        assert not summary.complete and summary.generation == first.generation and len(summary.by_fate(fate)) == 1
    mended = refresh()
    assert mended.complete and mended.published
    assert list(Store.open(cache.root).measures.index) == ["alpha.good", "beta.good"]


def test_a_damaged_copy_does_not_give_way_to_the_one_before_it(
    refresh: Callable[..., Summary], toys: dict[str, Toy], published: Path, cache: Cache
) -> None:
    write_toy(published, "alpha", 2025, 70, name="older.csv")
    refresh()
    write_toy(published, "alpha", 2025, 71, name="newer.csv")
    refresh()
    _receipt(bronze.kept_files(cache)[-1]).write_text("{}")
    write_toy(published.parent / "other", "beta", 2025, 60)
    assert not refresh(Folder(published.parent / "other", tuple(toys))).complete
    assert Store.open(cache.root).facts("alpha.good")["value"].max() == 71


def test_a_damaged_receipt_is_told_until_its_file_comes_again_under_whatever_name(
    refresh: Callable[..., Summary], published: Path, cache: Cache
) -> None:
    path = write_toy(published, "alpha", 2025, 70, name="older.csv")
    refresh()
    write_toy(published, "alpha", 2025, 71, name="newer.csv")
    refresh()
    older = bronze.kept_files(cache)[0]
    _receipt(older).write_text("{}")
    again = path.rename(published.parent / "older.csv")
    summary = refresh()
    (told,) = summary.by_fate(Fate.FAILED)
    assert told.url == older.path.relative_to(cache.root).as_posix() and "its receipt is damaged" in told.reason
    assert not summary.published
    again.rename(published / "under another name.csv")
    assert not refresh().by_fate(Fate.FAILED)
