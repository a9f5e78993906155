"""The files we keep that a refresh can use: those whose source still exists, with the tables read from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from loaders.build.code_lists import list_name
from loaders.source import Source
from loaders.store import bronze, tidied
from loaders.store.bronze import Kept
from loaders.store.cache import Cache
from loaders.store.receipt import BUILTIN, Receipt


@dataclass(frozen=True)
class Shelf:
    """One cache as the sources of today see it."""

    cache: Cache
    sources: Mapping[str, Source]

    def kept(self) -> list[Kept]:
        """One per file in bronze of a source that exists, oldest first."""
        return [kept for kept in bronze.kept_files(self.cache) if kept.receipt.source in self.sources]

    def code_lists(self) -> tuple[Path, ...]:
        """The code lists among the files we keep, oldest first, but for those that come with the product."""
        kept = [item for item in self.kept() if not item.receipt.url.startswith(BUILTIN)]
        return tuple(item.path for item in kept if item.path.suffix == ".csv" and list_name(item.path))

    def part_of(self, receipt: Receipt) -> tidied.Part | None:
        """The tables of a file, as the present version of its source reads it; None until it has been read so."""
        return tidied.find(self.cache, tidied.part_name(receipt.sha256, self.sources[receipt.source].SOURCE))

    def is_read(self, receipt: Receipt) -> bool:
        """Whether the tables of a file lie ready."""
        return self.part_of(receipt) is not None

    def is_sound(self, kept: Kept) -> bool:
        """Whether what we keep of a file is fit to use; where its tables are gone, its bytes are looked at."""
        return self.is_read(kept.receipt) or kept.raw.sha256 == kept.receipt.sha256
