"""Reads many published files side by side, so that a refresh uses the machine it runs on and one bad file stops nothing."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from pathlib import Path
from pkgutil import iter_modules

from loaders import sources
from loaders.outcome import Fate, Outcome
from loaders.read.file_reader import Task, read
from loaders.store.cache import Cache

_FEW_BYTES = 6 << 20
"""Below this, starting processes takes longer than reading the files in this one."""
_BYTES_EACH = 2 << 30
"""Memory set aside for each process: reading the widest published file takes well under this."""
_MOST_WORKERS = 8


def prepare() -> None:
    """Begin to start what reading side by side needs, while the caller is busy with something else."""
    if sys.platform != "win32":
        _context()
        forkserver.ensure_running()


def read_files(tasks: Sequence[Task], cache: Cache) -> Iterator[tuple[Task, Outcome]]:
    """Each task with its outcome, in the order they are done. Largest first, so that the last one is a short wait."""
    ordered = sorted(tasks, key=lambda task: task.raw.size, reverse=True)
    workers = min(len(ordered), _workers())
    if workers < 2 or sum(task.raw.size for task in ordered) < _FEW_BYTES:
        yield from ((task, read(task, cache)) for task in ordered)
        return
    unfinished = yield from _read_together(ordered, cache, workers)
    # One file that ends its process (out of memory, a crash below Python) breaks the whole crew. Those left over are
    # read again, each in a process of its own, so that only the culprit is lost.
    for task in unfinished:
        left = yield from _read_together([task], cache, 1)
        if left:
            reason = "the process that read it was ended by the system, perhaps for want of memory"
            yield task, Outcome(task.raw.name, task.raw.url, Fate.FAILED, reason)


def _read_together(tasks: Sequence[Task], cache: Cache, workers: int) -> Iterator[tuple[Task, Outcome]]:
    """Read with several processes; the generator returns the tasks that a broken process left undone."""
    pool = ProcessPoolExecutor(workers, mp_context=_context(), initializer=_settle)
    pending: dict[Future[Outcome], Task] = {}
    try:
        pending = {pool.submit(read, task, cache): task for task in tasks}
        for future in as_completed(list(pending)):
            try:
                outcome = future.result()
            except BrokenProcessPool:
                continue
            yield pending.pop(future), outcome
        return list(pending.values())
    finally:
        # Leaving early (an interrupt) must not wait for the files still being read.
        _end(pool)


def _end(pool: ProcessPoolExecutor) -> None:
    processes = list((pool._processes or {}).values())  # pyright: ignore[reportPrivateUsage] - no public way to end them
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()


def _context() -> BaseContext:
    """A way to start processes that is safe beside threads, and quick: what they import is imported once for all."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["loaders.read.worker_pool", *(f"{sources.__name__}.{m.name}" for m in iter_modules(sources.__path__))]
    )
    return context


def _settle() -> None:
    """What every reading process does first: leave Ctrl-C to the one in charge, and end when that one is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _workers() -> int:
    """As many as there are processors for us, and memory for."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(processors, _memory() // _BYTES_EACH, _MOST_WORKERS))


def _memory() -> int:
    """Bytes of memory that could be used now; where the system does not say, enough for two."""
    try:
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 2 * _BYTES_EACH
