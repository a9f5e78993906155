"""The files inside a ZIP that a publisher sends as one publication, each to be read like a file of its own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from loaders.errors import SourceUnavailable
from loaders.grammar import some
from loaders.read.damage import DAMAGED, plainly
from loaders.read.packed import is_gzip, is_zip, names_in
from loaders.read.text_form import HEAD, form_of
from loaders.source import Raw

_PACKAGES = ("xl/workbook.xml", "content.xml", "[Content_Types].xml")
"""What says that a ZIP is itself a workbook."""
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".tgz", ".gz", ".bz2", ".xz")
_DATA = (".csv", ".xlsx", ".xlsm", ".xls", ".ods", ".geojson", ".json")
_BETWEEN = {";": "semicolons between cells", "\t": "tabs between cells"}
_MAPS = {b'"Topology"': "TopoJSON", b"esriGeometry": "Esri JSON"}
_UNPACK = "unpack it, and load what is in it file by file"


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
    return _are_files(names_in(raw))


def _are_files(names: Sequence[str]) -> bool:
    return bool(names) and not any(name in _PACKAGES for name in names)


def refusal_of_nested(raw: Raw, plain: Raw) -> str:
    """Why nothing is read of an archive or gzip (`plain`: what is in it), and what to do, where an archive is in it; '' where none is.

    What the inner one holds nobody looks at: it may unpack to anything, and what lies beside it would be a part without a word.
    """
    if is_gzip(raw) and plain is not raw:
        inner = PurePosixPath(raw.name).stem if is_gzip(plain) or is_archive(plain) else ""
    else:
        names = names_in(raw) if is_archive(raw) else []
        inner = next((each for each in names if each.lower().endswith(_ARCHIVES)), "")
    return f"an archive with another in it ({inner}): {_UNPACK}" if inner else ""


def refusal_of_several(names: Sequence[str]) -> str:
    """What to do with a zip with these parts that no source knows; '' for a workbook, and where nothing in it could be loaded.

    Nor for one CSV: that has been looked at already.
    """
    data = [name for name in names if name.lower().endswith(_DATA)] if _are_files(names) else []
    if not data or (len(data) == 1 and data[0].lower().endswith(".csv")):
        return ""
    several = f" of {len(data):,} data files" if len(data) > 1 else ""
    return f"an archive{several} that no source publishes as one ({some(data)}): {_UNPACK}"


def refusal_of_map(raw: Raw) -> str:
    """What to do with a map that is no GeoJSON, in a form that nobody reads; '' for all else."""
    head = raw.head().lstrip(b"\xef\xbb\xbf \t\r\n")
    form = next((name for sign, name in _MAPS.items() if head.startswith(b"{") and sign in head), "")
    return f"a map as {form}, which is not read: save it as GeoJSON" if form else ""


def broken_in(raw: Raw) -> str:
    """The first part of an archive or workbook that cannot be unpacked; '' where all can, or it is neither."""
    name = ""
    if not is_zip(raw):
        return name
    with suppress(*DAMAGED), zipfile.ZipFile(raw.path) as archive:
        for name in archive.namelist():
            with archive.open(name) as part:
                while part.read(1 << 20):
                    pass
        return ""
    return name


def saved_otherwise(raw: Raw) -> str:
    """What to do with an archive of CSVs that another program saved again, because sources read those in it as published alone; '' for others."""
    names = [name for name in names_in(raw) if name.lower().endswith(".csv")] if is_archive(raw) else []
    with suppress(*DAMAGED), zipfile.ZipFile(raw.path) as archive:
        for name in names if len(names) > 1 else ():
            with archive.open(name) as part:
                form = form_of(part.read(HEAD))
            if not form.plain:
                how = f"with {_BETWEEN.get(form.separator, 'other marks')}" if form.encoding == "utf-8" else "in UTF-16"
                what = "save them in UTF-8 with commas, or unpack it and load the CSVs themselves"
                return f"the CSVs in it were saved again, {how} ({name}): {what}"
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
