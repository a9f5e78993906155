"""Files that appear whole or not at all, whatever ends the process that writes them, and are known by their bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HALF = ".half-"


def write_whole(path: Path, text: str) -> None:
    """Write a small text file so that a reader finds the old text or the new one, never a part."""
    with _replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def copy_whole(origin: Path, path: Path) -> None:
    """Copy a file, byte for byte, so that it stands under its name only when complete."""
    with _replacing(path) as temporary:
        shutil.copyfile(origin, temporary)


def sha256_of(path: Path) -> str:
    """The fingerprint of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sweep_halves(folder: Path) -> None:
    """Remove what a process that was ended left half written below a folder."""
    for half in folder.rglob(f"{_HALF}*"):
        half.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Ask the disk to keep every file below a folder, and the folder itself, before we rely on it."""
    for path in [*folder.rglob("*"), folder]:
        flush(path)


def flush(path: Path) -> None:
    """Ask the disk to keep a file, or the names in a folder."""
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot open a folder to flush it
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=_HALF, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        # mkstemp makes files for one user only; the dashboard may run as another.
        temporary.chmod(0o644)
        flush(temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    flush(path.parent)
