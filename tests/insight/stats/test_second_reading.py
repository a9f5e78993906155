"""Estimates with hidden members, shrinkage, gradients and ranks: published and computed oracles, and simulated error rates."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.model import Better
from insight.stats.determined import RowSpace
from insight.stats.gradient import FEWEST_PRACTICES, relative_ranks, weighted_slope
from insight.stats.heterogeneity import PrecisionSums, add_up, between_variance
from insight.stats.hidden import effective_with_hidden
from insight.stats.intervals import wilson_proportion
from insight.stats.rank_simulation import rank_range
from insight.stats.rollup import roll_up
from insight.stats.shrinkage import probability_above, probability_below, shrink

DEFF = 1.54
WEIGHT, REPLIES, HIDDEN = np.array([120.0, 300.0, 80.0]), np.array([100.0, 110.0, 95.0]), np.array([60.0, 30.0])


def _estimate(p: np.ndarray, w: np.ndarray, n: np.ndarray, hidden: np.ndarray) -> tuple[float, float, float]:
    """p_F, tau2 and the effective base that allows for the hidden members."""
    rolled = roll_up(w, p, n, DEFF, footprint=np.zeros(len(p), dtype=int), footprints=1)
    share = float(rolled.proportion[0])
    tau2 = float(between_variance(add_up(p, n / DEFF), share * (1 - share)))
    base = effective_with_hidden(
        share, rolled.effective_base[0], tau2,
        shown=(w.sum(), (w**2).sum()), hidden=(hidden.sum(), (hidden**2).sum()),
    )  # fmt: skip
    return share, tau2, float(base)


@pytest.mark.parametrize(
    ("p", "tau2", "base", "limits"),
    [
        ([0.55, 0.80, 0.90], 0.02879587, 100.301317, (0.663531, 0.829584)),
        ([0.70, 0.80, 0.90], 0.00710415, 136.160915, (0.716280, 0.851695)),
    ],
)
def test_hidden_members_widen_the_interval_as_computed_by_hand(p, tau2, base, limits):
    """methods.md 23.1."""
    share, between, effective = _estimate(np.array(p), WEIGHT, REPLIES, HIDDEN)
    if p[0] == 0.55:
        shown = roll_up(WEIGHT, np.array(p), REPLIES, DEFF, footprint=np.zeros(3, dtype=int), footprints=1)
        assert (share, float(shown.effective_base[0])) == pytest.approx((0.756, 157.678233), abs=5e-7)
        without = wilson_proportion(share, shown.effective_base[0])
        assert [float(limit) for limit in without] == pytest.approx((0.683397, 0.816426), abs=5e-7)
    assert between == pytest.approx(tau2, abs=5e-9)
    assert effective == pytest.approx(base, abs=5e-7)
    assert [float(limit) for limit in wilson_proportion(share, effective)] == pytest.approx(limits, abs=5e-7)


def test_nobody_hidden_changes_nothing():
    base = effective_with_hidden(0.756, 157.678, 0.03, shown=(500.0, 1e5), hidden=(0.0, 0.0))
    assert base == pytest.approx(157.678)
    assert effective_with_hidden(1.0, 80.0, 0.03, shown=(500.0, 1e5), hidden=(90.0, 4500.0)) == 80.0
    assert np.isnan(effective_with_hidden(np.nan, 80.0, 0.0, shown=(500.0, 1e5), hidden=(90.0, 4500.0)))


def test_hidden_members_count_in_whatever_unit_their_weights_are():
    whole = effective_with_hidden(0.756, 157.678, 0.03, shown=(500.0, 1e5), hidden=(90.0, 4500.0))
    shares = effective_with_hidden(0.756, 157.678, 0.03, shown=(5.0, 10.0), hidden=(0.9, 0.45))
    assert shares == pytest.approx(whole) and shares < 157.678


@pytest.mark.parametrize("share_hidden", [0.0, 0.08, 0.2])
def test_the_interval_holds_the_truth_at_least_94_times_in_100(share_hidden):
    """Practices differ (s.d. 8 points), are sampled alike, and those nobody may see are hidden at random."""
    random, held, runs = np.random.default_rng(1), 0, 1500
    for _ in range(runs):
        truth = np.clip(random.normal(0.75, 0.08, 60), 0.3, 0.98)
        weight = random.gamma(4, 25, 60)
        replies = np.full(60, 110.0)
        seen = random.binomial(71, truth) / 71  # 110 replies at a design effect of 1.54
        hides = np.arange(60) < round(60 * share_hidden)
        share, _, base = _estimate(seen[~hides], weight[~hides], replies[~hides], weight[hides])
        lower, upper = wilson_proportion(share, base)
        held += bool(lower <= (truth * weight).sum() / weight.sum() <= upper)
    assert 0.94 <= held / runs <= 0.985


def test_sums_of_parts_are_the_sums_of_the_whole():
    p, a = np.array([0.5, 0.6, np.nan, 0.9]), np.array([10.0, 20.0, 5.0, 0.0])
    whole, first, second = add_up(p, a), add_up(p[:1], a[:1]), add_up(p[1:], a[1:])
    assert [float(x) for x in whole] == pytest.approx([float(x + y) for x, y in zip(first, second, strict=True)])
    assert float(whole.members) == 2


def test_however_little_an_organisation_is_worth_it_counts():
    """Weights bring effective bases under 1; what is worth nothing at all is left out."""
    assert add_up([0.5, 0.6, 0.7], [0.5, 1.0, 0.0]).members == 2
    assert add_up([0.5, 0.6], [0.5, 1.0]).precision == 1.5
    found = shrink([0.4, 0.9, 0.7], [0.5, 1.0, 0.0])
    assert np.isnan(found.estimate).tolist() == [False, False, True]


def test_two_members_that_differ_have_a_variance_between():
    # Q = 100 (0.2 x 0.2 + 0.2 x 0.2) / 0.25 = 32; tau2 = (32 - 1) 0.25 / (200 - 20,000/200).
    assert between_variance(add_up([0.4, 0.8], [100, 100]), 0.25) == pytest.approx(0.0775)


def test_one_member_or_none_has_no_variance_between():
    assert between_variance(add_up([0.7], [50]), 0.21) == 0
    assert between_variance(add_up([], []), 0.21) == 0
    assert between_variance(PrecisionSums(*np.ones(5)), 0.0) == 0


PEOPLE, REPLIED = np.array([60, 72, 110, 45, 90, 140]), np.array([100, 100, 150, 90, 110, 200])


def test_shrunken_estimates_as_computed_by_hand():
    """methods.md 23.3."""
    found = shrink(PEOPLE / REPLIED, REPLIED)
    assert found.between == pytest.approx(0.00846063, abs=5e-9)
    assert found.mean == pytest.approx(0.680671, abs=5e-7)
    assert found.reliability == pytest.approx([0.798010, 0.798010, 0.855619, 0.780493, 0.812938, 0.887659], abs=5e-7)
    assert found.estimate == pytest.approx([0.616295, 0.712056, 0.725730, 0.539659, 0.792459, 0.697829], abs=5e-7)


@given(st.lists(st.tuples(st.floats(0.05, 0.95), st.integers(10, 400)), min_size=2, max_size=30))
def test_every_estimate_lies_between_the_figure_and_the_mean(orgs):
    p, n = (np.array(column) for column in zip(*orgs, strict=True))
    found = shrink(p, n)
    low, high = np.minimum(p, found.mean), np.maximum(p, found.mean)
    assert np.all((low - 1e-12 <= found.estimate) & (found.estimate <= high + 1e-12))
    assert np.all((found.reliability >= 0) & (found.reliability <= 1))


def test_alike_organisations_are_all_at_the_mean():
    found = shrink([0.7, 0.7, 0.7], [50, 100, 150])
    assert found.estimate == pytest.approx([0.7] * 3)
    assert probability_below(found, 0.8).tolist() == [1.0] * 3
    assert probability_above(found, 0.8).tolist() == [0.0] * 3
    assert np.isnan(probability_below(found, np.nan)).all()
    # At the mean itself nobody lies beyond it, on either side.
    assert [each(found, found.mean).tolist() for each in (probability_below, probability_above)] == [[0.0] * 3] * 2


def test_where_everybody_is_content_chance_moves_nobody():
    found = shrink([1.0, 1.0], [50, 60])
    assert (found.mean, found.reliability.tolist(), found.estimate.tolist()) == (1.0, [1.0, 1.0], [1.0, 1.0])


def test_missing_figures_stay_missing():
    found = shrink([0.7, np.nan, 0.8, 0.6], [100, 100, np.nan, 90])
    assert np.isnan(found.estimate).tolist() == [False, True, True, False]
    assert np.isnan(probability_below(found, 0.7)).tolist() == [False, True, True, False]
    assert np.isnan(shrink([np.nan], [10]).mean)


def test_the_two_probabilities_and_the_distance():
    found = shrink(PEOPLE / REPLIED, REPLIED)
    assert probability_below(found, 0.7) + probability_above(found, 0.7) == pytest.approx(np.ones(6))
    assert np.all(probability_below(found, 0.7, 0.05) < probability_below(found, 0.7))
    assert probability_above(found, 0.7, 0.05) == pytest.approx(1 - probability_below(found, 0.75))
    assert probability_below(found, 0.7)[3] > 0.999


def test_ninety_percent_likely_comes_true_ninety_times_in_a_hundred():
    """Of organisations said to lie under the comparator with probability q, about a share q does."""
    random = np.random.default_rng(2)
    said, true = [], []
    for _ in range(150):
        truth = np.clip(random.normal(0.72, 0.08, 80), 0.2, 0.98)
        base = random.integers(40, 120, 80)
        found = shrink(random.binomial(base, truth) / base, base)
        said.append(probability_below(found, 0.72))
        true.append(truth < 0.72)
    chance, came = np.concatenate(said), np.concatenate(true)
    for low, high in ((0.5, 0.75), (0.75, 0.9), (0.9, 0.99)):
        group = (chance >= low) & (chance < high)
        assert came[group].mean() == pytest.approx(chance[group].mean(), abs=0.025)


DEPRIVED = [8000, 5000, 12000, 7000, 9000, 6000, 10000, 4000]


def test_the_slope_is_that_of_statsmodels_with_hc3():
    """methods.md 23.2: WLS, cov_type HC3, use_t."""
    found = weighted_slope(DEPRIVED, [68, 74, 70, 77, 75, 80, 79, 83])
    assert (found.slope, found.error) == pytest.approx((14.566623, 2.709525), abs=5e-7)
    assert (found.lower, found.upper) == pytest.approx((7.936656, 21.196591), abs=5e-7)
    # The line goes through both weighted means, and that of relative ranks is one half.
    middle = np.average([68, 74, 70, 77, 75, 80, 79, 83], weights=DEPRIVED)
    assert found.at_most_deprived == pytest.approx(middle - found.slope / 2)


def test_under_twenty_practices_there_is_no_slope():
    """methods.md 23.2."""
    assert FEWEST_PRACTICES == 20


def test_ranks_of_patients_run_from_most_to_least_deprived():
    assert relative_ranks([1, 1, 2]) == pytest.approx([0.125, 0.375, 0.75])
    with pytest.raises(ValueError, match="three practices"):
        weighted_slope([1, 2], [70, 80])


def test_without_a_gradient_one_in_twenty_is_called_clear():
    random, runs = np.random.default_rng(3), 2000
    clear = 0
    for _ in range(runs):
        people = random.gamma(4, 2500, 60)
        found = weighted_slope(people, random.normal(75, 8, 60) + random.normal(0, 5, 60))
        clear += bool(found.lower > 0 or found.upper < 0)
    assert 0.035 <= clear / runs <= 0.07


def test_a_rank_holds_the_truth_and_is_narrower_than_overlapping_intervals():
    """methods.md 23.4: 42 footprints, spread 3.5 points, n_eff 11,000: mean width 7.0, coverage 97.4%."""
    random = np.random.default_rng(4)
    held, width = [], []
    for _ in range(60):
        truth = random.normal(0.75, 0.035, 42)
        error = np.sqrt(truth * (1 - truth) / 11_000)
        seen = truth + random.normal(0, error)
        found = rank_range(seen, seen - 1.96 * error, seen + 1.96 * error, Better.HIGHER.sign)
        rank = (-truth).argsort().argsort() + 1
        held.append((found.best <= rank) & (rank <= found.worst))
        width.append(found.worst - found.best)
    assert 0.95 <= np.mean(held) <= 0.99
    assert 5.5 <= np.mean(width) <= 8.5


def test_ranks_repeat_turn_round_and_skip_the_missing():
    value = np.array([70.0, 80.0, np.nan, 75.0, 90.0])
    one = rank_range(value, value - 1, value + 1, Better.HIGHER.sign)
    again = rank_range(value, value - 1, value + 1, Better.HIGHER.sign)
    turned = rank_range(value, value - 1, value + 1, Better.LOWER.sign)
    assert (one.best.tolist(), one.of) == ([4, 2, 0, 3, 1], 4)
    assert (one.best.tolist(), one.worst.tolist()) == (again.best.tolist(), again.worst.tolist())
    assert turned.best.tolist() == [1, 3, 0, 2, 4]
    neither = rank_range(value, value - 1, value + 1, Better.NEITHER.sign)
    assert neither.best.tolist() == one.best.tolist(), "with no better direction rank 1 is the highest"
    assert rank_range([1.0], [np.nan], [2.0], Better.HIGHER.sign).of == 0


def test_one_figure_known_exactly_leaves_the_others_their_distance_to_the_best_quarter() -> None:
    value = np.array([70.0, 71.0, 72.0, 73.0, 74.0])
    half = np.array([0.0, 3.0, 3.0, 3.0, 3.0])
    found = rank_range(value, value - half, value + half, Better.HIGHER.sign)
    assert np.isfinite(found.gap_lower).all() and np.isfinite(found.gap_upper).all()


def test_the_distance_to_the_best_quarter_has_limits_and_a_sign():
    value = np.array([60.0, 70.0, 75.0, 80.0, 82.0, 84.0, 90.0, 95.0])
    found = rank_range(value, value - 1, value + 1, Better.HIGHER.sign)
    assert found.gap_lower[0] < 24 < found.gap_upper[0]
    assert found.gap_lower[0] > 20
    assert found.gap_upper[7] < 0
    assert np.isnan(rank_range(value[:3], value[:3] - 1, value[:3] + 1, Better.HIGHER.sign).gap_lower).all()


@pytest.mark.parametrize(
    ("spread", "least", "told_wrongly"), [(0.0, None, 0.05), (0.01, 0.93, 0.01), (0.035, 0.93, 0.01)]
)
def test_the_distance_to_the_best_quarter_holds_the_truth_and_is_seldom_told_wrongly(spread, least, told_wrongly):
    """42 footprints of 11,000 effective replies: where none differ, where they differ by a point, and by as much as in England."""
    random = np.random.default_rng(5)
    held, wrong = [], []
    for _ in range(60):
        truth = 75 + 100 * random.normal(0, spread, 42)
        error = np.sqrt(truth * (100 - truth) / 11_000)
        seen = truth + random.normal(0, error)
        found = rank_range(seen, seen - 1.96 * error, seen + 1.96 * error, 1)
        distance = np.sort(truth)[::-1][10] - truth
        held.append((found.gap_lower <= distance) & (distance <= found.gap_upper))
        wrong.append((found.gap_lower > 0) & (distance <= 0))
    assert np.mean(wrong) <= told_wrongly
    assert least is None or np.mean(held) >= least


def test_figures_that_chance_explains_have_no_distance_to_the_best_quarter():
    # Cochran's Q by hand: 3 degrees of freedom, 7.815 at 5%. Errors of 1: Q is 5 for 70 to 73, 11.25 for steps of 1.5.
    for step, told in ((1.0, False), (1.5, True)):
        value = 70 + step * np.arange(4)
        found = rank_range(value, value - 1.96, value + 1.96, 1)
        assert np.isfinite(found.gap_lower).all() == told


@given(st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=1, max_size=7))
def test_what_is_determined_is_what_exact_elimination_finds(equations):
    rows = np.array(equations, dtype=float)
    slow = [np.linalg.matrix_rank(np.vstack([rows, unit])) == np.linalg.matrix_rank(rows) for unit in np.eye(6)]
    one_by_one = RowSpace.of(rows[:1])
    for row in rows[1:]:
        one_by_one = one_by_one.and_row(row)
    assert RowSpace.of(rows).determined.tolist() == slow
    assert one_by_one.determined.tolist() == slow


def test_a_figure_of_one_organisation_alone_gives_it_away():
    assert RowSpace.of([[0, 1, 0]]).determined.tolist() == [False, True, False]
    assert RowSpace.of([[1], [1]]).determined.tolist() == [True]


def test_the_same_sum_in_another_unit_tells_nothing_new():
    known = RowSpace.of([[1, 1, 0], [0, 1, 1]])
    assert known.and_row(np.array([1.0, 2.0, 1.0]) * 1e9 / 3) is known
    large = np.array([[1, 1, 0], [0, 1, 1], [1, 2, 1]]) * 1e11 / 3
    assert not RowSpace.of(large).determined.any()


def test_a_chain_of_subtractions_is_found_however_long():
    """A footprint of one's own equal to a published one but for its hidden practice gives that practice away."""
    published = [1, 1, 1, 1, 0, 0]
    assert RowSpace.of([published, [1, 1, 1, 0, 0, 0]]).determined.tolist() == [False] * 3 + [True] + [False] * 2
    chain = [published, [1, 1, 0, 0, 1, 0], [0, 0, 1, 0, 0, 1], [0, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 1]]
    assert RowSpace.of(chain).determined[3]
    assert not RowSpace.of(chain[:4]).determined[3]
    assert not RowSpace.of(np.zeros((0, 6))).determined.any()
