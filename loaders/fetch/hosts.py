"""Does work side by side in lanes: one thing at a time in each lane, a few lanes at once - a lane is one publisher's server."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

MOST_LANES = 6
_LOOK_UP = 0.5
"""Seconds after which a wait for results looks up, so that Ctrl-C is heard on every system."""


def in_lanes(
    items: Sequence[Item], lane: Callable[[Item], str], work: Callable[[Item], Result], most: int = MOST_LANES
) -> Iterator[tuple[int, Result]]:
    """Each item's number with the result of the work on it, in the order they are done; the longest lane begins first.

    An exception of the work is raised here. Leaving early starts nothing more; what is under way is not waited for.
    """
    lanes: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        lanes[lane(item)].append(number)
    waiting = sorted(lanes.values(), key=len)
    done: SimpleQueue[tuple[int, Result | None, BaseException | None]] = SimpleQueue()
    left = threading.Event()

    def serve() -> None:
        while not left.is_set():
            try:
                mine = waiting.pop()
            except IndexError:
                return
            for number in mine:
                if left.is_set():
                    return
                try:
                    done.put((number, work(items[number]), None))
                except BaseException as error:  # it belongs to whoever waits for the result
                    done.put((number, None, error))

    for _ in range(min(most, len(lanes))):
        threading.Thread(target=serve, daemon=True).start()
    try:
        for _ in items:
            number, result, error = _next(done)
            if error is not None:
                raise error
            yield number, result  # type: ignore[misc]  # without an error there is a result
    finally:
        left.set()


def _next(
    done: SimpleQueue[tuple[int, Result | None, BaseException | None]],
) -> tuple[int, Result | None, BaseException | None]:
    while True:
        try:
            return done.get(timeout=_LOOK_UP)
        except Empty:
            continue
