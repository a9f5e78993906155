"""The special-cause rules one by one, from the tests of the R package."""

from __future__ import annotations

import numpy as np
import pytest

from insight.stats.spc.limits import ControlLimits
from insight.stats.spc.months import joined
from insight.stats.spc.rules import (
    RUN,
    belongs,
    find_signals,
    near_or_outside,
    run_ends,
    side_of_mean,
    steps,
    two_of_three_windows,
)

from .plot_the_dots import near_only


def linked(size: int) -> np.ndarray:
    """A series without gaps: every point but the first follows on."""
    return np.arange(size)[None, :] > 0


def codes(values: list[int]) -> np.ndarray:
    return np.array([values], dtype=np.int8)


# methods.md 6.5, rule by rule: NHSRplotthedots 050b07d7 tests.
SHIFT_ENDS = [
    ([1] * 6, [0] * 6),
    ([1] * 6 + [-1], [0] * 7),
    ([1] * 8 + [-1], [0, 0, 0, 0, 0, 0, 1, 1, 0]),
    ([-1] * 8 + [1], [0, 0, 0, 0, 0, 0, -1, -1, 0]),
    ([], []),
]


@pytest.mark.parametrize(("side", "ends"), SHIFT_ENDS)
def test_a_shift_ends_at_its_seventh_point_and_later(side, ends):
    assert run_ends(codes(side), linked(len(side)), RUN)[0].tolist() == ends


TREND_ENDS = [
    ([1, 2, 3, 4, 5, 6], [0] * 6),
    ([1, 2, 3, 4, 5, 6, 7], [0, 0, 0, 0, 0, 0, 1]),
    ([2, 1, 2, 3, 4, 5, 6, 7, 3], [0, 0, 0, 0, 0, 0, 0, 1, 0]),
    ([7, 6, 5, 4, 3, 2, 1], [0, 0, 0, 0, 0, 0, -1]),
    ([2, 7, 6, 5, 4, 3, 2, 1, 3], [0, 0, 0, 0, 0, 0, 0, -1, 0]),
    ([1, 2, 3, 3, 4, 5, 6], [0] * 7),
    ([1, 2, 3, 2, 1, 2, 3, 4, 5, 6, 7, 4, 3, 2, 1, 2], [0] * 10 + [1] + [0] * 5),
]


@pytest.mark.parametrize(("y", "ends"), TREND_ENDS)
def test_a_trend_ends_at_its_seventh_point(y, ends):
    follows = linked(len(y))
    step = steps(np.array([y], dtype=float), follows)
    assert run_ends(step, follows, RUN - 1)[0].tolist() == ends


@pytest.mark.parametrize("sign", [1, -1])
def test_all_seven_belong(sign):
    first, second = codes([0] * 6 + [sign, 0]), codes([0] * 7 + [sign, 0])
    assert belongs(first != 0, RUN)[0].astype(int).tolist() == [1] * 7 + [0]
    assert belongs(second != 0, RUN)[0].astype(int).tolist() == [0] + [1] * 7 + [0]


WINDOWS = [
    ([1, 0, 1], [1, 1, 1], [1, 1, 1]),
    ([0, 1, 1], [1, 1, 1], [1, 1, 1]),
    ([1, 1, 0], [1, 1, 1], [1, 1, 1]),
    ([0, 0, 1, 0, 1, 0, 0], [1] * 7, [0, 0, 1, 1, 1, 0, 0]),
    ([0, 0, 1, 1, 0, 0, 0], [1] * 7, [0, 1, 1, 1, 1, 0, 0]),
    ([1, 0, 1], [1, -1, 1], [0, 0, 0]),
    ([0, 1, 1], [1, -1, 1], [0, 0, 0]),
    ([1, 1, 0], [1, -1, 1], [0, 0, 0]),
    ([0, 0, 1, 0, 1, 0, 0], [1, -1, 1, -1, 1, -1, 1], [0] * 7),
    # A point on the mean is on neither side; below counts as above does.
    ([1, 0, 1], [1, 0, 1], [0, 0, 0]),
    ([1, 0, 1], [-1, -1, -1], [1, 1, 1]),
    ([1, 1, 1], [0, 0, 0], [0, 0, 0]),
    ([1, 0, 0], [1, 1, 1], [0, 0, 0]),
]


@pytest.mark.parametrize(("counts", "side", "windows"), WINDOWS)
def test_windows_of_two_of_three(counts, side, windows):
    found = two_of_three_windows(codes(counts) == 1, codes(side), linked(len(side)))
    assert found[0].astype(int).tolist() == windows


@pytest.mark.parametrize(("near", "marked"), [([1, 0, 0, 1], [0, 0, 0, 0]), ([1, 0, 0, 1, 1], [0, 0, 0, 1, 1])])
def test_only_counting_points_are_marked(near, marked):
    """methods.md 6.5: two of three, point marked."""
    counts = codes(near) == 1
    windows = two_of_three_windows(counts, codes([1] * len(near)), linked(len(near)))
    assert (windows & counts)[0].astype(int).tolist() == marked


def signals_of(y, counting=near_or_outside, run=RUN):
    """Signals of points measured in sigmas from a mean of 0."""
    y = np.array([y], dtype=float)
    lines = [np.full(y.shape, v, dtype=float) for v in (0, -3, 3, -2, 2)]
    return find_signals(y, ControlLimits(*lines), joined(y), counting, run)


HEIGHT = {"N": 2.5, "O": 3.5, "-": 1.0}

# methods.md 6.5, the variants side by side: pattern, sides, R, Making Data Count. X carries the outside label.
VARIANTS = [
    ("NO-", "+++", ".X.", "2X."),
    ("ON-", "+++", "X..", "X2."),
    ("OON", "+++", "XX.", "XX2"),
    ("O-N", "+++", "X..", "X.2"),
    ("ONN", "+++", "X22", "X22"),
    ("OO-", "+++", "XX.", "XX."),
    ("NO-", "++-", ".X.", ".X."),
    ("N-O", "+0+", "..X", "..X"),
    ("O--N", "++++", "X...", "X..."),
]


@pytest.mark.parametrize(("pattern", "sides", "r", "mdc"), VARIANTS)
@pytest.mark.parametrize("flip", [1, -1])
def test_the_two_published_variants(pattern, sides, r, mdc, flip):
    factor = {"+": flip, "-": -flip, "0": 0}
    y = [HEIGHT[kind] * factor[side] for kind, side in zip(pattern, sides, strict=True)]
    for counting, printed in ((near_only, r), (near_or_outside, mdc)):
        found = signals_of(y, counting)
        marks = [
            "X" if outside else "2" if two else "."
            for outside, two in zip(found.outside[0], found.two_of_three[0], strict=True)
        ]
        assert "".join(marks) == printed
        assert set(found.two_of_three[0].tolist()) <= {0, flip}


def test_limits_are_strict():
    found = signals_of([3, 1, 2, 2, 1, 2, -3])
    assert not found.outside.any()
    assert not found.two_of_three.any(), "exactly two sigma is not beyond two sigma"
    assert not signals_of([-2, -2, -1]).two_of_three.any()
    assert signals_of([3.01, -3.01]).outside[0].tolist() == [1, -1]


def test_seven_on_the_mean_are_no_shift():
    """methods.md 6.5: nhspy's test expects one; R and we do not."""
    assert not signals_of([0] * 9).shift.any()


def test_a_mean_that_rounds_is_still_the_mean():
    y, mean = np.array([[0.1, 0.2, 0.3]]), np.mean([0.1, 0.2, 0.3])
    assert mean != 0.2
    lines = ControlLimits(*(np.full((1, 3), mean + k) for k in (0, -1, 1, -0.6, 0.6)))
    assert side_of_mean(y, lines)[0].tolist() == [-1, 0, 1]
    assert side_of_mean(y + 1e-8, lines)[0].tolist() == [-1, 1, 1]
    assert side_of_mean(y - 1e-8, lines)[0].tolist() == [-1, -1, 1]
    assert side_of_mean(y + 5e-10, lines)[0].tolist() == [-1, 0, 1]
    assert side_of_mean(y - 5e-10, lines)[0].tolist() == [-1, 0, 1]


@pytest.mark.parametrize(("mean", "reach"), [(0.0, 1.0), (0.0, 100.0), (1000.0, 1000.0)])
def test_on_the_mean_is_a_billionth_of_the_way_to_the_limit(mean, reach):
    lines = ControlLimits(*(np.full((1, 5), mean + k * reach) for k in (0, -1, 1, -2 / 3, 2 / 3)))
    y = mean + 1e-9 * reach * np.array([[-1.005, -0.995, 0, 0.995, 1.005]])
    assert side_of_mean(y, lines)[0].tolist() == [-1, 0, 0, 0, 1]


def test_a_gap_ends_everything():
    """Ours, methods.md 6.4 (issue #156)."""
    gap = np.nan
    assert not signals_of([1, 1, 1, gap, 1, 1, 1, 1]).shift.any()
    assert not signals_of([0.1, 0.2, 0.3, gap, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]).rising.any()
    assert not signals_of([2.5, gap, 2.5, 1]).two_of_three.any()
    assert signals_of([1, gap, *[1] * 7]).shift[0].tolist() == [0, 0] + [1] * 7


def test_a_run_may_be_six():
    """Making Data Count's Excel lets the user choose 6 or 7."""
    assert signals_of([1] * 6 + [-1], run=6).shift[0].tolist() == [1] * 6 + [0]
    assert signals_of([0.6, 0.5, 0.4, 0.3, 0.2, 0.1], run=6).falling.all()
    assert not signals_of([0.6, 0.5, 0.4, 0.3, 0.2, 0.1]).falling.any()
    assert RUN == 7


def test_a_new_group_ends_everything():
    y = np.array([[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]])
    lines = ControlLimits(*(np.full(y.shape, v, dtype=float) for v in (0, -3, 3, -2, 2)))
    whole = find_signals(y, lines, joined(y))
    split = find_signals(y, lines, joined(y, [0, 0, 0, 0, 1, 1, 1, 1]))
    assert whole.rising.all()
    assert whole.shift.all()
    assert not split.rising.any()
    assert not split.shift.any()


def test_without_limits_nothing_is_found():
    y = np.arange(10.0)[None, :]
    found = find_signals(y, ControlLimits(*(np.full(y.shape, np.nan) for _ in range(5))), joined(y))
    assert not any(np.any(line) for line in found)


def test_a_point_on_the_mean_of_months_that_never_move_lies_on_neither_side():
    level = np.full((1, 3), 5.0)
    still = ControlLimits(level, level, level, level, level)
    assert side_of_mean(np.array([[5.0, 4.0, 6.0]]), still).tolist() == [[0, -1, 1]]
