"""What a practice's, trust's or ward's figure is worth once chance is allowed for: empirical-Bayes estimates.

The worst of many small figures is partly bad luck, and next year it lies nearer the middle (regression to the mean). Each figure is
drawn towards the mean of its kind, the more the fewer people replied. Efron and Morris 1975 (JASA 70:311).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from insight.stats.arrays import Floats, floats
from insight.stats.heterogeneity import add_up, between_variance

LIKELY, MAY_BE = 0.90, 0.75
"""From these posterior probabilities on, an organisation is called "likely" or "may be" (ours)."""


class Shrunk(NamedTuple):
    """One entry per organisation, proportions from 0 to 1; missing where it has no figure.

    `reliability` is the share of what is seen that is not chance, 0 to 1; `mean` and `between` (tau2) are those of all.
    """

    estimate: Floats
    variance: Floats
    reliability: Floats
    mean: float
    between: float


def shrink(proportion: ArrayLike, effective_base: ArrayLike) -> Shrunk:
    """The estimates of one set of organisations of a kind, from proportions and effective bases n/D.

    v = p0(1-p0)/n_eff with p0 the pooled proportion; mu weighted by 1/(v + tau2); reliability B = tau2/(tau2 + v);
    estimate = mu + B(p - mu), posterior variance B v. Where they differ by chance alone, all estimates are the mean.
    """
    p, base = np.broadcast_arrays(floats(proportion), floats(effective_base))
    used = (base > 0) & ~np.isnan(p)
    if not used.any():
        missing = np.full(p.shape, np.nan)
        return Shrunk(missing, missing, missing, float("nan"), float("nan"))
    pooled = float((p[used] * base[used]).sum() / base[used].sum())
    unit = pooled * (1 - pooled)
    tau2 = float(between_variance(add_up(p, base), unit))
    sampling = np.where(used, unit / np.where(used, base, 1.0), np.nan)
    total = sampling[used] + tau2
    mean = float((p[used] / total).sum() / (1 / total).sum()) if unit > 0 else pooled
    with np.errstate(invalid="ignore", divide="ignore"):
        reliability = np.where(sampling > 0, tau2 / (tau2 + sampling), np.where(used, 1.0, np.nan))
    return Shrunk(
        mean + reliability * (np.where(used, p, np.nan) - mean), reliability * sampling, reliability, mean, tau2
    )


def probability_below(shrunk: Shrunk, comparator: ArrayLike, distance: float = 0.0) -> Floats:
    """The posterior probability that each organisation truly lies under the comparator by more than `distance`.

    All proportions. For the probability of lying above, take `probability_above`.
    """
    return _normal(floats(comparator) - distance - shrunk.estimate, shrunk.variance)


def probability_above(shrunk: Shrunk, comparator: ArrayLike, distance: float = 0.0) -> Floats:
    """The posterior probability that each organisation truly lies over the comparator by more than `distance`."""
    return _normal(shrunk.estimate - floats(comparator) - distance, shrunk.variance)


def _normal(distance: Floats, variance: Floats) -> Floats:
    """P(Z < distance/sd); where nothing is left to chance, 1 or 0."""
    with np.errstate(invalid="ignore", divide="ignore"):
        z = np.where(variance > 0, distance / np.sqrt(variance), np.where(distance > 0, np.inf, -np.inf))
    return floats(np.where(np.isnan(variance) | np.isnan(distance), np.nan, ndtr(z)))
