"""The members of a footprint that nobody may see: what they add to the uncertainty of an estimate made without them.

They are taken to differ from the shown as much as those differ among themselves: DerSimonian and Laird 1986, Controlled Clinical
Trials 7:177.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Floats, floats


def effective_with_hidden(
    proportion: ArrayLike,
    effective_base: ArrayLike,
    between: ArrayLike,
    *,
    shown: tuple[ArrayLike, ArrayLike],
    hidden: tuple[ArrayLike, ArrayLike],
) -> Floats:
    """The effective base of an estimate from the shown members, once the hidden ones' difference is allowed for.

    `between` is tau2 (insight.stats.heterogeneity), a variance of proportions. `shown` and `hidden` are each S(w) and S(w^2) of the
    members' weights. With c = S_s(w)/S(w),

        Var = p(1-p)/n_eff + tau2 (1-c)^2 [S_h(w^2)/S_h(w)^2 + S_s(w^2)/S_s(w)^2],   n_eff' = p(1-p)/Var.

    Unchanged where nobody is hidden, or where p is 0 or 1. Missing in, missing out.
    """
    p, base, tau2 = floats(proportion), floats(effective_base), floats(between)
    (shown_sum, shown_squares), (hidden_sum, hidden_squares) = (tuple(map(floats, each)) for each in (shown, hidden))
    unit = p * (1 - p)
    with np.errstate(invalid="ignore", divide="ignore"):
        missing = hidden_sum / (shown_sum + hidden_sum)
        few = hidden_squares / hidden_sum**2 + shown_squares / shown_sum**2
        added = np.where(hidden_sum > 0, tau2 * missing**2 * few, 0.0)
        return np.where(unit == 0, base, unit / (unit / base + added))
