"""Publishers are asked side by side, and each one thing at a time."""

from __future__ import annotations

import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.fetch.hosts import run_per_host
from loaders.fetch.rate_limit import RateLimiter


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from("abcde"), max_size=30), st.integers(1, 8))
def test_every_item_is_done_once_whatever_its_host(hosts: list[str], most: int) -> None:
    done = dict(run_per_host(list(enumerate(hosts)), lambda item: item[1], lambda item: item[0] * 2, most))
    assert done == {number: number * 2 for number in range(len(hosts))}


def test_hosts_are_served_side_by_side_and_one_never_twice_at_once() -> None:
    guard, now, most, clashes = threading.Lock(), list[str](), 0, 0

    def work(host: str) -> None:
        nonlocal most, clashes
        with guard:
            clashes += host in now
            now.append(host)
            most = max(most, len(now))
        time.sleep(0.01)
        with guard:
            now.remove(host)

    for _ in run_per_host(list("aaabbbcccddd"), str, work, most=3):
        pass
    assert clashes == 0 and 2 <= most <= 3


def test_what_goes_wrong_is_raised_where_the_results_are_waited_for() -> None:
    with pytest.raises(ZeroDivisionError):
        list(run_per_host([1, 0], str, lambda number: 1 / number))


def test_leaving_early_begins_nothing_more() -> None:
    begun: list[int] = []

    def work(number: int) -> None:
        begun.append(number)
        time.sleep(0.01)

    for _ in run_per_host(list(range(100)), lambda _: "one host", work):
        break
    time.sleep(0.05)
    assert len(begun) < 10


def test_requests_to_one_host_are_a_pause_apart_and_another_host_does_not_wait() -> None:
    slept: list[float] = []
    limiter = RateLimiter(0.25, slept.append, lambda: 10.0)
    for _ in range(3):
        limiter.wait("https://one.example/x")
    limiter.wait("https://two.example/x")
    assert slept == [0.25, 0.5]
