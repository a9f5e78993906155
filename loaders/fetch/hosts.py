"""A thread pool that treats every publisher's server as one: several hosts side by side, one request at a time to each."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TypeVar
from urllib.parse import urlsplit

from loaders.progress import Progress

Item = TypeVar("Item")
Result = TypeVar("Result")

MOST_HOSTS = 6
_LOOK_UP = 0.5
"""Seconds after which a wait for results looks up, so that Ctrl-C is heard on every system."""


def host_of(url: str) -> str:
    """The host of an address; addresses that are none share an empty one."""
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""


def in_order(
    items: Sequence[Item], host: Callable[[Item], str], work: Callable[[Item], Result], step: str, progress: Progress
) -> list[Result]:
    """The results of the work, in the order of the items; `progress` is told how many of this step are done."""
    found: dict[int, Result] = {}
    progress(step, 0, len(items))
    for number, result in run_per_host(items, host, work):
        found[number] = result
        progress(step, len(found), len(items))
    return [found[number] for number in sorted(found)]


def run_per_host(
    items: Sequence[Item], host: Callable[[Item], str], work: Callable[[Item], Result], most: int = MOST_HOSTS
) -> Iterator[tuple[int, Result]]:
    """Each item's number with the result of the work on it, in the order they are done; the host with most begins first.

    An exception of the work is raised here. Leaving early starts nothing more; what is under way is not waited for.
    """
    queues: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        queues[host(item)].append(number)
    waiting = sorted(queues.values(), key=len)
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

    for _ in range(min(most, len(queues))):
        threading.Thread(target=serve, daemon=True).start()
    try:
        for _ in items:
            number, result, error = None, None, None
            while number is None:
                with suppress(Empty):
                    number, result, error = done.get(timeout=_LOOK_UP)
            if error is not None:
                raise error
            yield number, result  # type: ignore[misc]  # without an error there is a result
    finally:
        left.set()
