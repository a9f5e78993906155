"""Where files come from when not from the internet: a folder, files named one by one, the code lists we bring along."""

from __future__ import annotations

import os
import stat
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
from loaders.visible import visible

MARK = "DEMONSTRATION.txt"
"""A file of this name says that every figure in its folder, and below, is invented."""


_NOT_FOR_US = frozenset({"__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini", MARK})
_UNFINISHED = frozenset({".crdownload", ".part", ".partial", ".download", ".opdownload", ".tmp"})


@dataclass(frozen=True)
class Offer:
    """One file that lies ready to be read, the sources that may claim it, and what its server said about it."""

    raw: Raw
    sources: tuple[str, ...]
    etag: str | None = field(default=None, kw_only=True)
    last_modified: str | None = field(default=None, kw_only=True)


class Origin(Protocol):
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
    endings: frozenset[str] = frozenset()
    """Only files that end so; empty takes all."""

    @property
    def demonstration(self) -> bool:
        """Whether the folder, or one it lies in, is marked as invented."""
        return _is_invented(self.path.resolve())

    def offers(self, progress: Progress) -> Iterator[Offer | Outcome]:
        """One per file; of two copies with names that begin alike the longer first: `x_v2.csv` before `x.csv`."""
        shut: list[OSError] = []
        paths = [path for path in _walk(self.path, shut) if not self.endings or path.suffix in self.endings]
        paths.sort(key=lambda path: (path.with_suffix(""), path.suffix), reverse=True)
        yield from (self._shut(error) for error in shut)
        if not paths and not shut:
            yield Outcome(visible(self.path.name), self.address, Fate.FAILED, "the folder holds no files")
        for done, path in enumerate(paths, start=1):
            raw = _name(path, path.relative_to(self.path).as_posix(), self.address)
            reason = _why_left_out(path, self.path)
            yield Outcome(raw.name, raw.url, Fate.LEFT_OUT, reason) if reason else Offer(raw, self.sources)
            progress("Looking at files", done, len(paths))

    def _shut(self, error: OSError) -> Outcome:
        """A folder of which nobody can tell what it holds."""
        folder = Path(error.filename)
        shown = visible(folder.relative_to(self.path).as_posix() if folder != self.path else folder.name)
        return Outcome(shown, f"{self.address}{shown}", Fate.FAILED, f"it cannot be looked into ({error.strerror})")


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
            raw, reason = _name(path, path.name, "file:"), _why_unfinished(path)
            yield Outcome(raw.name, raw.url, Fate.LEFT_OUT, reason) if reason else Offer(raw, self.sources)
            progress("Looking at files", done, len(self.paths))


def builtin(sources: tuple[str, ...]) -> Folder:
    """The code lists and hexagons that come with this product; part of every refresh, so that footprints always exist."""
    return Folder(REFERENCE, sources, BUILTIN, frozenset({".csv", ".hexjson"}))


def _name(path: Path, shown: str, address: str) -> Raw:
    """Users see where a file lay in their folder, never where the folder lies on the machine.

    From here on a name is fit to be shown, whatever it is made of.
    """
    prefix = DEMONSTRATION if _is_invented(Path(os.path.realpath(path)).parent) else address
    return Raw(path=path, name=visible(path.name), url=f"{prefix}{visible(shown)}")


def _walk(folder: Path, shut: list[OSError]) -> Iterator[Path]:
    """All that is in a folder and below it; a link to a folder is not entered, and told like a file. What cannot be entered is `shut`."""
    for here, folders, names in os.walk(folder, onerror=shut.append):
        folders[:] = [name for name in folders if _is_for_us(name)]
        links = [name for name in folders if (Path(here) / name).is_symlink()]
        yield from (Path(here) / name for name in (*names, *links) if _is_for_us(name))


def _is_for_us(name: str) -> bool:
    """Not what operating systems leave lying about."""
    return name not in _NOT_FOR_US and not name.startswith(".")


def _why_unfinished(path: Path) -> str:
    """Why a file is no whole download, and what to do about it, by its name and what lies beside it; empty if it is whole."""
    if path.suffix.lower() in _UNFINISHED:
        return f"its download is not finished; if it is whole, give it the name {visible(path.stem)}"
    beside = next((name for end in sorted(_UNFINISHED) if os.path.lexists(path.with_name(name := path.name + end))), "")
    lies = f"{visible(beside)} lies beside it; if it is whole, remove that"
    return f"its download is not finished: {lies}" if beside else ""


def _why_left_out(path: Path, folder: Path) -> str:
    """Why something in a folder is not opened: what is no plain file inside it could be anything. Empty if it is."""
    if path.name.startswith("~$"):
        return "it is a mark that a workbook is open in an office program"
    if reason := _why_unfinished(path):
        return reason
    try:
        target = path.resolve(strict=True)
        kind = target.stat().st_mode
    except (OSError, RuntimeError):
        return "it is a link that leads nowhere" if path.is_symlink() else "it cannot be looked at"
    if path.is_symlink() and not target.is_relative_to(folder.resolve()):
        return "it is a link out of the folder"
    return "" if stat.S_ISREG(kind) else "it is not a file: a link to a folder, a pipe, a socket or a device"


@lru_cache(maxsize=4096)
def _is_invented(folder: Path) -> bool:
    return any(os.access(above / MARK, os.F_OK) for above in (folder, *folder.parents))
