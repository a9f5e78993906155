"""Where files come from when not from the internet: a folder, files named one by one, the code lists we bring along."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from loaders.declared import REFERENCE
from loaders.outcome import Fate, Outcome
from loaders.progress import Progress
from loaders.source import Raw
from loaders.store.receipt import BUILTIN, DEMONSTRATION

MARK = "DEMONSTRATION.txt"
"""A file of this name says that every figure in its folder, and below, is invented."""


_NOT_FOR_US = frozenset({"__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini", MARK})


@dataclass(frozen=True)
class Offer:
    """One file that lies ready to be read, the sources that may claim it, and what its server said about it."""

    raw: Raw
    sources: tuple[str, ...]
    etag: str | None = field(default=None, kw_only=True)
    last_modified: str | None = field(default=None, kw_only=True)


class Place(Protocol):
    """Somewhere bytes come from."""

    @property
    def demonstration(self) -> bool:
        """Whether everything here is invented."""
        ...

    def offers(self, progress: Progress) -> Iterator[Offer | Outcome]:
        """One per file: ready to be read, or an outcome that says why it could not be had.

        Where there are two copies of one release, the one to believe comes first.
        """
        ...


@dataclass(frozen=True)
class Folder:
    """Every file below a folder, in any arrangement and under any name."""

    path: Path
    sources: tuple[str, ...]
    address: str = "folder:"

    @property
    def demonstration(self) -> bool:
        """Whether the folder, or one it lies in, is marked as invented."""
        return _is_invented(self.path.resolve())

    def offers(self, progress: Progress) -> Iterator[Offer | Outcome]:
        """One per file; of two copies with names that begin alike the longer first: `x_v2.csv` before `x.csv`."""
        paths = sorted(_walk(self.path), key=lambda path: (path.with_suffix(""), path.suffix), reverse=True)
        if not paths:
            yield Outcome(self.path.name, self.address, Fate.FAILED, "the folder holds no files")
        for done, path in enumerate(paths, start=1):
            yield Offer(_name(path, path.relative_to(self.path).as_posix(), self.address), self.sources)
            progress("Looking at files", done, len(paths))


@dataclass(frozen=True)
class Files:
    """Files fetched by hand, named one by one."""

    paths: Sequence[Path]
    sources: tuple[str, ...]

    @property
    def demonstration(self) -> bool:
        """Whether all of them are invented."""
        return all(_is_invented(path.resolve().parent) for path in self.paths)

    def offers(self, progress: Progress) -> Iterator[Offer | Outcome]:
        """One per file, as named."""
        for done, path in enumerate(self.paths, start=1):
            yield Offer(_name(path, path.name, "file:"), self.sources)
            progress("Looking at files", done, len(self.paths))


def builtin(sources: tuple[str, ...]) -> Folder:
    """The code lists and hexagons that come with this product; part of every refresh, so that footprints always exist."""
    return Folder(REFERENCE, sources, BUILTIN)


def _name(path: Path, shown: str, address: str) -> Raw:
    """Users see where a file lay in their folder, never where the folder lies on the machine."""
    prefix = DEMONSTRATION if _is_invented(path.resolve().parent) else address
    return Raw(path=path, name=path.name, url=f"{prefix}{shown}")


def _walk(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if _is_for_us(name)]
        yield from (Path(here) / name for name in names if _is_for_us(name))


def _is_for_us(name: str) -> bool:
    """Not what operating systems and office programs leave lying about."""
    return name not in _NOT_FOR_US and not name.startswith((".", "~$"))


@lru_cache(maxsize=4096)
def _is_invented(folder: Path) -> bool:
    return any((above / MARK).exists() for above in (folder, *folder.parents))
