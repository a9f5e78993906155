"""Publishes a whole set of tables in one step: a reader sees the old set or the new one, whenever anything is ended."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from loaders.store.cache import Cache
from loaders.store.durable import flush, flush_folder

COMPLETE = "COMPLETE"
"""The mark inside a whole set, holding the fingerprint of what it was made from. `insight.store` looks for it."""

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
    (half / COMPLETE).write_text(fingerprint, encoding="utf-8")
    flush_folder(half)
    cache.generations.mkdir(exist_ok=True)
    whole = cache.generations / f"{max([0, *_numbers(cache)]) + 1:06d}"
    half.rename(whole)
    flush(cache.generations)
    _point(cache, whole)
    return whole


def current(cache: Cache) -> Path | None:
    """The set readers see now, by the rule of `insight.store.current_generation`; None when there is none."""
    pointed = cache.silver.resolve()
    if (pointed / COMPLETE).exists():
        return pointed
    whole = [cache.generations / f"{number:06d}" for number in sorted(_numbers(cache))]
    return next((folder for folder in reversed(whole) if (folder / COMPLETE).exists()), None)


def made_from(cache: Cache) -> str | None:
    """The fingerprint of what the current set was made from."""
    folder = current(cache)
    return (folder / COMPLETE).read_text(encoding="utf-8") if folder else None


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


def _numbers(cache: Cache) -> list[int]:
    return [int(folder.name) for folder in cache.generations.glob("*") if folder.name.isdigit()]
