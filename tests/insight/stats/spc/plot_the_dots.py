"""The rule book of NHSRplotthedots, whose results are published: what is shared with ours can be tested against them.

It differs in screening, in what counts towards two of three, and in who wins a conflict.
"""

from __future__ import annotations

import numpy as np

from insight.stats.arrays import Codes, Flags, Floats, Indexes
from insight.stats.spc.labels import Labels
from insight.stats.spc.limits import average_range
from insight.stats.spc.reading import RuleBook
from insight.stats.spc.rules import RuleSignals

SCREEN = 3.267
"""A moving range of this many averages or more is left out by screening."""


def screened_range(ranges: Floats, cell_group: Indexes) -> Floats:
    """The average after dropping, once, every range of 3.267 averages or more: what R does."""
    usual = ranges < SCREEN * average_range(ranges, cell_group)
    return average_range(np.where(usual, ranges, np.nan), cell_group)


def near_only(near: Flags, outside: Flags) -> Flags:
    """Between two and three sigma: R, and Making Data Count before November 2023."""
    return near & ~outside


def label_decides(signals: RuleSignals, labels: Labels, polarity: Codes) -> Codes:
    """A point is judged by the label that wins the precedence: R (issue #200)."""
    return labels.sign


PLOT_THE_DOTS = RuleBook("NHSRplotthedots", screened_range, near_only, label_decides)
