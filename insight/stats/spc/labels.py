"""The one name each month carries in its tooltip, when several rules speak at once.

Precedence of NHSRplotthedots (`ptd_calculate_point_type.R`): outside, trend, two of three, shift, common cause.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from insight.stats.arrays import Codes, Flags
from insight.stats.spc.rules import RuleSignals


class Rule(IntEnum):
    """Why a point is special, in order of precedence."""

    NOT_JUDGED = -1
    COMMON_CAUSE = 0
    OUTSIDE = 1
    TREND = 2
    TWO_OF_THREE = 3
    SHIFT = 4


class Labels(NamedTuple):
    """The rule each point is named after, and 1 for high or rising, -1 for low or falling, 0 for neither."""

    rule: Codes
    sign: Codes


def name_points(signals: RuleSignals, step: Codes, judged: Flags) -> Labels:
    """Label every (series, month). `step` is the sign of the change from the point before (`rules.steps`)."""
    precedence = {
        Rule.OUTSIDE: signals.outside,
        Rule.TREND: _trend_direction(signals, step),
        Rule.TWO_OF_THREE: signals.two_of_three,
        Rule.SHIFT: signals.shift,
    }
    speaks = [sign != 0 for sign in precedence.values()]

    rule = np.select(speaks, list(precedence), Rule.COMMON_CAUSE)
    sign = np.select(speaks, list(precedence.values()), 0)
    return Labels(np.where(judged, rule, Rule.NOT_JUDGED).astype(np.int8), sign.astype(np.int8))


def _trend_direction(signals: RuleSignals, step: Codes) -> Codes:
    """Rising or falling; at a peak or trough that belongs to both, the way the line leaves it."""
    leaves = np.zeros_like(step)
    leaves[:, :-1] = step[:, 1:]
    only = signals.rising.astype(np.int8) - signals.falling.astype(np.int8)
    return np.where(signals.rising & signals.falling, leaves, only)
