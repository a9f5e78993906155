"""Publishes a whole set of tables in one step: a reader sees the old set or the new one, whenever anything is ended."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pyarrow.parquet as pq

from insight import generations
from insight.generations import Written, write_mark
from loaders.store.cache import Cache
from loaders.store.durable import flush, flush_folder, sha256_of

_NOTES = "notes.txt"
_KEPT = 3
"""Sets that stay: pages already open go on reading the one they began with."""


def publish(cache: Cache, fingerprint: str, build: Callable[[Path], None]) -> Path:
    """Build a set out of sight, name it, and only then let the link `silver` point at it. Returns its folder.

    Whatever `build` raises is passed on, and the set that was current stays so.
    """
    cache.building.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix="set-", dir=cache.building))
    half.chmod(0o755)
    build(half)
    seal(half, fingerprint)
    flush_folder(half)
    cache.generations.mkdir(exist_ok=True)
    whole = cache.generations / f"{max([0, *_numbers(cache)]) + 1:06d}"
    half.rename(whole)
    flush(cache.generations)
    _point(cache, whole)
    return whole


def seal(folder: Path, fingerprint: str) -> None:
    """Declare the tables in a folder a whole set, made from what has this fingerprint."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.parquet")}
    write_mark(folder, fingerprint, {name: _written(path) for name, path in paths.items()})


def note(folder: Path, sentences: Iterable[str]) -> None:
    """Write into a set under way what its reader should know of how it was made."""
    (folder / _NOTES).write_text("".join(f"{said}\n" for said in sentences), encoding="utf-8")


def notes(cache: Cache) -> list[str]:
    """What the reader of the current set should know of how it was made, one sentence each."""
    folder = current(cache)
    lies = folder is not None and (folder / _NOTES).exists()
    return (folder / _NOTES).read_text(encoding="utf-8").splitlines() if folder and lies else []


def current(cache: Cache) -> Path | None:
    """The set readers see now; None when there is none."""
    return generations.current(cache.root)


def made_from(cache: Cache) -> str | None:
    """The fingerprint of what the current set was made from; None when a newer set is damaged, so that it is made again."""
    folder = current(cache)
    return generations.made_from(folder) if folder and not generations.faults(cache.root) else None


def tables(cache: Cache) -> Mapping[str, Mapping[str, object]] | None:
    """What the tables of the current set are, byte for byte; None where there is no set."""
    folder = current(cache)
    return generations.tables_in(folder) if folder else None


def prune(cache: Cache) -> None:
    """Remove all sets but the last few and the current one. A set leaves its place before its files go one by one."""
    kept = {cache.generations / f"{number:06d}" for number in sorted(_numbers(cache))[-_KEPT:]}
    pointed = current(cache)
    for folder in list(cache.generations.iterdir()) if cache.generations.exists() else ():
        if folder not in kept and folder.resolve() != pointed:
            _take_away(cache, folder)


def sweep(cache: Cache) -> None:
    """Remove what an ended refresh left half made. Only while holding the lock."""
    shutil.rmtree(cache.building, ignore_errors=True)


def _point(cache: Cache, whole: Path) -> None:
    """Move the link in one step. Where links are forbidden (Windows), readers take the newest complete set instead."""
    if cache.silver.exists() and not cache.silver.is_symlink():
        _take_away(cache, cache.silver)  # a copy of a cache may hold a folder where the link was
    new = cache.building / f"link-{whole.name}"
    new.unlink(missing_ok=True)
    try:
        new.symlink_to(Path(cache.generations.name) / whole.name, target_is_directory=True)
    except (OSError, NotImplementedError):
        return
    new.replace(cache.silver)
    flush(cache.root)


def _take_away(cache: Cache, folder: Path) -> None:
    cache.building.mkdir(exist_ok=True)
    away = Path(tempfile.mkdtemp(prefix="old-", dir=cache.building))
    folder.rename(away / folder.name)
    shutil.rmtree(away, ignore_errors=True)


def _written(path: Path) -> Written:
    with pq.ParquetFile(path) as file:
        rows, columns = file.metadata.num_rows, tuple(file.schema_arrow.names)
    return Written(sha256_of(path), path.stat().st_size, rows, columns)


def _numbers(cache: Cache) -> list[int]:
    return [int(folder.name) for folder in cache.generations.glob("*") if folder.name.isdigit()]
