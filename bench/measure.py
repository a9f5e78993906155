"""How long a piece of work takes and how much memory it needs: in fresh processes, where no run helps another, or warm."""

from __future__ import annotations

import re
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlsplit

_STATUS = Path("/proc/self/status")


@dataclass(frozen=True)
class Cost:
    """Wall-clock seconds, and the peak memory in megabytes above what the process held before the work."""

    seconds: float
    megabytes: float


def cost(work: Callable[..., object], *arguments: object, runs: int = 3) -> Cost:
    """The quickest and leanest of several runs, each in a process of its own; imports are not counted."""
    costs = [_in_fresh_process(work, arguments) for _ in range(runs)]
    return Cost(min(each.seconds for each in costs), min(each.megabytes for each in costs))


def quickest(work: Callable[..., object], *arguments: object, runs: int = 9) -> float:
    """Seconds of the quickest of several runs one after another in this process: what a server that is warm needs."""
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work(*arguments)
        times.append(time.perf_counter() - began)
    return min(times)


def resident(address: str) -> float:
    """Megabytes held now by the server that a test started at this address."""
    return int((_process(address) / "statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def descriptors(address: str) -> int:
    """How many files and connections that server has open now."""
    return len(list((_process(address) / "fd").iterdir()))


def answered_ahead(log: Path) -> float:
    """Wait until a server whose log this is has answered ahead (insight.queries.ahead); the seconds that it took."""
    for _ in range(900):
        if found := re.search(r"answered ahead in (\d+) s", log.read_text(errors="replace")):
            return float(found[1])
        time.sleep(1)
    raise TimeoutError("the server did not answer every footprint ahead within a quarter of an hour")


def _process(address: str) -> Path:
    option = f"--server.port={urlsplit(address).port}"
    running = Path("/proc").glob("[0-9]*")
    return next(each for each in running if option in (each / "cmdline").read_text().split("\0"))


def _in_fresh_process(work: Callable[..., object], arguments: tuple[object, ...]) -> Cost:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, work, arguments).result()


def _measured(work: Callable[..., object], arguments: tuple[object, ...]) -> Cost:
    before, began = _peak(), time.perf_counter()
    work(*arguments)
    return Cost(time.perf_counter() - began, (_peak() - before) / 1e6)


def _peak() -> float:
    """Bytes, since this process began its own program: Linux keeps the high-water mark beside the process."""
    found = re.search(r"VmHWM:\s+(\d+) kB", _STATUS.read_text())
    assert found, "the high-water mark of memory is read from /proc, which this system does not have"
    return int(found[1]) * 1024
