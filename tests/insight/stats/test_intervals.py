"""Intervals against published numbers and a slow search for the same limits."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, norm

from insight.stats.intervals import Z95, Z998, Interval, clopper_pearson, newcombe, wilson, wilson_proportion

from . import twins

# methods.md 1.1: PHEindicatormethods testdata_Byars_Wilson.xlsx and testdata_Proportion.xlsx; the last four rows and
# the 99.8% cells of 2/200 and 130/200 computed there. Digits as printed.
WILSON = [
    (65, 100, "0.552544432969", "0.736357517569", "0.495494657407", "0.778354061409"),
    (1045, 5000, "0.197955498800", "0.220491303732", "0.191793817990", "0.227315629025"),
    (9856, 12345, "0.791210175291", "0.805364007361", "0.786992410842", "0.809306141259"),
    (2, 200, "0.002746658134", "0.035721761716", "0.001511393188", "0.063148906156"),
    (130, 200, "0.581634643360", "0.712711758726", "0.541113776366", "0.745214703426"),
    (0.445, 1, "0.043817448", "0.933462128", "0.019347006", "0.970225995"),
    (1, 100, "0.001767432", "0.054486196", "0.000873066", "0.104554453"),
    (222, 3215, "0.060791690", "0.078339567", "0.056471020", "0.084184142"),
    (5, 10, "0.236593090513", "0.763406909487", "0.150543672094", "0.849456327906"),
    (0, 10, "0", "0.277532799863", "0", "0.488478900453"),
    (10, 10, "0.722467200137", "1", "0.511521099547", "1"),
    (0, 1, "0", "0.793450685623", "0", "0.905209098499"),
]


def as_printed(number: float, printed: str) -> bool:
    """Whether a number rounds to what the source prints."""
    digits = len(printed.partition(".")[2])
    return abs(float(number) - float(printed)) <= 0.5000001 * 10**-digits


@pytest.mark.parametrize("row", WILSON)
def test_wilson_gives_the_published_limits(row):
    x, n, low95, high95, low998, high998 = row
    at95, at998 = wilson(x, n), wilson(x, n, Z998)

    assert as_printed(at95.lower, low95)
    assert as_printed(at95.upper, high95)
    assert as_printed(at998.lower, low998)
    assert as_printed(at998.upper, high998)


def test_the_ends_are_pinned_exactly():
    nobody, everybody = wilson([0, 0, 0], [3, 7, 1e6]), wilson([3, 7, 1e6], [3, 7, 1e6], Z998)

    assert nobody.lower.tolist() == [0, 0, 0]
    assert everybody.upper.tolist() == [1, 1, 1]
    assert np.all(nobody.upper < 1)
    assert np.all(everybody.lower > 0)


def test_the_constants_are_quantiles_of_the_normal_distribution():
    assert pytest.approx(norm.ppf([0.975, 0.999]), rel=1e-15) == [Z95, Z998]


def test_missing_in_missing_out():
    lower, upper = wilson([np.nan, 5, np.nan], [10, np.nan, np.nan])
    assert np.isnan(lower).all()
    assert np.isnan(upper).all()

    lower, upper = wilson_proportion([np.nan, 0, 1, 0.5], [10, np.nan, np.nan, np.nan])
    assert np.isnan(lower).all()
    assert np.isnan(upper).all()


@pytest.mark.parametrize(
    ("x", "n"), [(-0.1, 10), (1, 0), (0, 0), (1, -1), (10.1, 10), ([1, 11], [10, 10]), ([-1, 1], 10), ([0, 1], [0, 9])]
)
def test_impossible_counts_are_errors_not_numbers(x, n):
    with pytest.raises(ValueError, match="between 0 and its base"):
        wilson(x, n)


@pytest.mark.parametrize(
    ("p", "n"),
    [
        (-0.1, 10),
        (1.1, 10),
        (0.5, 0),
        (0.5, -3),
        (1 + 1.005e-12, 10),
        (-1.005e-12, 10),
        ([-0.1, 0.5], 10),
        ([1.1, 0.5], 10),
        (0.5, [0, 9]),
    ],
)
def test_impossible_proportions_are_errors_not_numbers(p, n):
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson_proportion(p, n)


def test_the_last_bit_of_a_weighted_sum_is_forgiven():
    n = np.array([*range(3, 60), 1e6])
    for all_of_them in (1.0, np.nextafter(1, 2), 1 + 0.995e-12):
        assert wilson_proportion(all_of_them, n).lower.tolist() == wilson_proportion(1, n).lower.tolist()
        assert wilson_proportion(all_of_them, n).upper.tolist() == [1] * 58
    for none_of_them in (0.0, -1e-13, -0.995e-12):
        assert wilson_proportion(none_of_them, n).lower.tolist() == [0] * 58
        assert wilson_proportion(none_of_them, n).upper.tolist() == wilson_proportion(0, n).upper.tolist()


@given(st.floats(0, 1), st.floats(0.5, 1e6), st.sampled_from([Z95, Z998]))
def test_limits_lie_z_standard_errors_from_the_proportion(p, n, z):
    lower, upper = wilson_proportion(p, n, z)
    slow_lower, slow_upper = twins.wilson_by_search(p, n, z)

    assert lower == pytest.approx(slow_lower, abs=1e-7)
    assert upper == pytest.approx(slow_upper, abs=1e-7)


@given(st.integers(0, 500), st.integers(1, 500))
def test_both_forms_of_wilson_agree(x, n):
    x = min(x, n)
    assert wilson_proportion(x / n, n).lower == pytest.approx(wilson(x, n).lower, abs=1e-12)
    assert wilson_proportion(x / n, n).upper == pytest.approx(wilson(x, n).upper, abs=1e-12)


def test_intervals_broadcast_over_tables():
    assert wilson(np.ones((4, 1)), np.full(3, 10)).lower.shape == (4, 3)


# 5 of 10 as in any textbook; the others from the tails of the binomial distribution, added up term by term.
EXACT = [
    (5, 10, "0.1871", "0.8129"),
    (0, 10, "0", "0.3085"),
    (10, 10, "0.6915", "1"),
    (34, 35, "0.8508", "0.9993"),
    (180, 200, "0.8498", "0.9378"),
]


@pytest.mark.parametrize("row", EXACT)
def test_the_exact_interval_gives_the_printed_limits(row):
    x, n, lower, upper = row
    limits = clopper_pearson(x / n, n)

    assert as_printed(limits.lower, lower)
    assert as_printed(limits.upper, upper)


@given(st.integers(0, 120), st.integers(1, 120), st.sampled_from([Z95, Z998]))
def test_at_each_exact_limit_what_was_seen_is_as_rare_as_was_asked(x, n, z):
    x = min(x, n)
    assert list(clopper_pearson(x / n, n, z)) == pytest.approx(twins.exact_by_search(x, n, norm.sf(z)), abs=1e-9)


@given(st.floats(0, 1), st.floats(0.5, 1e5))
def test_a_base_that_is_not_whole_lies_between_its_neighbours(p, n):
    (less, more), (lower, upper) = clopper_pearson(p, [n, n + 1]), clopper_pearson(p, n + 0.5)
    assert less[0] - 1e-9 <= lower <= less[1] + 1e-9
    assert more[1] - 1e-9 <= upper <= more[0] + 1e-9
    assert lower <= p + 1e-12 and p <= upper + 1e-12


def test_missing_and_impossible_of_the_exact_interval_are_those_of_the_other():
    lower, upper = clopper_pearson([np.nan, 0, 1, 0.5], [10, np.nan, np.nan, np.nan])
    assert np.isnan(lower).all() and np.isnan(upper).all()
    with pytest.raises(ValueError, match="between 0 and 1"):
        clopper_pearson(1.1, 10)


def one_sided_errors(interval: Interval, n: int, truth: float) -> tuple[float, float]:
    """How often limits of 0 to n of n lie wholly below the true share, and wholly above it: exact, every outcome with its chance."""
    chances = binom.pmf(np.arange(n + 1), n, truth)
    return float(chances[interval.upper < truth].sum()), float(chances[interval.lower > truth].sum())


def test_few_places_mostly_good_are_called_different_as_seldom_as_is_said_and_were_not_before():
    """docs/decisions.md, 30: areas of 10 to 400 places, of which 90 to 99.6 in 100 are good everywhere."""
    worst = dict.fromkeys((clopper_pearson, wilson_proportion), 0.0)
    for n in range(10, 401):
        for interval, most in worst.items():
            limits = interval(np.arange(n + 1) / n, n)
            errors = [one_sided_errors(limits, n, truth) for truth in np.arange(0.9, 0.9961, 0.002)]
            worst[interval] = max(most, *(max(each) for each in errors))
    assert worst[clopper_pearson] <= 0.025
    assert worst[wilson_proportion] == pytest.approx(0.163, abs=0.001)
    assert one_sided_errors(wilson_proportion(np.arange(36) / 35, 35), 35, 0.996)[0] == pytest.approx(0.131, abs=0.001)


# methods.md 1.3: the eight examples of Newcombe 1998 (Statistics in Medicine 17:873), method 10.
NEWCOMBE = [
    (56, 70, 48, 80, "0.2000", "0.0524", "0.3339"),
    (9, 10, 3, 10, "0.6000", "0.1705", "0.8090"),
    (6, 7, 2, 7, "0.5714", "0.0582", "0.8062"),
    (5, 56, 0, 29, "0.0893", "-0.0381", "0.1926"),
    (0, 10, 0, 20, "0.0000", "-0.1611", "0.2775"),
    (0, 10, 0, 10, "0.0000", "-0.2775", "0.2775"),
    (10, 10, 0, 20, "1.0000", "0.6791", "1.0000"),
    (10, 10, 0, 10, "1.0000", "0.6075", "1.0000"),
]


@pytest.mark.parametrize("row", NEWCOMBE)
def test_newcombe_gives_the_published_limits(row):
    x1, n1, x2, n2, d, lower, upper = row
    difference = newcombe(x1 / n1, n1, x2 / n2, n2)

    assert as_printed(difference.value, d)
    assert as_printed(difference.lower, lower)
    assert as_printed(difference.upper, upper)


@given(st.floats(0, 1), st.floats(1, 1e5), st.floats(0, 1), st.floats(1, 1e5))
def test_swapping_two_groups_turns_the_difference_round(p1, n1, p2, n2):
    there, back = newcombe(p1, n1, p2, n2, Z998), newcombe(p2, n2, p1, n1, Z998)

    assert there.lower == pytest.approx(-back.upper, abs=1e-12)
    assert there.upper == pytest.approx(-back.lower, abs=1e-12)
    assert there.lower <= there.value + 1e-12
    assert there.value <= there.upper + 1e-12


def test_a_wider_confidence_gives_a_wider_difference():
    at95, at998 = newcombe(0.7, 200, 0.6, 150), newcombe(0.7, 200, 0.6, 150, Z998)
    assert at998.lower < at95.lower < at95.upper < at998.upper
    assert not math.isnan(at998.lower)
