"""A footprint's figure from its practices: sum, then divide, and say how sure that is and how much of it is covered.

Weights w are *weighted* bases for the question (GP Patient Survey 2025: one national set of weights, so numerators and
bases may be summed across levels). Never average percentages, never weight by replies. Arrays hold one entry per org;
`footprint` numbers the footprint of each org from 0, and -1 means it belongs to none.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Floats, floats

COVERAGE_FLOOR = 0.8
"""Below this share of its patients covered, a footprint's estimate is refused."""


class RollUp(NamedTuple):
    """One entry per footprint; missing where no org has a figure.

    `variance` is the first form, exact for the figures that came in but zero where every org is at 0% or 100%;
    `effective_base` is the second, without that flaw: put it into `intervals.wilson_proportion`.
    """

    proportion: Floats
    variance: Floats
    effective_base: Floats


def roll_up(
    weight: ArrayLike,
    proportion: ArrayLike,
    base: ArrayLike,
    design_effect: ArrayLike,
    *,
    footprint: ArrayLike,
    footprints: int,
) -> RollUp:
    """Roll orgs up to footprints; proportions 0 to 1, `base` the replies, `design_effect` D of each org or of all.

    p_F = S(w p)/S(w); variance S(W^2 D p(1-p)/n) with W = w/S(w); effective base S(w)^2/S(w^2 D/n). An org without
    weight, proportion or base is left out: `coverage` tells how much that is.
    """
    w, p, n, d, place = np.broadcast_arrays(
        floats(weight), floats(proportion), floats(base), floats(design_effect), np.asarray(footprint, dtype=np.intp)
    )
    used = (place >= 0) & (w > 0) & (n > 0) & ~np.isnan(p)
    w, p, n, d, place = w[used], p[used], n[used], d[used], place[used]

    total = _sums(w, place, footprints)
    return RollUp(
        proportion=_sums(w * p, place, footprints) / total,
        variance=_sums(w**2 * d * p * (1 - p) / n, place, footprints) / total**2,
        effective_base=total**2 / _sums(w**2 * d / n, place, footprints),
    )


def _sums(values: Floats, place: np.ndarray, footprints: int) -> Floats:
    """One sum per footprint; a footprint without orgs has none."""
    number = np.bincount(place, minlength=footprints)
    return np.where(number > 0, np.bincount(place, values, minlength=footprints), np.nan)
