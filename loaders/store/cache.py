"""Where the published files, our tables and our notes about them lie inside `data_cache`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from insight.generations import GENERATIONS, HELD_BACK, SILVER
from insight.object_store import is_address

CACHE_VARIABLE = "INSIGHT_CACHE"


@dataclass(frozen=True)
class Cache:
    """The folder that holds everything loaded. Nothing outside it is ever written."""

    root: Path

    @property
    def bronze(self) -> Path:
        """Publishers' files as published, each with its receipt."""
        return self.root / "bronze"

    @property
    def tidied(self) -> Path:
        """What each file says, in the tidy shape: the parts silver is assembled from. Can always be made again."""
        return self.root / "tidied"

    @property
    def generations(self) -> Path:
        """Whole sets of tables, numbered; the last few are kept."""
        return self.root / GENERATIONS

    @property
    def silver(self) -> Path:
        """The link to the set of tables that is current."""
        return self.root / SILVER

    @property
    def downloads(self) -> Path:
        """Downloads under way or not understood, and what each address last said about its file."""
        return self.root / "downloads"

    @property
    def building(self) -> Path:
        """Everything half made. Whatever lies here when a refresh begins was left by one that was ended, and goes."""
        return self.root / "building"

    @property
    def unfinished(self) -> Path:
        """There while a refresh is at work, and after one that was ended: the number of the last file to arrive before."""
        return self.bronze / "unfinished"

    @property
    def held_back(self) -> Path:
        """What is held back and why, one sentence a line, for the Data page."""
        return self.root / HELD_BACK

    @property
    def lock(self) -> Path:
        """Held by the one refresh that is at work."""
        return self.root / "lock"

    @property
    def log(self) -> Path:
        """What happened and when, for a support desk."""
        return self.root / "fetch.log"


def default_cache() -> Path:
    """`$INSIGHT_CACHE`, else `data_cache` beside `app.py`, as `insight.store` looks for it; that too where the variable is the
    address of object storage, which receives what is published here (loaders.cli)."""
    chosen = os.environ.get(CACHE_VARIABLE)
    return Path(chosen) if chosen and not is_address(chosen) else Path(__file__).resolve().parents[2] / "data_cache"
