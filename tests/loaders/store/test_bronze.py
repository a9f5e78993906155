"""Published files are kept byte for byte, with receipts that can be read back, whatever they are called."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.source import Release
from loaders.store import bronze
from loaders.store.bronze import safe_name
from loaders.store.cache import Cache
from loaders.store.receipt import Receipt

NOW = datetime(2026, 5, 6, 7, 8, 9, 10, tzinfo=UTC)


def _receipt(name: str = "published.csv", sha256: str = "a" * 64, **release: object) -> Receipt:
    identity = {"id": "toy.2025.practice", "title": "Toy 2025", "details": {"era": "third"}} | release
    return Receipt("toy", Release(**identity), name, "https://example.invalid/x", sha256, 3, NOW, 'W/"1"')  # type: ignore[arg-type]


def test_what_was_kept_is_found_again_with_everything_known_about_it(cache: Cache, tmp_path: Path) -> None:
    origin = tmp_path / "published.csv"
    origin.write_bytes(b"\xef\xbb\xbfa,b\r\n")
    receipt = _receipt(start=date(2025, 1, 1), end=date(2025, 4, 1), published=date(2025, 7, 10))
    bronze.keep(cache, origin, receipt)
    (kept,) = bronze.kept_files(cache)
    assert kept.receipt == receipt
    assert kept.path.read_bytes() == origin.read_bytes()
    assert (kept.raw.name, kept.raw.url) == ("published.csv", "https://example.invalid/x")


def test_a_newer_copy_under_the_same_name_lies_beside_the_older(cache: Cache, tmp_path: Path) -> None:
    origin = tmp_path / "published.csv"
    for sha256, text in (("a" * 64, "old"), ("b" * 64, "new")):
        origin.write_text(text)
        bronze.keep(cache, origin, _receipt(sha256=sha256))
    assert {kept.path.read_text() for kept in bronze.kept_files(cache)} == {"old", "new"}


def test_a_file_without_a_readable_receipt_does_not_count(cache: Cache, tmp_path: Path) -> None:
    origin = tmp_path / "published.csv"
    origin.write_text("x")
    kept = bronze.keep(cache, origin, _receipt())
    (receipt,) = cache.bronze.rglob("*.receipt.json")
    receipt.write_text('{"source": "toy"')
    assert bronze.kept_files(cache) == []
    receipt.unlink()
    assert bronze.kept_files(cache) == []
    assert kept.path.exists()


@pytest.mark.parametrize(
    "written",
    [
        {"arrival": "x"}, {"arrival": True}, {"arrival": -1}, {"bytes": 1.5}, {"source": None}, {"sha256": "../x"},
        {"retrieved": "2026-05-06T07:08:09"}, {"retrieved": 7}, {"holds": {"facts": "many"}}, {"holds": [1]},
        {"accepted": "yes"}, {"etag": 3}, {"name": "\ud800.csv"}, {"unheard": 1}, {"release": "toy.2025"},
        {"release": {"id": 1, "title": "", "start": None, "end": None, "published": None, "details": {}}},
    ],
)  # fmt: skip
def test_a_receipt_in_which_a_value_is_of_another_type_is_a_damaged_one(
    cache: Cache, tmp_path: Path, written: dict[str, object]
) -> None:
    origin = tmp_path / "published.csv"
    origin.write_text("x")
    bronze.keep(cache, origin, _receipt())
    (receipt,) = cache.bronze.rglob("*.receipt.json")
    receipt.write_text(json.dumps(json.loads(receipt.read_text()) | written))
    assert bronze.kept_files(cache) == []


@pytest.mark.parametrize("written", ["5", "[]", "null", "{}", "[" * 100_000, "\xff"])
def test_what_is_no_receipt_at_all_is_a_damaged_one(cache: Cache, tmp_path: Path, written: str) -> None:
    origin = tmp_path / "published.csv"
    origin.write_text("x")
    bronze.keep(cache, origin, _receipt())
    (receipt,) = cache.bronze.rglob("*.receipt.json")
    receipt.write_text(written, encoding="latin-1")
    assert bronze.kept_files(cache) == []


@pytest.mark.parametrize(
    "hostile",
    ["../../etc/passwd", "..\\..\\boot.ini", "/etc/shadow", "C:\\x\\y.csv", "..", "", ". .", "a\x00b.csv", "x" * 999],
)
def test_a_hostile_name_stays_in_its_folder(cache: Cache, tmp_path: Path, hostile: str) -> None:
    origin = tmp_path / "published.csv"
    origin.write_text("x")
    kept = bronze.keep(cache, origin, _receipt(hostile, id=hostile or "id"))
    assert kept.path.parent.parent == cache.bronze / "toy"
    assert len(bronze.kept_files(cache)) == 1


def test_a_publishers_own_name_is_kept() -> None:
    name = "GPPS_2025_Practice_data_(weighted)_(csv)_PUBLIC.csv"
    assert safe_name(name) == name


@given(st.text(max_size=300))
def test_every_name_is_made_fit_for_any_disk(name: str) -> None:
    safe = safe_name(name)
    assert safe == safe_name(safe)
    assert 0 < len(safe.encode()) <= 120
    assert safe not in (".", "..")
    assert not set(safe) & set('/\\:*?"<>|\x00\n')
