"""Whether a special month is good news or a concern for patients: the variation icon of Making Data Count."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Codes
from insight.stats.spc.labels import Labels, Rule
from insight.stats.spc.rules import RuleSignals


class Variation(IntEnum):
    """The seven icons; NOT_JUDGED means no icon. High is an orange or blue H, low an L."""

    NOT_JUDGED = -1
    COMMON_CAUSE = 0
    IMPROVEMENT_HIGH = 1
    IMPROVEMENT_LOW = 2
    CONCERN_HIGH = 3
    CONCERN_LOW = 4
    NEUTRAL_HIGH = 5
    NEUTRAL_LOW = 6


_MEANING = np.array(
    [
        [Variation.IMPROVEMENT_LOW, Variation.COMMON_CAUSE, Variation.CONCERN_HIGH],
        [Variation.NEUTRAL_LOW, Variation.COMMON_CAUSE, Variation.NEUTRAL_HIGH],
        [Variation.CONCERN_LOW, Variation.COMMON_CAUSE, Variation.IMPROVEMENT_HIGH],
    ],
    dtype=np.int8,
)
"""Row: polarity LOWER, NEITHER, HIGHER. Column: a low signal, none, a high one."""

ConflictRule: TypeAlias = Callable[[RuleSignals, Labels, Codes], Codes]
"""From signals, labels and polarity to the sign each point is judged by."""


def improvement_first(signals: RuleSignals, labels: Labels, polarity: Codes) -> Codes:
    """A point that is both an improvement and a concern is shown as improvement: Making Data Count (issue #194)."""
    high = (signals.outside > 0) | signals.rising | (signals.two_of_three > 0) | (signals.shift > 0)
    low = (signals.outside < 0) | signals.falling | (signals.two_of_three < 0) | (signals.shift < 0)
    sign = np.where(high & low, polarity, high.astype(np.int8) - low.astype(np.int8))
    return np.where(polarity == 0, labels.sign, sign).astype(np.int8)


def classify(
    signals: RuleSignals,
    labels: Labels,
    polarity: ArrayLike,
    conflict: ConflictRule = improvement_first,
) -> Codes:
    """The Variation of every (series, month). `polarity` is the sign of the better direction, or one per series."""
    polarity = np.asarray(polarity, dtype=np.int8).reshape(-1, 1)
    sign = conflict(signals, labels, polarity)
    return np.where(labels.rule == Rule.NOT_JUDGED, Variation.NOT_JUDGED, _MEANING[polarity + 1, sign + 1]).astype(
        np.int8
    )
