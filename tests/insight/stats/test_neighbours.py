"""Similar footprints: distances and peers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.stats.neighbours import PEERS, distances_from, nearest_to, standardise

from . import twins


def distances(placed: np.ndarray) -> np.ndarray:
    """How unlike each pair is."""
    return np.array([distances_from(placed, at) for at in range(len(placed))])


def nearest(table: np.ndarray, codes: list[str], peers: int = PEERS) -> np.ndarray:
    """The peers of every row."""
    return np.array([nearest_to(row, codes, at, peers) for at, row in enumerate(table)])


ROWS = np.array([[0.20, 30], [0.22, 34], [0.30, 20], [0.18, 31]])


def test_four_footprints():
    """methods.md 15, computed there."""
    found = distances(standardise(ROWS).values)
    upper = found[np.triu_indices(4, 1)]
    assert upper == pytest.approx([0.877866, 2.903621, 0.478423, 3.188000, 1.046967, 3.363029], abs=5e-7)
    assert found == pytest.approx(found.T)
    assert np.diag(found).tolist() == [0, 0, 0, 0]
    assert nearest(found, list("ABCD")).tolist()[0] == [3, 1, 2]


def test_every_variable_gets_mean_0_and_standard_deviation_1():
    found = standardise(ROWS)
    assert found.values.mean(axis=0) == pytest.approx([0, 0], abs=1e-12)
    assert found.values.std(axis=0) == pytest.approx([1, 1])
    assert found.kept.all()
    assert not found.missing.any()


def test_missing_counts_as_average_and_is_said():
    found = standardise([[1.0, 5.0], [np.nan, 6.0], [3.0, 7.0]])
    assert found.values[:, 0].tolist() == [-1, 0, 1]
    assert found.missing.tolist() == [[False, False], [True, False], [False, False]]


def test_a_variable_without_spread_is_dropped():
    third = 0.1 + 0.2
    rows = [[third, 1.0, np.nan, 0, third], [0.3, 2.0, np.nan, 0, np.nan], [third, 4.0, np.nan, 0, 0.3]]
    found = standardise(rows)
    assert found.kept.tolist() == [False, True, False, False, False]
    assert found.values.shape == (3, 1)


def test_a_small_but_real_spread_is_kept():
    assert standardise([[1e-6], [2e-6], [1000 * 1e-9]]).kept.tolist() == [True]
    assert standardise([[1000.0], [1000.00001]]).kept.tolist() == [True]


def test_ties_go_by_code_and_nobody_is_their_own_peer():
    square = distances(np.array([[0.0], [0.0], [0.0], [1.0]]))
    codes = np.array(["QOX", "QE1", "QWE", "QAA"], dtype=object)
    assert nearest(square, codes, 2).tolist() == [[1, 2], [0, 2], [1, 0], [1, 0]]
    assert nearest(square, codes).shape == (4, 3)


def test_ten_peers_unless_asked():
    table = distances(np.arange(20.0)[:, None])
    assert PEERS == 10
    assert nearest(table, [f"{i:02d}" for i in range(20)]).shape == (20, 10)


value = st.one_of(st.integers(-5, 5).map(float), st.just(float("nan")))


@given(st.lists(st.tuples(value, value, value), min_size=2, max_size=9))
def test_distances_agree_pair_by_pair(rows):
    found = distances(standardise(rows).values)
    for (i, j), apart in twins.distance_table(rows).items():
        assert found[i, j] == pytest.approx(apart, abs=1e-9)
