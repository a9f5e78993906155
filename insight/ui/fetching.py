"""The one narrow door to loading: starts the command line as a child process and tells how far it has got.

Nothing here imports the loaders. At most one load runs at a time in this server; the loaders' own lock sees to it that
none runs beside one started elsewhere.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from insight.store import CACHE_VARIABLE, cache_of_loads

_ROOT = Path(__file__).resolve().parents[2]
_KEPT_LINES = 200


@dataclass
class Fetch:
    """One load: where from, how far, what it said, and how it ended (`exit_code` is None while it runs)."""

    place: str
    step: str = "Starting"
    done: int = 0
    total: int = 0
    said: deque[str] = field(default_factory=lambda: deque(maxlen=_KEPT_LINES))
    exit_code: int | None = None

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        return self.exit_code is None

    @property
    def share(self) -> float:
        """How much of the present step is done, 0 to 1."""
        return min(1.0, self.done / self.total) if self.total > 0 else 0.0

    def hear(self, line: str) -> None:
        """Take one line the child said: a step of its progress, its summary, or words for people."""
        try:
            told = json.loads(line)
            self.step, self.done, self.total = str(told["step"]), int(told["done"]), int(told["total"])
        except (ValueError, TypeError, KeyError):
            if line.strip():
                self.said.append(line.rstrip())
        else:
            self.said.extend(_summary(told))


def _summary(told: dict[str, Any]) -> list[str]:
    """The lines for people in the last thing a load says; none in a mere step."""
    counts = [f"{count:,} {'file' if count == 1 else 'files'} {fate}" for fate, count in told.get("counts", {}).items()]
    problems = [f"{each['file']}: {each['fate']}. {each['reason']}" for each in told.get("problems", [])]
    return [*counts, *problems, *map(str, told.get("notes", []))]


_guard = threading.Lock()
_latest: Fetch | None = None


def latest() -> Fetch | None:
    """The load that runs now or ran last in this server; None if there was none."""
    return _latest


def start(place: str, sources: Sequence[str] = ()) -> Fetch:
    """Start a load from `internet`, `demo` or a folder; if one is running already, return that one instead."""
    global _latest  # noqa: PLW0603  # one door for the whole server is the point
    with _guard:
        if _latest is not None and _latest.running:
            return _latest
        child = subprocess.Popen(
            [*command(), "fetch", *sources, f"--from={place}", "--progress=json"],
            cwd=_ROOT,
            env={**os.environ, CACHE_VARIABLE: cache_of_loads()},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        _latest = Fetch(place)
        threading.Thread(target=_listen, args=(child, _latest), daemon=True).start()
        return _latest


def command() -> list[str]:
    """How the loaders' command line is called from here."""
    return [sys.executable, "-m", "loaders"]


def _listen(child: subprocess.Popen[str], fetch: Fetch) -> None:
    assert child.stdout is not None
    for line in child.stdout:
        fetch.hear(line)
    fetch.exit_code = child.wait()
