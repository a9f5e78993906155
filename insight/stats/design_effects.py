"""How many plain replies a weighted survey is really worth.

Weights put right who answered, and cost precision: 100 weighted replies tell as much as 100/D unweighted ones, D being
the design effect. Sources: Kish 1965; gp-patient.co.uk/pcn-guidance5; the intervals in the 2025 files, from which
`effective_base` reads D back (docs/maths.md, "Weighted surveys").
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Floats, floats
from insight.stats.intervals import Z95


def effective_base(p: ArrayLike, lower: ArrayLike, upper: ArrayLike, z: float = Z95) -> Floats:
    """The effective base behind a published Wilson interval of p (all 0 to 1).

    With t = z^2/n the half-width h satisfies (1/4 - h^2) t^2 + (p(1-p) - 2h^2) t - h^2 = 0, which has one positive
    root. Missing where the interval has no width, or spans everything, and so says nothing of a base.
    """
    p = floats(p)
    half = (floats(upper) - floats(lower)) / 2
    half = np.where((half > 0) & (half < 0.5), half, np.nan)

    a, b = 0.25 - half**2, p * (1 - p) - 2 * half**2
    root = 2 * half**2 / (b + np.sqrt(b**2 + 4 * a * half**2))

    return z**2 / root
