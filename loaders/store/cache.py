"""Where the published files, our tables and our notes about them lie inside `data_cache`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from insight.generations import GENERATIONS, HELD_BACK, SILVER
from insight.object_store import is_address

CACHE_VARIABLE = "INSIGHT_CACHE"


class _Below:
    """A place in a cache, by its name below the folder."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def __get__(self, cache: Cache, owner: type[Cache]) -> Path:
        return cache.root.joinpath(*self._names)


@dataclass(frozen=True)
class Cache:
    """The folder that holds everything loaded. Nothing outside it is ever written."""

    root: Path

    bronze = _Below("bronze")
    """Publishers' files as published, each with its receipt."""
    tidied = _Below("tidied")
    """What each file says, in the tidy shape: the parts silver is assembled from. Can always be made again."""
    generations = _Below(GENERATIONS)
    """Whole sets of tables, numbered; the last few are kept."""
    silver = _Below(SILVER)
    """The link to the set of tables that is current."""
    downloads = _Below("downloads")
    """Downloads under way or not understood, and what each address last said about its file."""
    building = _Below("building")
    """Everything half made. Whatever lies here when a refresh begins was left by one that was ended, and goes."""
    unfinished = _Below("bronze", "unfinished")
    """There while a refresh is at work, and after one that was ended: the number of the last file to arrive before."""
    held_back = _Below(HELD_BACK)
    """What is held back and why, one sentence a line, for the Data page."""
    lock = _Below("lock")
    """Held by the one refresh that is at work."""
    log = _Below("fetch.log")
    """What happened and when, for a support desk."""


def default_cache() -> Path:
    """`$INSIGHT_CACHE`, else `data_cache` beside `app.py`, as `insight.store` looks for it; that too where the variable is the
    address of object storage, which receives what is published here (loaders.cli)."""
    chosen = os.environ.get(CACHE_VARIABLE)
    return Path(chosen) if chosen and not is_address(chosen) else Path(__file__).resolve().parents[2] / "data_cache"
