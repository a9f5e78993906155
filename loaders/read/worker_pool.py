"""Reads published files in worker processes of bounded memory and time: a file that ends its process loses nothing but itself.

Every file, however small: a workbook of five kilobytes can ask for more memory than exists, below Python, where nothing catches it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path

from loaders.outcome import Fate, Outcome
from loaders.read import file_reader
from loaders.read.file_reader import Task
from loaders.read.forkserver import context
from loaders.reference import Reference
from loaders.store.cache import Cache

_BYTES_OF_FILES_EACH = 3 << 20
"""Below this, starting one more process takes longer than reading the files in the first."""
_MEMORY_EACH = 2 << 30
"""Memory set aside for each process: reading the widest published file takes well under this."""
_MOST_WORKERS = 8
_OUT_OF_MEMORY = 70
"""The exit code of a worker that was refused memory."""


@dataclass(frozen=True)
class ReadLimits:
    """What reading one file may take."""

    memory: int = _MEMORY_EACH
    """Bytes, beyond what a worker has when it starts. Kept to where the system tells what a process has (Linux)."""
    seconds: float = 300.0


BOUNDS = ReadLimits()
Reading = Callable[[Task, Cache], Outcome]
"""What a worker does with a file."""


class _Worker:
    """One process, and the file it is reading."""

    def __init__(self, cache: Cache, bounds: ReadLimits, reading: Reading) -> None:
        starting = context()
        self.ours, theirs = starting.Pipe()
        self._process = starting.Process(  # pyright: ignore[reportAttributeAccessIssue] - every context has it
            target=_serve, args=(theirs, cache, bounds.memory, reading), daemon=True
        )
        self._process.start()
        theirs.close()
        self._bounds = bounds

    def begin(self, task: Task) -> None:
        """Have a file read."""
        self.task, self.until = task, time.monotonic() + self._bounds.seconds
        with suppress(OSError):  # a process that is gone already is noticed where its answer is awaited
            self.ours.send(task)

    def outcome(self) -> Outcome | None:
        """What became of the file, or None while it is being read. Without a process to answer, that is what is told."""
        try:
            if self.ours.poll():
                return self.ours.recv()
        except (EOFError, OSError):
            self._process.join(1)
            return self._lost(f"the process that read it was ended ({_how(self._process.exitcode)}): it is damaged, or needs more memory than any published file; fetch it again, or save an old workbook (.xls) as .xlsx")  # fmt: skip
        if time.monotonic() < self.until:
            return None
        seconds = f"{self._bounds.seconds:,.0f} seconds"
        return self._lost(f"reading it took more than {seconds}, which no published file does")

    def _lost(self, reason: str) -> Outcome:
        self.end()
        return Outcome(self.task.raw.name, self.task.raw.url, Fate.FAILED, reason)

    def end(self) -> None:
        """End the process, whatever it does; it is not waited for."""
        self.ours.close()
        self._process.kill()


def read_files(
    tasks: Sequence[Task], cache: Cache, bounds: ReadLimits = BOUNDS, reading: Reading = file_reader.read
) -> Iterator[tuple[Task, Outcome]]:
    """Each task with its outcome, in the order they are done. Largest first, so that the last one is a short wait."""
    waiting = sorted(tasks, key=lambda task: task.raw.size)
    most = min(len(waiting), _workers(), 1 + sum(task.raw.size for task in waiting) // _BYTES_OF_FILES_EACH)
    busy: list[_Worker] = []
    try:
        while waiting or busy:
            while waiting and len(busy) < most:
                worker = _Worker(cache, bounds, reading)
                busy.append(worker)
                worker.begin(waiting.pop())
            wait([worker.ours for worker in busy], max(0.0, min(worker.until for worker in busy) - time.monotonic()))
            for worker in list(busy):
                if (outcome := worker.outcome()) is not None:
                    task = worker.task
                    if waiting and not worker.ours.closed:
                        worker.begin(waiting.pop())  # it reads on while somebody is busy with what it has said
                    else:
                        busy.remove(worker)
                        worker.end()
                    yield task, outcome
    finally:
        for worker in busy:
            worker.end()


def _serve(theirs: Connection, cache: Cache, memory: int, reading: Reading) -> None:
    """Read file after file, until nobody asks any longer. A file that needs too much memory ends the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one in charge
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_follow_parent, daemon=True).start()
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)  # what a reader of spreadsheets says when it aborts is for nobody
    _bound_memory(memory)
    try:
        reference: Reference | None = None
        while True:
            task: Task = theirs.recv()
            # What follows from the code lists is worked out once a process, and not once a file.
            reference = reference if reference and reference.mark == task.reference.mark else task.reference
            theirs.send(reading(replace(task, reference=reference), cache))
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except (EOFError, OSError):
        return


def _bound_memory(most: int) -> None:
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[5])
    except OSError:
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    # Of what can be written (data), not of addresses: allocators reserve many of those for every thread, and use few.
    bound = pages * os.sysconf("SC_PAGE_SIZE") + most
    resource.setrlimit(resource.RLIMIT_DATA, (bound, bound))


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _how(code: int | None) -> str:
    try:
        return signal.Signals(-(code or 0)).name
    except ValueError:
        return "out of memory" if code == _OUT_OF_MEMORY else f"code {code}"


def _workers() -> int:
    """As many as there are processors for us, and memory for."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(processors, _memory() // _MEMORY_EACH, _MOST_WORKERS))


def _memory() -> int:
    """Bytes of memory that could be used now; where the system does not say, enough for two."""
    try:
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 2 * _MEMORY_EACH
