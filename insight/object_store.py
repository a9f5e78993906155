"""A published set in object storage (`INSIGHT_CACHE=s3://BUCKET/FOLDER`): written there once, copied to a local disk by each reader.

Objects: `sets/NAME/` holds one set, and `CURRENT` its name, which is a fingerprint of the set's mark. `CURRENT` is written
last, a set never changes, and a copy counts only when every hash is right, so a reader has the one set or the other, whole.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import tempfile
import time
from functools import cache
from pathlib import Path
from threading import Lock

from pyarrow import fs

from insight.generations import COMPLETE, GENERATIONS, fault

LOCAL_VARIABLE = "INSIGHT_LOCAL"
"""The folder that copies are kept in; one in the home folder of whoever serves where nothing is said."""
_CURRENT, _SETS = "CURRENT", "sets"
_LOOK_AGAIN = 10.0
"""Seconds between two looks at `CURRENT`."""
_KEPT = 3
"""Local copies that stay: pages already open go on reading the one they began with."""
_LOG = logging.getLogger("insight.object_store")


def is_address(cache: str) -> bool:
    """Whether a cache is said to be in object storage, and not in a folder."""
    return "://" in cache


def put(folder: Path, address: str) -> None:
    """Copy a whole set to object storage and make it current there. Raises OSError, ValueError for an address that is none;
    readers then keep the set before."""
    store, root = fs.FileSystem.from_uri(address)
    name, before = _name((folder / COMPLETE).read_bytes()), _read(store, f"{root}/{_CURRENT}").decode()
    if name == before:
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            _write(store, f"{root}/{_SETS}/{name}/{path.relative_to(folder).as_posix()}", path.read_bytes())
    _write(store, f"{root}/{_CURRENT}", name.encode())
    for each in store.get_file_info(fs.FileSelector(f"{root}/{_SETS}")):
        if each.base_name not in (name, before):  # somebody may be copying the set before
            store.delete_dir(each.path)


def local_copy(address: str) -> Path:
    """The local cache that holds the set current at an address, looked up again every few seconds.

    While storage does not answer, or what it holds is not whole, the set before stays; the log says why.
    """
    return _copy_of(address).look()


@cache
def _copy_of(address: str) -> _Copy:
    return _Copy(address)


class _Copy:
    """The local cache of one address. Whoever comes while a new set is copied goes on with the one before."""

    def __init__(self, address: str) -> None:
        self._address = address
        place = os.environ.get(LOCAL_VARIABLE) or Path.home() / ".cache" / "patient-insight"
        self._cache = Path(place) / hashlib.sha256(address.encode()).hexdigest()[:16]
        self._lock, self._next = Lock(), 0.0

    def look(self) -> Path:
        first = not self._next
        if time.monotonic() >= self._next and self._lock.acquire(blocking=first):
            try:
                if time.monotonic() >= self._next:
                    self._refresh()
                    self._next = time.monotonic() + _LOOK_AGAIN
            finally:
                self._lock.release()
        return self._cache

    def _refresh(self) -> None:
        sets = self._cache / GENERATIONS
        try:
            sets.mkdir(parents=True, exist_ok=True)
            store, root = fs.FileSystem.from_uri(self._address)
            name = _read(store, f"{root}/{_CURRENT}").decode()
            held = sorted(each for each in sets.iterdir() if each.name.isdigit())
            if not name or (held and not fault(held[-1]) and _name((held[-1] / COMPLETE).read_bytes()) == name):
                return
            self._take(store, f"{root}/{_SETS}/{name}", sets / f"{int(held[-1].name) + 1 if held else 1:06d}")
            for each in held[: 1 - _KEPT]:
                shutil.rmtree(each, ignore_errors=True)
        except (OSError, ValueError) as error:
            _LOG.warning("the set in object storage could not be copied, the one before stays: %s", error)

    def _take(self, store: fs.FileSystem, source: str, whole: Path) -> None:
        """Copy a set out of sight, and give it its place only when it is as it was published."""
        half = Path(tempfile.mkdtemp(prefix="half-", dir=self._cache))
        try:
            fs.copy_files(source, str(half), source_filesystem=store, destination_filesystem=fs.LocalFileSystem())
            if reason := fault(half):
                raise OSError(reason)
            half.rename(whole)
        finally:
            shutil.rmtree(half, ignore_errors=True)


def _name(mark: bytes) -> str:
    return hashlib.sha256(mark).hexdigest()[:16]


def _read(store: fs.FileSystem, path: str) -> bytes:
    """What an object holds; nothing where there is none."""
    if store.get_file_info(path).type is fs.FileType.NotFound:
        return b""
    with store.open_input_stream(path) as stream:
        return stream.read()


def _write(store: fs.FileSystem, path: str, content: bytes) -> None:
    if isinstance(store, fs.LocalFileSystem):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    with store.open_output_stream(path) as stream:
        stream.write(content)
