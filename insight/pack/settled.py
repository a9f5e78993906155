"""Files that are the same bytes whenever they are made, and that stand whole or not at all."""

from __future__ import annotations

import io
import os
import re
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every member of a zip: the earliest there is."""
_DAY = "2020-01-01T00:00:00Z"
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


class NotWritten(Exception):
    """A file could not be written; the sentence says which and why."""


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip of these members, in their order, without the time it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in members.items():
            told = zipfile.ZipInfo(name, EPOCH)
            told.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            told.external_attr = 0o644 << 16
            file.writestr(told, content)
    return out.getvalue()


def settled(office: bytes) -> bytes:
    """An Office file, and every workbook in it, without the time it was made."""
    with zipfile.ZipFile(io.BytesIO(office)) as file:
        members = {name: file.read(name) for name in file.namelist()}
    for name, content in members.items():
        if name.endswith(".xlsx"):
            members[name] = settled(content)
        elif name == "docProps/core.xml":
            members[name] = _DATES.sub(rb"\g<1>" + _DAY.encode() + rb"\g<2>", content)
    return zipped(members)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step: at no time is there half of it. Raises NotWritten."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise NotWritten(f"{path.parent} cannot be written to: {error.strerror or error}.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except OSError as error:
        Path(beside).unlink(missing_ok=True)
        raise NotWritten(f"{path} could not be written: {error.strerror or error}. Nothing of it was kept.") from error
