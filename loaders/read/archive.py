"""The files inside a ZIP that a publisher sends as one publication, each to be read like a file of its own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from loaders.errors import SourceUnavailable
from loaders.read.damage import DAMAGED
from loaders.source import Raw

_ZIP = b"PK\x03\x04"
_PACKAGES = ("xl/workbook.xml", "content.xml", "[Content_Types].xml")
"""What says that a ZIP is itself a workbook."""


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
    if not raw.head(4).startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(raw.path) as archive:
            return not any(name in _PACKAGES for name in archive.namelist())
    except DAMAGED:
        return False


def members(raw: Raw, endings: tuple[str, ...]) -> Iterator[ArchiveMember]:
    """The files in an archive that end so (in lower case), in order of name. Raises SourceUnavailable where it is damaged."""
    try:
        with zipfile.ZipFile(raw.path) as archive:
            for name in sorted(archive.namelist()):
                path = PurePosixPath(name)
                # A Mac puts a shadow of each file beside it.
                if path.suffix.lower() in endings and path.parts[0] != "__MACOSX":
                    yield ArchiveMember(
                        raw.path, path.name, f"{raw.url}#{path.name}", raw.retrieved, archive.read(name)
                    )
    except DAMAGED as error:
        raise SourceUnavailable(f"{raw.name}: the archive is damaged ({error}); fetch it again.") from error
