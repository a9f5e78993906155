"""Ended without warning while it downloads, a fetch leaves the figures of before, and the next one goes on where it was."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.site import File, IndexPage
from insight.store import Store
from loaders.cli import commands as command_line
from loaders.source import Wanted
from tests.loaders import faults
from tests.loaders.reading import read_toys_here
from tests.loaders.rehearsal import rehearsing
from tests.loaders.sick_publisher import Publisher, serving
from tests.loaders.toys import Toy, write_toy

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a matter of POSIX systems"),
]

PAGE = "https://example.invalid/alpha"
FILES = {year: f"{PAGE}/{year}.csv" for year in (2024, 2025)}
PRACTICES = 20_000
PACE = 400_000.0
DOWNLOAD = 0.9
"""Bytes a second, and seconds that two files of some 180,000 bytes then take."""


def _fetch(cache: Path, port: int) -> None:
    """One fetch from the publisher on a port, in a process of its own."""
    toys = {"alpha": Toy("alpha", [Wanted(url, f"{year}.csv") for year, url in FILES.items()])}
    read_toys_here(toys)
    command_line.discover = lambda: toys  # type: ignore[assignment]
    with rehearsing(Publisher({}, port), cache) as rehearsal:
        raise SystemExit(rehearsal.run("fetch").code)


class Bench:
    """A publisher that brings out one round after another, and a cache they are loaded into."""

    def __init__(self, folder: Path, publisher: Publisher) -> None:
        self.cache, self.publisher = folder / "cache", publisher
        self.round = 0
        self._published = folder / "published"
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.loaders.test_kill_download"])

    def publish(self) -> None:
        """Bring out the next round; its files come slowly."""
        self.round += 1
        self.publisher.site[PAGE] = IndexPage("".join(f'<a href="{url}">{year}</a>' for year, url in FILES.items()))
        for year, url in FILES.items():
            path = write_toy(self._published, "alpha", year, self.round)
            path.write_text(path.read_text() + "".join(f"P{number:05},{number % 90}\n" for number in range(PRACTICES)))
            self.publisher.site[url] = File(path, path.name)
            self.publisher.ails(url, faults.dripping(PACE))

    def start(self) -> multiprocessing.process.BaseProcess:
        """Begin a fetch."""
        process = self._context.Process(target=_fetch, args=(self.cache, self.publisher.port))
        process.start()
        return process

    def fetch(self) -> None:
        """A whole fetch."""
        process = self.start()
        process.join(60)
        assert process.exitcode == 0

    def statuses(self) -> list[int]:
        """How files were answered so far."""
        return [each.status for each in self.publisher.asked if each.address in FILES.values()]

    def wait_for_a_question(self) -> None:
        """Return when the next file is asked for."""
        before, end = len(self.statuses()), time.monotonic() + 30
        while len(self.statuses()) == before and time.monotonic() < end:
            time.sleep(0.01)

    def shown(self) -> set[int]:
        """The rounds a reader sees, one per year at most; every year is whole."""
        facts = Store.open(self.cache).facts("alpha.good")
        assert set(facts.groupby("start").size()) == {PRACTICES + 2}
        return {int(value) for value in facts.query("org == 'A00001'")["value"]}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with serving({}) as publisher:
        yield Bench(tmp_path, publisher)


def test_killed_at_random_moments_of_a_download_nothing_is_lost_or_fetched_twice(bench: Bench) -> None:
    bench.publish()
    bench.fetch()
    moments = random.Random(3)
    for _ in range(2):
        bench.publish()
        for _ in range(2):
            process = bench.start()
            bench.wait_for_a_question()
            time.sleep(moments.uniform(0.05, DOWNLOAD))
            process.kill()
            process.join(60)
            assert bench.shown() <= {bench.round - 1, bench.round}
        bench.fetch()
        assert bench.shown() == {bench.round}
        assert not (bench.cache / "building").exists()
    assert 206 in bench.statuses(), "no broken-off download was continued"
