"""What the publisher hides so that nobody can be recognised: counts of organisations with few replies, and of one more beside them.

Rules as in the public code of the publisher: 1 to 4 replies hide answers, modes and percentages; where only one
organisation of a footprint is hidden, the next smallest hides its answers too and keeps its percentages.
"""

from __future__ import annotations

import numpy as np

from demo.places import Texts, Whole

FEW = 5

SHOWN, COUNTS_HIDDEN, ALL_HIDDEN = 0, 1, 2


def hidden(total: Whole, group: Texts) -> Whole:
    """How much of each row is hidden; one element per row. `group` is what rows add up to on the sheet above."""
    state = np.where((total > 0) & (total < FEW), ALL_HIDDEN, SHOWN)
    order = np.lexsort((total, group))
    first_of_group = np.flatnonzero(np.r_[True, group[order][1:] != group[order][:-1]])
    for rows in np.split(order, first_of_group[1:]):
        if (state[rows] == ALL_HIDDEN).sum() == 1:
            others = rows[(state[rows] == SHOWN) & (total[rows] > 0)]
            state[others[:1]] = COUNTS_HIDDEN
    return state
