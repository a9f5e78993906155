"""Reading a control chart from end to end, by the rule book of Making Data Count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Codes, floats
from insight.stats.spc.assurance import assure
from insight.stats.spc.labels import Labels, name_points
from insight.stats.spc.limits import ControlLimits, SpreadRule, average_range, control_limits
from insight.stats.spc.months import joined, latest
from insight.stats.spc.rules import RUN, CountingRule, RuleSignals, find_signals, near_or_outside, steps
from insight.stats.spc.variation import ConflictRule, Variation, classify, improvement_first


@dataclass(frozen=True)
class RuleBook:
    """The choices on which published tools differ; a chart names the one it used.

    Others than Making Data Count's stand in the tests, which read published results of NHSRplotthedots with them.
    """

    name: str
    spread: SpreadRule
    counting: CountingRule
    conflict: ConflictRule
    run: int = RUN


MAKING_DATA_COUNT = RuleBook("Making Data Count", average_range, near_or_outside, improvement_first)


class ControlReading(NamedTuple):
    """All that a chart needs, (series, months) each."""

    limits: ControlLimits
    signals: RuleSignals
    labels: Labels
    variation: Codes


def read_series(
    y: ArrayLike,
    polarity: ArrayLike,
    group: ArrayLike = 0,
    baseline: int | None = None,
    book: RuleBook = MAKING_DATA_COUNT,
) -> ControlReading:
    """Limits, rules, labels and variation of every series; y is (series, months) without holes in the calendar.

    `polarity` is the sign of the better direction (1, -1, 0) or one per series, `group` the rebase groups (`months.rebase_groups`), `baseline` fixes
    the limits on the first so many points of each group (12 or more, by convention). Short series are read too:
    whether that may be shown is for `months.points_short` to say.
    """
    y = floats(y)
    follows = joined(y, group)
    limits = control_limits(y, group, baseline, book.spread)
    signals = find_signals(y, limits, follows, book.counting, book.run)
    labels = name_points(signals, steps(y, follows), ~np.isnan(y + limits.mean))
    return ControlReading(limits, signals, labels, classify(signals, labels, polarity, book.conflict))


def variation_icons(reading: ControlReading, y: ArrayLike) -> Codes:
    """One Variation per series: that of its latest point."""
    return latest(reading.variation, y, Variation.NOT_JUDGED).astype(np.int8)


def assurance_icons(reading: ControlReading, y: ArrayLike, target: ArrayLike, polarity: ArrayLike) -> Codes:
    """One Assurance per series: its target against the limits in force at its latest point."""
    lower, upper = (latest(line, y, np.nan) for line in (reading.limits.lower, reading.limits.upper))
    return assure(lower, upper, target, polarity)
