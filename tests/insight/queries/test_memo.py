"""What has been worked out is not worked out again, within a bound, whoever asks at the same time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

import numpy as np
import pandas as pd
import pytest

from insight.queries.memo import Memo, size_of


def counted(worked: list[str], name: str, bytes: int = 0) -> Callable[[], np.ndarray]:
    def work() -> np.ndarray:
        worked.append(name)
        return np.zeros(bytes, dtype=np.uint8)

    return work


def test_a_value_is_worked_out_once() -> None:
    memo, worked = Memo(), list[str]()
    first = memo.recall("a", counted(worked, "a"))
    assert memo.recall("a", counted(worked, "a")) is first
    assert worked == ["a"]


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    memo, worked = Memo(most=250), list[str]()
    for name in ("a", "b", "a", "c", "a", "b"):
        memo.recall(name, counted(worked, name, 100))
    assert worked == ["a", "b", "c", "b"]


def test_what_nobody_asked_for_between_two_footprints_is_let_go() -> None:
    memo, worked = Memo(most=250), list[str]()
    for footprint in ("first", "second", "third", "first"):
        memo.forget_unasked()
        memo.recall("shared", counted(worked, "shared", 100))
        memo.recall(footprint, counted(worked, footprint, 50))
    assert worked == ["shared", "first", "second", "third", "first"]


def test_a_value_larger_than_the_bound_is_answered_and_alone() -> None:
    memo, worked = Memo(most=50), list[str]()
    assert len(memo.recall("a", counted(worked, "a", 100))) == 100
    memo.recall("b", counted(worked, "b", 10))
    memo.recall("a", counted(worked, "a", 100))
    assert worked == ["a", "b", "a"]


def test_a_failure_is_not_remembered() -> None:
    memo, worked = Memo(), list[str]()
    with pytest.raises(ZeroDivisionError):
        memo.recall("a", lambda: 1 / 0)
    memo.recall("a", counted(worked, "a"))
    assert worked == ["a"]


def test_threads_that_ask_together_get_one_value() -> None:
    memo, worked, together = Memo(), list[str](), Barrier(8)

    def ask(_: int) -> int:
        together.wait()
        return id(memo.recall("a", counted(worked, "a")))

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask, range(8)))) == 1
    assert worked == ["a"]


def test_one_value_may_be_made_of_others() -> None:
    memo = Memo()
    assert memo.recall("whole", lambda: memo.recall("part", lambda: 2) + 1) == 3


@dataclass
class Holding:
    frame: pd.DataFrame
    again: pd.DataFrame


def test_tables_inside_a_value_are_counted_once() -> None:
    frame = pd.DataFrame({"x": np.zeros(1_000)})
    assert 8_000 < size_of(Holding(frame, frame)) < 12_000
    assert size_of({"a": [frame], "b": (frame.copy(),)}) > 16_000
