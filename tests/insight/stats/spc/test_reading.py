"""Whole charts: the printed labels, and every point against a reading one point at a time."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from insight.model import Better
from insight.stats.spc.assurance import Assurance
from insight.stats.spc.labels import Rule
from insight.stats.spc.limits import average_range
from insight.stats.spc.reading import (
    MAKING_DATA_COUNT,
    assurance_icons,
    read_series,
    variation_icons,
)
from insight.stats.spc.rules import near_or_outside
from insight.stats.spc.variation import Variation

from . import oracle, twin
from .plot_the_dots import PLOT_THE_DOTS, near_only, screened_range

MDC, R = MAKING_DATA_COUNT, PLOT_THE_DOTS
UP, DOWN, NEITHER = Better.HIGHER.sign, Better.LOWER.sign, Better.NEITHER.sign
BOTH_SPREADS = (average_range, screened_range)
BOTH_VARIANTS = (near_only, near_or_outside)

NAMES = {
    (Rule.OUTSIDE, 1): "hi", (Rule.OUTSIDE, -1): "lo", (Rule.TREND, 1): "T+", (Rule.TREND, -1): "T-",
    (Rule.TWO_OF_THREE, 1): "2+", (Rule.TWO_OF_THREE, -1): "2-", (Rule.SHIFT, 1): "S+", (Rule.SHIFT, -1): "S-",
    (Rule.COMMON_CAUSE, 0): ".", (Rule.NOT_JUDGED, 0): "?",
}  # fmt: skip


def labels(series, book=MDC, group=0, baseline=None):
    """The shorthand labels of one series, in one string."""
    found = read_series([series], UP, group, baseline, book).labels
    return " ".join(NAMES[pair] for pair in zip(found.rule[0], found.sign[0], strict=True))


def dots(number: int) -> str:
    return " ".join(["."] * number)


@pytest.mark.parametrize("spread", BOTH_SPREADS)
@pytest.mark.parametrize("counting", BOTH_VARIANTS)
class TestLabelsAlikeInBothVariants:
    """methods.md 6.5, labels on whole series where every setting gives the same."""

    def test_a(self, spread, counting):
        book = replace(MDC, spread=spread, counting=counting)
        assert labels(oracle.A, book) == f"{dots(4)} hi {dots(13)}"

    def test_b1(self, spread, counting):
        book = replace(MDC, spread=spread, counting=counting)
        assert labels(oracle.B1, book) == f"{dots(14)} hi {dots(5)}"

    def test_g_issue_143(self, spread, counting):
        book = replace(MDC, spread=spread, counting=counting)
        assert labels(oracle.G, book) == dots(16)
        limits = read_series([oracle.G], UP, book=book).limits
        assert limits.near_upper[0, 14] < 5.5 < limits.upper[0, 14]
        assert limits.lower[0, 15] < -5.5 < limits.near_lower[0, 15]

    def test_j_issue_200(self, spread, counting):
        book = replace(MDC, spread=spread, counting=counting)
        assert labels(oracle.J, book) == "lo T+ T+ T+ T+ T+ T+ hi T- T- T- T- T- T-"


def test_b_screened_is_all_common_cause():
    assert labels(oracle.B20, R) == dots(20)


def test_j_limits():
    limits = read_series([oracle.J], UP).limits
    assert [float(line[0, 0]) for line in limits[:3]] == pytest.approx([3.5, 0.84, 6.16])


def test_l_is_guarded_when_screened():
    """methods.md 6.5 l: without the guard R's arithmetic gives lo, lo, lo, lo, hi."""
    assert labels(oracle.L, R) == "? ? ? ? ?"


@pytest.mark.parametrize(
    ("series", "r", "mdc"),
    [
        (oracle.M1, ". hi .", "2+ hi ."),
        (oracle.M2, "hi . .", "hi . 2+"),
        (oracle.M3, "2+ . 2+ .", "2+ . 2+ ."),
        (oracle.M4, "S+ S+ S+ S+ S+ S+ S+", "S+ S+ S+ S+ S+ S+ S+"),
        (oracle.M5, "S+ S+ S+ S+ S+ S+ .", "S+ S+ S+ S+ S+ S+ ."),
    ],
    ids=["m1", "m2", "m3", "m4", "m5"],
)
def test_two_of_three_and_shift_after_a_baseline(series, r, mdc):
    """methods.md 6.5 m, from the rules: baseline 12, mean 10, limits 4.68 and 15.32, near 6.453333 and 13.546667."""
    shift_at_12 = series in (oracle.M4, oracle.M5)
    before = f"{dots(11)} S+" if shift_at_12 else dots(12)
    assert labels(series, R, baseline=12) == f"{before} {r}"
    assert labels(series, MDC, baseline=12) == f"{before} {mdc}"

    limits = read_series([series], UP, baseline=12).limits
    found = [float(line[0, -1]) for line in limits]
    assert found == pytest.approx([10, 4.68, 15.32, 6.453333, 13.546667], abs=5e-7)


def test_r_rebased_is_common_cause_and_unrebased_is_special_throughout():
    """methods.md 6.5 r."""
    assert labels(oracle.R, R, group=np.repeat([0, 1], 12)) == dots(24)
    assert "." not in labels(oracle.R, R)


def test_j_as_improvement_by_both_books():
    """methods.md 6.5 j: R by the label; Making Data Count lets improvement win (issues #194, #200)."""
    good, bad = Variation.IMPROVEMENT_HIGH, Variation.CONCERN_LOW
    by_label = read_series([oracle.J], UP, book=replace(R, spread=average_range)).variation
    assert by_label[0].tolist() == [bad] + [good] * 6 + [good] + [bad] * 6
    assert read_series([oracle.J], UP).variation[0].tolist() == [good] * 11 + [bad] * 3


def test_j_when_decrease_is_improvement():
    low, high = Variation.IMPROVEMENT_LOW, Variation.CONCERN_HIGH
    found = read_series([oracle.J], DOWN).variation[0].tolist()
    assert found == [low] * 2 + [high] * 5 + [low] * 7
    by_label = read_series([oracle.J], DOWN, book=replace(R, spread=average_range)).variation[0].tolist()
    assert by_label == [low] + [high] * 7 + [low] * 6


def test_j_without_a_better_direction_follows_the_label():
    low, high = Variation.NEUTRAL_LOW, Variation.NEUTRAL_HIGH
    assert read_series([oracle.J], NEITHER).variation[0].tolist() == [low] + [high] * 7 + [low] * 6


def test_each_series_has_its_own_polarity():
    found = read_series([oracle.A] * 3, [UP, NEITHER, DOWN]).variation[:, 4].tolist()
    assert found == [Variation.IMPROVEMENT_HIGH, Variation.NEUTRAL_HIGH, Variation.CONCERN_HIGH]
    upside_down = -np.array([oracle.A] * 3)
    found = read_series(upside_down, [UP, NEITHER, DOWN]).variation[:, 4].tolist()
    assert found == [Variation.CONCERN_LOW, Variation.NEUTRAL_LOW, Variation.IMPROVEMENT_LOW]


def test_the_icon_is_that_of_the_latest_point():
    """methods.md 6.3."""
    y = np.full((4, 15), np.nan)
    y[0, :14], y[1, :14], y[2, :8] = oracle.J, oracle.J[::-1], oracle.J[:8]
    found = variation_icons(read_series(y, UP), y)
    assert found.tolist() == [
        Variation.CONCERN_LOW, Variation.CONCERN_LOW, Variation.IMPROVEMENT_HIGH, Variation.NOT_JUDGED,
    ]  # fmt: skip
    assert found.dtype == np.int8


def test_assurance_stands_on_the_latest_groups_limits():
    """methods.md 6.3 (issue #172)."""
    y = [[1, 2, 1, 2, 1, 2, 1, 2, 11, 12, 11, 12, 11, 12, 11, 12]]
    group = np.repeat([0, 1], 8)
    found = read_series(y, UP, group)
    assert assurance_icons(found, y, 5, UP).tolist() == [Assurance.CONSISTENTLY_PASSES]
    assert assurance_icons(found, y, 5, DOWN).tolist() == [Assurance.CONSISTENTLY_FAILS]
    assert assurance_icons(found, y, 11.6, UP).tolist() == [Assurance.HIT_OR_MISS]
    assert assurance_icons(read_series(y, UP), y, 5, UP).tolist() == [Assurance.HIT_OR_MISS]


def test_a_point_that_ends_a_rise_is_never_called_falling():
    """Ours: where the next point starts another rise, R's rule would take the drop between the two as this one's sign."""
    series = [1, 2, 3, 4, 5, 6, 7, 3, 4, 5, 6, 7, 8, 9]
    found = read_series([series], UP, book=replace(MDC, spread=lambda ranges, _: np.full(ranges.shape, 5.0)))
    assert found.labels.rule[0].tolist() == [Rule.TREND] * 14
    assert found.labels.sign[0].tolist() == [1] * 14


def test_the_two_books_say_who_they_are():
    with pytest.raises(FrozenInstanceError):
        MDC.run = 6  # type: ignore[misc]
    assert (MDC.name, MDC.run) == ("Making Data Count", 7)
    assert (R.name, R.run) == ("NHSRplotthedots", 7)


def test_the_codes_are_kept():
    assert [(r.name, r.value) for r in Rule] == [
        ("NOT_JUDGED", -1), ("COMMON_CAUSE", 0), ("OUTSIDE", 1), ("TREND", 2), ("TWO_OF_THREE", 3), ("SHIFT", 4),
    ]  # fmt: skip
    assert [(v.name, v.value) for v in Variation] == [
        ("NOT_JUDGED", -1), ("COMMON_CAUSE", 0), ("IMPROVEMENT_HIGH", 1), ("IMPROVEMENT_LOW", 2),
        ("CONCERN_HIGH", 3), ("CONCERN_LOW", 4), ("NEUTRAL_HIGH", 5), ("NEUTRAL_LOW", 6),
    ]  # fmt: skip
    found = read_series([oracle.J], UP)
    assert {a.dtype for a in (found.variation, *found.labels)} == {np.dtype(np.int8)}


# Runs and ramps, so that rules have something to find; gaps and rebases, so that they have something to mind.
stretch = st.one_of(
    st.lists(st.integers(-12, 12), min_size=1, max_size=6),
    st.tuples(st.integers(-9, 9), st.sampled_from([-1, 0, 1]), st.integers(5, 10)).map(
        lambda t: [t[0] + t[1] * i for i in range(t[2])]
    ),
    st.just([float("nan")]),
)
one_series = st.lists(stretch, min_size=1, max_size=6).map(lambda parts: [float(v) for part in parts for v in part])


@settings(max_examples=300)
@given(
    st.lists(st.tuples(one_series, st.sampled_from([1, 0, -1]), st.integers(0, 40)), min_size=1, max_size=3),
    st.sampled_from([(MDC, twin.MDC), (R, twin.R)]),
    st.sampled_from([None, 5]),
    st.sampled_from([7, 6, 4]),
)
def test_every_point_agrees_with_a_reading_by_hand(chosen, books, baseline, run):
    fast_book, slow_book = replace(books[0], run=run), replace(books[1], run=run)
    months = max(len(series) for series, *_ in chosen)
    y = np.full((len(chosen), months), np.nan)
    group = np.zeros(y.shape, dtype=int)
    for row, (series, _, rebase) in enumerate(chosen):
        y[row, : len(series)] = series
        group[row, rebase:] = 1
    polarity = [p for _, p, _ in chosen]

    found = read_series(y, polarity, group, baseline, fast_book)

    meaning = {
        (1, 1): 1, (1, -1): 2, (-1, 1): 3, (-1, -1): 4, (0, 1): 5, (0, -1): 6, (0, 0): 0,
    }  # fmt: skip
    for row in range(len(chosen)):
        points, closest = twin.read(y[row].tolist(), group[row].tolist(), polarity[row], slow_book, baseline)
        assume(closest > 1e-9)
        assert found.labels.rule[row].tolist() == [p[0] for p in points]
        assert found.labels.sign[row].tolist() == [p[1] for p in points]
        expected = [-1 if label == -1 else meaning[good, shown] for label, _, good, shown in points]
        assert found.variation[row].tolist() == expected


def test_series_are_read_alike_however_many_at_once():
    rng = np.random.default_rng(7)
    y = np.round(rng.normal(90, 3, (400, 60)), 1)
    y[rng.random(y.shape) < 0.05] = np.nan
    together = read_series(y, UP)
    apart = [read_series(y[i : i + 50], UP) for i in range(0, 400, 50)]
    assert np.array_equal(together.labels.rule, np.concatenate([a.labels.rule for a in apart]))
    assert np.array_equal(together.variation, np.concatenate([a.variation for a in apart]))
