"""What has been worked out once and need not be again: values by key, bounded in bytes, for many threads at a time."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, is_dataclass
from itertools import islice, takewhile
from threading import Lock, RLock
from typing import Any, TypeVar

import numpy as np
import pandas as pd

MOST_BYTES = 384 * 1024 * 1024
"""What one memo holds at most. The answers worked out ahead at England's size take about half of it."""

_PLAIN = frozenset({str, bytes, int, float, bool, type(None)})
_LIKE_THE_REST = 20
_FEW_ROWS, _CELL, _COLUMN = 1_000, 24, 400
"""A table of fewer rows is counted by its cells and columns, in bytes: asking pandas took a sixth of the time of a page."""

_T = TypeVar("_T")


@dataclass
class _Entry:
    """A value, once it is there. Whoever asks for it meanwhile waits at the lock for whoever works it out."""

    lock: Any = field(default_factory=RLock)
    value: Any = None
    bytes: int | None = None


class Memo:
    """Values by key. What was asked for longest ago goes first when the bound is reached. Values are read only."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._held = most, 0
        self._lock = Lock()
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()

    def recall(self, key: Hashable, work: Callable[[], _T]) -> _T:
        """The value of a key, worked out by `work` where it is not held. What `work` raises is not remembered."""
        with self._lock:
            entry = self._entries.setdefault(key, _Entry())
            self._entries.move_to_end(key)
        with entry.lock:
            if entry.bytes is None:
                self._fill(key, entry, work)
        return entry.value

    def forget_unasked(self) -> None:
        """Drop what nobody has asked for since this was last called: for who asks of one footprint after another."""
        with self._lock:
            for key in list(takewhile(lambda key: key is not self, self._entries)):
                if self._entries[key].bytes is not None:
                    self._held -= self._entries.pop(key).bytes or 0
            self._entries[self] = self._entries.pop(self, _Entry())  # behind it stands what is asked for from now on

    def _fill(self, key: Hashable, entry: _Entry, work: Callable[[], Any]) -> None:
        try:
            entry.value = work()
        except BaseException:
            with self._lock:
                self._entries.pop(key, None)
            raise
        entry.bytes = size_of(entry.value)
        with self._lock:
            if self._entries.get(key) is entry:
                self._held += entry.bytes
            self._let_go(entry)

    def _let_go(self, newest: _Entry) -> None:
        """Drop the oldest values until the rest is within the bound; what is being worked out, and the newest, stay."""
        if self._held <= self._most:
            return
        done = [(key, each) for key, each in self._entries.items() if each.bytes is not None and each is not newest]
        for key, each in done:
            del self._entries[key]
            self._held -= each.bytes or 0
            if self._held <= self._most:
                return


def size_of(value: Any) -> int:
    """About how many bytes a value takes, the tables and arrays inside it included, each counted once."""
    return _size(value, set())


def _size(value: Any, seen: set[int]) -> int:
    if id(value) in seen:
        return 0
    seen.add(id(value))
    if isinstance(value, pd.DataFrame | pd.Series | pd.Index):
        if len(value) < _FEW_ROWS:
            return value.size * _CELL + (len(value.columns) if isinstance(value, pd.DataFrame) else 1) * _COLUMN
        return int(np.sum(value.memory_usage(deep=True)))
    if isinstance(value, np.ndarray):
        return value.nbytes
    if isinstance(value, str | bytes | int | float | type) or value is None:
        return sys.getsizeof(value)
    if isinstance(value, Mapping):
        return sys.getsizeof(value) + sum(_size(each, seen) for pair in value.items() for each in pair)
    if isinstance(value, tuple | list | set | frozenset):
        # The points of a drawing are many plain numbers and texts: the first of them tell what the rest take.
        first = list(islice(value, _LIKE_THE_REST))
        if first and all(type(each) in _PLAIN for each in first):
            return sys.getsizeof(value) + sum(map(sys.getsizeof, first)) * len(value) // len(first)
        return sys.getsizeof(value) + sum(_size(each, seen) for each in value)
    inside = vars(value).values() if is_dataclass(value) else ()
    return sys.getsizeof(value) + sum(_size(each, seen) for each in inside)
