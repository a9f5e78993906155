"""How far a refresh has got: bars for a person at a terminal, one line of JSON per step for the Data page."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from tqdm import tqdm

Progress = Callable[[str, int, int], None]
"""Called with the step under way, how much of it is done, and how much there is to do."""

_PAUSE = 0.2


def say_nothing(step: str, done: int, total: int) -> None:
    """The progress of a refresh nobody watches."""


class Bars:
    """One bar per step, the finished ones left standing."""

    def __init__(self) -> None:
        self._step = ""
        self._bar: Any = None

    def __call__(self, step: str, done: int, total: int) -> None:
        if step != self._step:
            self.close()
            self._step = step
            self._bar = tqdm(desc=step, total=total, leave=True, dynamic_ncols=True, file=sys.stderr)
        self._bar.total = total
        self._bar.n = done
        self._bar.refresh()

    def close(self) -> None:
        """Leave the last bar where it stands, so that what is printed next starts on its own line."""
        if self._bar is not None:
            self._bar.close()


class Lines:
    """Lines of JSON on standard output, sent at once: `{"step": "Reading files", "done": 3, "total": 17}`."""

    def __init__(self) -> None:
        self._step = ""
        self._said = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        now = time.monotonic()
        # The first and the last line of a step always; between them no more than a page can show.
        if step == self._step and done != total and now - self._said < _PAUSE:
            return
        self._step, self._said = step, now
        print(json.dumps({"step": step, "done": done, "total": total}), flush=True)


def choose(wished: str | None) -> Progress:
    """The way to show progress that was asked for; else bars for a person at a terminal, and nothing in a file or a pipe."""
    ways: dict[str, Callable[[], Progress]] = {"bars": Bars, "json": Lines, "none": lambda: say_nothing}
    return ways[wished or ("bars" if sys.stdout.isatty() else "none")]()
