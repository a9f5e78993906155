"""Agreement of a share with its count over its base is judged by how each is rounded. All figures are INVENTED."""

from __future__ import annotations

import numpy as np
import pytest

from loaders.read.rounding import FEW, agree, steps

PARTS = np.array([612.0, 401.0, 77.0, 350.0, 96.0, 1204.0, 8.0, 533.0, 290.0]) + 0.3571
WHOLES = np.array([911.0, 640.0, 120.0, 481.0, 130.0, 1699.0, 19.0, 777.0, 402.0]) + 0.1193
SHARES = PARTS / WHOLES


def _agree(share: np.ndarray, part: np.ndarray, whole: np.ndarray) -> bool:
    counts = max(steps([part, whole]))
    return bool(agree(share, part, whole, share_step=steps([share])[0], count_step=counts).all())


@pytest.mark.parametrize(("decimals", "step"), [(0, 1.0), (1, 0.1), (2, 0.01), (4, 0.0001), (12, 0.0)])
def test_the_rounding_of_a_column_is_read_off_it(decimals: int, step: float) -> None:
    assert steps([np.append(np.round(WHOLES / 7, decimals), np.nan)]) == pytest.approx([step])


def test_few_figures_are_round_by_chance() -> None:
    short, long = np.full(FEW - 1, 0.5), SHARES

    assert steps([short, long]) == [0.0, 0.0]
    assert steps([short]) == [0.1]


def test_rounded_counts_and_shares_agree_with_what_they_were_rounded_from() -> None:
    assert _agree(SHARES, PARTS, WHOLES)
    assert _agree(SHARES, np.round(PARTS), np.round(WHOLES))
    assert _agree(np.round(SHARES, 2), PARTS, WHOLES)
    assert _agree(np.round(SHARES, 2), np.round(PARTS), np.round(WHOLES))


def test_a_share_further_off_than_its_rounding_explains_contradicts() -> None:
    wrong = SHARES.copy()
    wrong[4] += 0.004
    assert not _agree(wrong, PARTS, WHOLES)
    assert _agree(wrong, np.round(PARTS), np.round(WHOLES))  # 96 of 130: whole numbers explain half a percent
    wrong[4] += 0.005
    assert not _agree(wrong, np.round(PARTS), np.round(WHOLES))


def test_what_is_hidden_or_of_nobody_contradicts_nothing() -> None:
    hidden = agree(
        np.array([np.nan, 0.5, 0.5]),
        np.array([1.0, np.nan, 0.0]),
        np.array([2.0, 2.0, 0.0]),
        share_step=0,
        count_step=0,
    )
    assert hidden.all()


def test_a_column_that_is_round_at_its_beginning_alone_is_not_rounded() -> None:
    column = np.append(np.ones(100), 0.123456789)
    assert steps([column]) == [0.0]
    assert steps([np.append(np.ones(100), 0.25)]) == [0.01]
