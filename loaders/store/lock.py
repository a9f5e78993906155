"""One refresh at a time: a lock the system takes back by itself when the refresh that held it dies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from loaders.errors import LoadingError


class Busy(LoadingError):
    """Another refresh is at work on the same cache."""


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold the lock file for the length of a refresh; the process id inside is for people to read. Raises Busy.

    The lock belongs to the open file, not to the file's existence, so one left by a killed process is never in the way.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as stream:
        try:
            _take(stream)
        except OSError as error:
            stream.seek(0)
            holder = stream.read(20).strip() or "unknown"
            raise Busy(
                f"another refresh (process {holder}) is at work on {path.parent}; wait until it has finished, or name "
                "another folder with --cache"
            ) from error
        stream.truncate(0)
        stream.write(f"{os.getpid()}\n")
        stream.flush()
        yield


if os.name == "nt":
    import msvcrt  # pyright: ignore[reportMissingImports]  # Windows alone has it

    _FAR = 1 << 30
    """The byte that is locked: far behind the process id, because Windows forbids others to read a locked byte."""

    def _take(stream: IO[str]) -> None:
        stream.seek(_FAR)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # pyright: ignore[reportAttributeAccessIssue]  # as above
        stream.seek(0)

else:
    import fcntl

    def _take(stream: IO[str]) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
