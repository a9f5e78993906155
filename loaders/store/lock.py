"""One refresh at a time: a lock the system takes back by itself when the refresh that held it dies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from loaders.errors import LoadingError


class Busy(LoadingError):
    """Another refresh is at work on the same cache."""


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold the lock file for the length of a refresh; the process id inside is for people to read. Raises Busy."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, blocking=False, preserve_lock_file=True, on_acquired=_sign)
    try:
        lock.acquire()
    except Timeout as error:
        raise Busy(
            f"another refresh (process {_holder(path)}) is at work on {path.parent}; wait until it has finished, or name "
            "another folder with --cache"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _sign(descriptor: int) -> None:
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"{os.getpid()}\n".encode())


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip() or "unknown"
    except OSError:  # Windows lets nobody else read a locked file
        return "unknown"
