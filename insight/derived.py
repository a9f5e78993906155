"""Where tables worked out from a whole set are kept: beside the set, for as long as that set and today's methods stand.

Why beside and not inside: docs/decisions.md, 11. What the tables hold is for `insight.store` to read and write.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from insight.generations import COMPLETE, GENERATIONS, cache_of

_DERIVED = "derived"
_HALF = ".half-"


def derived_folder(folder: Path) -> Path:
    """The folder for what is worked out from the set in `folder`. Another set or another method is another folder."""
    made_from = (folder / COMPLETE).read_bytes()
    mark = hashlib.sha256(made_from + _methods()).hexdigest()[:8]
    return cache_of(folder) / _DERIVED / f"{folder.name}-{mark}"


def keep_whole(path: Path, write: Callable[[str], None]) -> None:
    """Let `write` make a file and put it at `path` in one step; what has had its day is removed. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent)
    handle, half = tempfile.mkstemp(prefix=_HALF, dir=path.parent)
    os.close(handle)
    try:
        write(half)
        Path(half).chmod(0o644)  # mkstemp makes files for one user only; an analyst may be another
        Path(half).replace(path)
    finally:
        Path(half).unlink(missing_ok=True)


@cache
def _methods() -> bytes:
    """The fingerprint of the code that works figures out: what is kept of an older method must not pass for today's."""
    package = Path(__file__).parent
    code = [
        package / "schema.py",
        package / "model.py",
        package / "queries" / "histories.py",
        *package.glob("measures/**/*.py"),
        *package.glob("stats/**/*.py"),
    ]
    told = [f"{path.relative_to(package).as_posix()} {path.read_text('utf-8')}" for path in sorted(code)]
    return hashlib.sha256("\n".join(told).encode()).digest()


def _sweep(current: Path) -> None:
    """Remove what was worked out from sets that are gone, or from this one by an older method."""
    sets = current.parent.parent / GENERATIONS
    for folder in set(current.parent.iterdir()) - {current}:
        number = folder.name.rpartition("-")[0]
        if number == current.name.rpartition("-")[0] or not (sets / number).exists():
            shutil.rmtree(folder, ignore_errors=True)
