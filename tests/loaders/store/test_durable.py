"""A file appears whole or not at all, and only one refresh writes at a time."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest

from loaders.store import durable
from loaders.store.lock import Busy, only_one


def test_a_failed_write_leaves_the_old_text_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "note.json"
    durable.write_whole(path, "old")

    def fail(_: Path) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(durable, "flush", fail)
    with pytest.raises(OSError, match="full"):
        durable.write_whole(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_copy_has_the_same_bytes_and_anyone_may_read_it(tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    origin.write_bytes(b"\x00\xff" * 1000)
    durable.copy_whole(origin, tmp_path / "deep" / "copy")
    copy = tmp_path / "deep" / "copy"
    assert copy.read_bytes() == origin.read_bytes()
    assert os.name == "nt" or copy.stat().st_mode & 0o444 == 0o444


def _hold(path: str, ready: object, end: object) -> None:
    with only_one(Path(path)):
        ready.set()  # type: ignore[attr-defined]
        end.wait(20)  # type: ignore[attr-defined]


def test_the_second_refresh_is_told_who_holds_the_lock_and_a_dead_holder_is_no_holder(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    context = multiprocessing.get_context("spawn")
    ready, end = context.Event(), context.Event()
    holder = context.Process(target=_hold, args=(str(path), ready, end))
    holder.start()
    assert ready.wait(20)
    with pytest.raises(Busy, match=str(holder.pid)), only_one(path):
        pass
    holder.kill()
    holder.join()
    with only_one(path):
        assert path.read_text().strip() == str(os.getpid())


def test_what_was_left_half_written_is_swept_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / ".half-x1y2").write_text("a part")
    durable.write_whole(tmp_path / "deep" / "whole.json", "{}")
    durable.sweep_halves(tmp_path)
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["whole.json"]
    durable.sweep_halves(tmp_path / "not there")
