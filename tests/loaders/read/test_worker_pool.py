"""Files are read side by side, each within bounds, and one that ends its process takes no other with it."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from loaders.build import code_lists
from loaders.outcome import Fate, Outcome
from loaders.read import file_reader, worker_pool
from loaders.read.file_reader import Task
from loaders.read.worker_pool import ReadLimits, read_files
from loaders.source import Raw, discover
from loaders.store.cache import Cache
from tests.loaders.read.old_workbooks import workbook
from tests.loaders.reading import read_here
from tests.loaders.toys import Toy, write_toy

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "register"
LISTS = code_lists.load()


def _read_toys(task: Task, cache: Cache) -> Outcome:
    """What a worker does in these tests: it knows the invented publisher, and some files are its end."""
    file_reader.discover = lambda: {"alpha": Toy("alpha")}  # type: ignore[assignment]
    said = task.raw.head()
    if b"deadly" in said:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"endless" in said:
        time.sleep(60)
    if b"greedy" in said:
        bytearray(1 << 29)
    return file_reader.read(task, cache)


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small the files and the machine, two processes read them."""
    monkeypatch.setattr(worker_pool, "_BYTES_OF_FILES_EACH", 1)
    monkeypatch.setattr(worker_pool, "_workers", lambda: 2)


def _task(path: Path, sources: Sequence[str]) -> Task:
    return Task(Raw(path=path, name=path.name, url=f"folder:{path.name}"), tuple(sources), LISTS)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a matter of POSIX systems")
def test_a_file_that_ends_its_process_is_the_only_one_lost(several: None, cache: Cache, published: Path) -> None:
    values = [70, "deadly", 71, "deadly", "bug"]
    tasks = [_task(write_toy(published, "alpha", 2020 + n, value), ["alpha"]) for n, value in enumerate(values)]
    outcomes = [outcome for _, outcome in sorted(read_files(tasks, cache, reading=_read_toys), key=_name)]
    assert [outcome.fate for outcome in outcomes] == [Fate.LOADED, Fate.FAILED, Fate.LOADED, Fate.FAILED, Fate.FAILED]
    assert "the process that read it was ended (SIGKILL)" in outcomes[1].reason
    assert "ZeroDivisionError" in outcomes[4].reason


def test_a_file_that_is_never_done_is_given_up_and_the_rest_is_read(cache: Cache, published: Path) -> None:
    tasks = [_task(write_toy(published, "alpha", 2020, "endless"), ["alpha"])]
    ((_, outcome),) = read_files(tasks, cache, ReadLimits(seconds=0.2), _read_toys)
    assert outcome.fate is Fate.FAILED and "took more than 0 seconds" in outcome.reason


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound a process's memory")
def test_a_file_that_needs_too_much_memory_is_a_sentence(cache: Cache, published: Path) -> None:
    tasks = [_task(write_toy(published, "alpha", 2020 + n, value), ["alpha"]) for n, value in enumerate(["greedy", 70])]
    outcomes = {task.raw.name: outcome for task, outcome in read_files(tasks, cache, ReadLimits(1 << 28), _read_toys)}
    assert "was ended (out of memory)" in outcomes["alpha 2020 practice.csv"].reason
    assert outcomes["alpha 2021 practice.csv"].fate is Fate.LOADED


def test_an_old_workbook_that_claims_a_boundless_sheet_is_a_sentence(cache: Cache, published: Path) -> None:
    modest, absurd = published / "modest.xls", published / "absurd.xls"
    published.mkdir(exist_ok=True)
    modest.write_bytes(workbook(2, 2))
    absurd.write_bytes(workbook(65_535, 65_534))
    assert CalamineWorkbook.from_path(modest).get_sheet_by_index(0).to_python()[2][2] == 1.0, "the layout is true"
    tasks = [_task(path, discover()) for path in (absurd, modest)]
    outcomes = {task.raw.name: outcome for task, outcome in read_files(tasks, cache)}
    assert outcomes["absurd.xls"].fate is Fate.FAILED and outcomes["absurd.xls"].reason
    assert outcomes["modest.xls"].fate is Fate.UNKNOWN


def test_reading_side_by_side_gives_what_reading_in_turn_gives(several: None, tmp_path: Path) -> None:
    tasks = [_task(path, discover()) for path in sorted(GOLDEN.glob("invented_*.csv"))]
    together, in_turn = Cache(tmp_path / "together"), Cache(tmp_path / "in turn")
    side_by_side = {task.raw.name: outcome for task, outcome in read_files(tasks, together)}
    one_by_one = {task.raw.name: outcome for task, outcome in read_here(tasks, in_turn)}
    assert side_by_side == one_by_one
    assert {outcome.fate for outcome in one_by_one.values()} == {Fate.LOADED}
    names = [sorted(path.relative_to(c.tidied).as_posix() for path in c.tidied.rglob("*")) for c in (together, in_turn)]
    assert names[0] == names[1]


def test_the_next_file_is_read_while_somebody_is_busy_with_the_one_before(cache: Cache, published: Path) -> None:
    tasks = [_task(write_toy(published, "alpha", 2020 + n, 70 + n), ["alpha"]) for n in range(2)]
    reading = read_files(tasks, cache, reading=_read_toys)
    next(reading)
    patience = time.monotonic() + 60
    while len(list(cache.tidied.iterdir())) < len(tasks):
        assert time.monotonic() < patience, "the second file waits until the first is dealt with"
        time.sleep(0.02)
    assert len(list(reading)) == 1


def test_leaving_early_does_not_wait(several: None, cache: Cache) -> None:
    tasks = [_task(path, discover()) for path in sorted(GOLDEN.glob("invented_*.csv"))]
    reading_on = read_files(tasks, cache)
    next(reading_on)
    reading_on.close()  # type: ignore[attr-defined]


def _name(read: tuple[Task, Outcome]) -> str:
    return read[1].name
