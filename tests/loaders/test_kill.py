"""Ended at any moment, a refresh leaves the old tables or the new ones, and the next refresh simply goes on."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from insight.store import NothingLoaded, Store
from loaders.fetch.places import Folder
from loaders.progress import say_nothing
from loaders.refresh import Refresh
from loaders.store.cache import Cache
from tests.loaders.reading import read_toys_here
from tests.loaders.toys import Toy, write_toy

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a matter of POSIX systems"),
]

_CHANGES = frozenset({"os.rename", "os.symlink", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"})
"""Python's audit events after which a folder looks different; files opened for writing count as well."""


def _fetch(cache: Path, folder: Path, kill_at: int, count: Any) -> None:
    """One refresh in a process of its own, which ends itself without warning at its n-th change of the file system."""
    toys = {"alpha": Toy("alpha"), "beta": Toy("beta")}
    read_toys_here(toys)
    done = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal done
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event in _CHANGES or writes:
            done += 1
            count.value = done
            if done == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    Refresh(Cache(cache), toys, say_nothing).run(Folder(folder, tuple(toys)))  # type: ignore[arg-type]


class Bench:
    """A cache two sources are loaded into, round by round; both say the number of the round."""

    def __init__(self, folder: Path) -> None:
        self.cache = Cache(folder / "cache")
        self.published = folder / "published"
        self.round = 0
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.loaders.test_kill"])

    def publish(self) -> None:
        """Both publishers bring out the next round."""
        self.round += 1
        for source in ("alpha", "beta"):
            write_toy(self.published, source, 2025, self.round)

    def start(self, kill_at: int = 0) -> tuple[Any, Any]:
        """Begin a refresh; its process, and the number of changes it has made to the file system."""
        count = self._context.Value("i", 0)
        process = self._context.Process(target=_fetch, args=(self.cache.root, self.published, kill_at, count))
        process.start()
        return process, count

    def fetch(self) -> int:
        """A whole refresh; the number of changes it made."""
        process, count = self.start()
        process.join(60)
        assert process.exitcode == 0
        return count.value

    def shown(self) -> int:
        """The round a reader sees. A mixture of rounds, or of tables, fails here."""
        store = Store.open(self.cache.root)
        rounds = {
            float(store.facts(f"{source}.good").query("org == 'A00001'")["value"].item())
            for source in ("alpha", "beta")
        }
        assert len(rounds) == 1
        assert set(store.releases["id"]) == {"alpha.2025.practice", "beta.2025.practice"}
        assert set(store.orgs["code"]) == {"A00001", "A00002"}
        return int(rounds.pop())

    def litter(self) -> int:
        """Files and folders in the cache, but for bronze, where older copies are kept on purpose."""
        found = [path for path in self.cache.root.rglob("*") if self.cache.bronze not in (path, *path.parents)]
        assert not list(self.cache.bronze.rglob(".half-*"))
        return len(found)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    bench.publish()
    bench.fetch()
    yield bench


def test_killed_at_any_step_a_refresh_shows_the_old_round_or_the_new(bench: Bench) -> None:
    for _ in range(3):  # until as many sets as are ever kept lie there
        bench.publish()
        steps = bench.fetch()
    litter = bench.litter()
    assert steps > 30
    # The steps that publish come last; each of them is tried, and a sample of those before.
    for kill_at in [*random.Random(1).sample(range(1, steps - 12), 3), *range(steps - 12, steps + 1)]:
        bench.publish()
        process, _ = bench.start(kill_at)
        process.join(60)
        assert process.exitcode == -signal.SIGKILL, f"step {kill_at} of {steps} was never reached"
        assert bench.shown() in (bench.round - 1, bench.round), f"killed at step {kill_at}"
        bench.fetch()
        assert bench.shown() == bench.round
        assert bench.litter() <= litter, f"killed at step {kill_at}, something was left behind"


def test_killed_at_random_moments_readers_never_notice(bench: Bench) -> None:
    begun = time.monotonic()
    bench.publish()
    bench.fetch()
    whole = time.monotonic() - begun
    moments = random.Random(2)
    for _ in range(4):
        bench.publish()
        process, _ = bench.start()
        end = time.monotonic() + moments.uniform(0, whole)
        while time.monotonic() < end:
            assert bench.shown() in (bench.round - 1, bench.round)
        process.kill()
        process.join(60)
        assert bench.shown() in (bench.round - 1, bench.round)
        bench.fetch()
        assert bench.shown() == bench.round


def test_killed_before_anything_was_loaded_there_is_nothing_rather_than_a_part(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.publish()
    process, _ = bench.start(kill_at=20)
    process.join(60)
    with pytest.raises(NothingLoaded):
        bench.shown()
    bench.fetch()
    assert bench.shown() == 1
