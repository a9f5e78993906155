"""What a footprint would report if its practices reported as practices with such patients do elsewhere.

Indirect standardisation over practices: a weighted least-squares plane through all *other* practices' figures on what their patients are
like, read off at the footprint's own practices and added up with their weights (Inskip, Beral, Fraser and Haskey 1983, Statistics in
Medicine 2:455, for indirect standardisation; the plane is ours).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import floats


class CaseMixExpected(NamedTuple):
    """The expected figure in the unit of the values; `explained` is the share of what differs between the other practices that
    the plane explains, 0 to 1; `others` how many they are; `coverage` the share of the footprint's weight that could be read off."""

    value: float
    explained: float
    others: int
    coverage: float


def expected_figure(value: ArrayLike, patients: ArrayLike, weight: ArrayLike, own: ArrayLike) -> CaseMixExpected:
    """The expected figure of one footprint. One entry a practice: its value, its row of `patients` (practice x variable), its weight
    and whether it is the footprint's own. A practice without any of these is left out; an own one needs no value.

    Missing where the others are too few for the plane, or none of the own is known.
    """
    y, w, x, mine = floats(value), floats(weight), floats(patients), np.asarray(own, dtype=bool)
    told = ~np.isnan(x).any(axis=1) & (w > 0)
    fit, read = told & ~mine & ~np.isnan(y), told & mine
    weighed = mine & (w > 0)
    others, coverage = int(fit.sum()), float(w[read].sum() / w[weighed].sum()) if weighed.any() else 0.0
    if others <= x.shape[1] + 1 or not read.any():
        return CaseMixExpected(float("nan"), float("nan"), others, coverage)
    # In standard units around the middle, so that a score of 0 to 90 and a share of 0 to 100 weigh alike in the arithmetic.
    middle, scale = np.average(x[fit], axis=0, weights=w[fit]), x[fit].std(axis=0)
    plane = (x - middle) / np.where(scale > 0, scale, 1.0)
    design = np.column_stack([np.ones(len(y)), plane])
    root = np.sqrt(w[fit])
    coefficients = np.linalg.lstsq(design[fit] * root[:, None], y[fit] * root, rcond=None)[0]
    around = float((w[fit] * (y[fit] - np.average(y[fit], weights=w[fit])) ** 2).sum())
    left = float((w[fit] * (y[fit] - design[fit] @ coefficients) ** 2).sum())
    expected = float(np.average(design[read] @ coefficients, weights=w[read]))
    return CaseMixExpected(expected, 1 - left / around if around > 0 else 0.0, others, coverage)
