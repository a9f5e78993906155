"""The files inside a ZIP that a publisher sends as one publication, each to be read like a file of its own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from loaders.errors import SourceUnavailable
from loaders.read.damage import DAMAGED, plainly
from loaders.read.packed import names_in
from loaders.source import Raw

_PACKAGES = ("xl/workbook.xml", "content.xml", "[Content_Types].xml")
"""What says that a ZIP is itself a workbook."""
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".tgz", ".gz", ".bz2", ".xz")


@dataclass(frozen=True)
class ArchiveMember(Raw):
    """One file inside an archive. `path` is the archive's: what it holds is read from `content`."""

    content: bytes = b""

    @cached_property
    def size(self) -> int:
        """Length in bytes, unpacked."""
        return len(self.content)

    def head(self, length: int = 1 << 16) -> bytes:
        """The first bytes."""
        return self.content[:length]

    def read(self) -> bytes:
        """All bytes."""
        return self.content


def is_archive(raw: Raw) -> bool:
    """Whether a file is a ZIP of files, and not a workbook, which is a ZIP too."""
    names = names_in(raw)
    return bool(names) and not any(name in _PACKAGES for name in names)


def refusal_of_nested(raw: Raw) -> str:
    """Why nothing is read of an archive, and what to do, where another archive is in it; '' where none is.

    What the inner one holds nobody looks at: it may unpack to anything, and what lies beside it would be a part without a word.
    """
    inner = next((name for name in names_in(raw) if name.lower().endswith(_ARCHIVES)), "") if is_archive(raw) else ""
    return f"an archive with another in it ({inner}): unpack it, and load what is in it file by file" if inner else ""


def broken_in(raw: Raw) -> str:
    """The first part of an archive or workbook that cannot be unpacked; '' where all can, or it is neither."""
    try:
        with zipfile.ZipFile(raw.path) as archive:
            for name in archive.namelist():
                try:
                    with archive.open(name) as part:
                        while part.read(1 << 20):
                            pass
                except DAMAGED:
                    return name
    except DAMAGED:
        pass
    return ""


def members(raw: Raw, endings: tuple[str, ...]) -> Iterator[ArchiveMember]:
    """The files in an archive that end so (in lower case), in order of name. Raises SourceUnavailable where it is damaged."""
    try:
        with zipfile.ZipFile(raw.path) as archive:
            for name in sorted(names_in(raw)):
                path = PurePosixPath(name)
                if path.suffix.lower() in endings:
                    url = f"{raw.url}#{path.name}"
                    yield ArchiveMember(raw.path, path.name, url, raw.retrieved, archive.read(name))
    except DAMAGED as error:
        raise SourceUnavailable(
            f"{raw.name}: the archive cannot be unpacked ({plainly(error)}); fetch it again."
        ) from error
