"""Publishers are asked side by side, and each one thing at a time."""

from __future__ import annotations

import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.fetch.hosts import in_lanes
from loaders.fetch.rate_limit import Turns


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from("abcde"), max_size=30), st.integers(1, 8))
def test_every_item_is_done_once_whatever_its_lane(lanes: list[str], most: int) -> None:
    done = dict(in_lanes(list(enumerate(lanes)), lambda item: item[1], lambda item: item[0] * 2, most))
    assert done == {number: number * 2 for number in range(len(lanes))}


def test_lanes_run_side_by_side_and_one_lane_never_with_itself() -> None:
    guard, now, most, clashes = threading.Lock(), list[str](), 0, 0

    def work(lane: str) -> None:
        nonlocal most, clashes
        with guard:
            clashes += lane in now
            now.append(lane)
            most = max(most, len(now))
        time.sleep(0.01)
        with guard:
            now.remove(lane)

    for _ in in_lanes(list("aaabbbcccddd"), str, work, most=3):
        pass
    assert clashes == 0 and 2 <= most <= 3


def test_what_goes_wrong_is_raised_where_the_results_are_waited_for() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_lanes([1, 0], str, lambda number: 1 / number))


def test_leaving_early_begins_nothing_more() -> None:
    begun: list[int] = []

    def work(number: int) -> None:
        begun.append(number)
        time.sleep(0.01)

    for _ in in_lanes(list(range(100)), lambda _: "one lane", work):
        break
    time.sleep(0.05)
    assert len(begun) < 10


def test_turns_at_one_host_are_a_pause_apart_and_another_host_does_not_wait() -> None:
    slept: list[float] = []
    turns = Turns(0.25, slept.append, lambda: 10.0)
    for _ in range(3):
        turns.wait("https://one.example/x")
    turns.wait("https://two.example/x")
    assert slept == [0.25, 0.5]
