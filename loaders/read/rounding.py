"""How finely published figures are rounded, and whether a printed share agrees with its count over its base.

Publishers round counts to whole numbers and shares to two decimals in some years and not in others. The printed figure is the
value; it contradicts its counts only where it lies further from them than the rounding of all three explains.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

NOISE = 1e-6
"""What is left between unrounded figures: floating point, and sums of weights printed to nine significant digits."""
FEW = 8
"""Figures. Fewer than these may be round by chance, so their column is judged together with its kind."""
_MOST_DECIMALS = 6
_FIRST = 64
"""Figures that are looked at before all the others: most columns that are not rounded show it there."""
_IMPOSSIBLE = 1e15
"""No figure is as large: what is says nothing of rounding, and is refused elsewhere."""


def steps(columns: Sequence[Floats]) -> list[float]:
    """The step each column of one kind is rounded to: 1 for whole numbers, 0.01 for two decimals, 0 for unrounded ones.

    NaN stands for cells without a figure. A column with few figures has the finest step of its kind.
    """
    few = [np.count_nonzero(~np.isnan(column)) < FEW for column in columns]
    finest = _step(np.concatenate([np.ravel(column) for column in columns])) if any(few) else 0.0
    return [finest if is_few else _step(column) for is_few, column in zip(few, columns, strict=True)]


def agree(
    share: Floats, part: Floats, whole: Floats, *, share_step: float, count_step: float, parts: int = 1
) -> NDArray[np.bool_]:
    """Whether each share (0-1) is its part over its whole as far as rounding tells; True where one of the three is missing.

    `parts` says of how many printed shares and counts `share` and `part` are the sums.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.abs(share - part / whole)
        allowed = NOISE + parts * share_step / 2 + (parts + np.abs(share)) * count_step / 2 / whole
    known = ~np.isnan(apart) & (whole > 0)
    return ~known | (apart <= allowed)


def _step(column: Floats) -> float:
    figures = column[np.abs(column) < _IMPOSSIBLE]
    for decimals in range(_MOST_DECIMALS):
        if _rounded(figures[:_FIRST], decimals) and _rounded(figures, decimals):
            return 10.0**-decimals
    return 0.0


def _rounded(figures: Floats, decimals: int) -> bool:
    scaled = figures * 10.0**decimals
    return bool(np.all(np.abs(scaled - np.round(scaled)) <= NOISE * 10.0**-3 * np.maximum(1.0, np.abs(scaled))))
