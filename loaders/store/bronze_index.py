"""The files we keep that a refresh can use: those whose source still exists, with the tables read from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from loaders.build import code_lists
from loaders.build.standing import newest
from loaders.reference import Reference
from loaders.source import Source
from loaders.store import bronze, tidied
from loaders.store.bronze import KeptFile
from loaders.store.cache import Cache
from loaders.store.receipt import Receipt


@dataclass(frozen=True)
class BronzeIndex:
    """One cache as the sources of today see it."""

    cache: Cache
    sources: Mapping[str, Source]
    reference: Reference
    """The built-in code lists and those among the files we keep: they decide under what name a file's tables lie."""

    @classmethod
    def open(cls, cache: Cache, sources: Mapping[str, Source]) -> BronzeIndex:
        """What we keep now; to be opened again once code lists have been taken in."""
        usable = _usable(cache, sources)
        lists = [item.path for item in newest(usable) if item.path.suffix == ".csv" and not item.receipt.builtin]
        return cls(cache, sources, code_lists.load([path for path in lists if code_lists.list_name(path)]))

    def kept(self) -> list[KeptFile]:
        """One per file in bronze of a source that exists, oldest first."""
        return _usable(self.cache, self.sources)

    @property
    def last_arrival(self) -> int:
        """The number of the file that arrived last; 0 when none was counted."""
        return max((kept.receipt.arrival for kept in bronze.kept_files(self.cache)), default=0)

    def part_of(self, receipt: Receipt) -> tidied.TidiedFile | None:
        """The tables of a file, as the present version of its source reads it; None until it has been read so."""
        source = self.sources[receipt.source].SOURCE
        return tidied.find(self.cache, tidied.part_name(receipt.sha256, receipt.release, source, self.reference))

    def counted(self, receipt: Receipt) -> Receipt:
        """The same receipt with what the tables of its file hold, and why they are doubted, as the present version of its source reads it."""
        part = self.part_of(receipt)
        version = self.sources[receipt.source].SOURCE.version
        holds, doubt = (part.holds, part.doubt) if part else ({}, "")
        return replace(receipt, holds=holds, doubt=doubt, version=version)

    def is_read(self, receipt: Receipt) -> bool:
        """Whether the tables of a file lie ready."""
        return self.part_of(receipt) is not None

    def is_sound(self, kept: KeptFile) -> bool:
        """Whether what we keep of a file is fit to use; where its tables are gone, its bytes are looked at."""
        return self.is_read(kept.receipt) or kept.raw.sha256 == kept.receipt.sha256


def _usable(cache: Cache, sources: Mapping[str, Source]) -> list[KeptFile]:
    return [kept for kept in bronze.kept_files(cache) if kept.receipt.source in sources]
