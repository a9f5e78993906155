"""Files are read side by side, and one that ends its process takes no other with it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from loaders.outcome import Fate, Outcome
from loaders.read import file_reader, worker_pool
from loaders.read.file_reader import Task
from loaders.source import Raw, discover
from loaders.store.cache import Cache
from tests.loaders.built_in import LISTS
from tests.loaders.toys import Toy, write_toy

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "register"


def _read_toys(task: Task, cache: Cache) -> Outcome:
    """What a reading process does in these tests: it knows the invented publisher, and one file is its death."""
    file_reader.discover = lambda: {"alpha": Toy("alpha")}  # type: ignore[assignment]
    if b"deadly" in task.raw.head():
        os.kill(os.getpid(), signal.SIGKILL)
    return file_reader.read(task, cache)


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small the files and the machine, two processes read them."""
    monkeypatch.setattr(worker_pool, "_FEW_BYTES", 0)
    monkeypatch.setattr(worker_pool, "_workers", lambda: 2)


def _task(path: Path, *sources: str) -> Task:
    return Task(Raw(path=path, name=path.name, url=f"folder:{path.name}"), sources, LISTS)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a matter of POSIX systems")
def test_a_file_that_ends_its_process_is_the_only_one_lost(
    several: None, cache: Cache, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_pool, "read", _read_toys)
    values = [70, "deadly", 71, 72, "bug"]
    tasks = [_task(write_toy(published, "alpha", 2020 + n, value), "alpha") for n, value in enumerate(values)]
    outcomes = {outcome.name: outcome for _, outcome in worker_pool.read_files(tasks, cache)}
    fates = {name: outcome.fate for name, outcome in outcomes.items()}
    assert fates == {
        "alpha 2020 practice.csv": Fate.LOADED,
        "alpha 2021 practice.csv": Fate.FAILED,
        "alpha 2022 practice.csv": Fate.LOADED,
        "alpha 2023 practice.csv": Fate.LOADED,
        "alpha 2024 practice.csv": Fate.FAILED,
    }
    assert "ended by the system" in outcomes["alpha 2021 practice.csv"].reason
    assert "ZeroDivisionError" in outcomes["alpha 2024 practice.csv"].reason


def test_reading_side_by_side_gives_what_reading_in_turn_gives(
    several: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = [_task(path, *discover()) for path in sorted(GOLDEN.glob("invented_*.csv"))]
    together, in_turn = Cache(tmp_path / "together"), Cache(tmp_path / "in turn")
    side_by_side = {task.raw.name: outcome for task, outcome in worker_pool.read_files(tasks, together)}
    monkeypatch.setattr(worker_pool, "_workers", lambda: 1)
    one_by_one = {task.raw.name: outcome for task, outcome in worker_pool.read_files(tasks, in_turn)}
    assert side_by_side == one_by_one
    assert {outcome.fate for outcome in one_by_one.values()} == {Fate.LOADED}
    names = [sorted(path.relative_to(c.tidied).as_posix() for path in c.tidied.rglob("*")) for c in (together, in_turn)]
    assert names[0] == names[1]


def test_leaving_early_does_not_wait(several: None, cache: Cache, tmp_path: Path) -> None:
    tasks = [_task(path, *discover()) for path in sorted(GOLDEN.glob("invented_*.csv"))]
    reading_on = worker_pool.read_files(tasks, cache)
    next(reading_on)
    reading_on.close()  # type: ignore[attr-defined]
