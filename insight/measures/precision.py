"""How much a figure is worth: its effective number of replies and the interval that a verdict may rest on."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from insight.model import Measure, Unit
from insight.stats.arrays import Flags, Floats, floats
from insight.stats.design_effects import effective_base
from insight.stats.intervals import Z95, Interval, clopper_pearson, wilson_proportion
from insight.traits import Counts

PUBLISHED_LIMITS, OUR_LIMITS = "published", "ours"
"""Whose interval a row carries."""

RESPONSES = "received"
"""Column of people taken to stand behind a fact whose number of replies is not published (insight.measures.response_counts)."""

_ANSWERED = 0.8
"""Where fewer than this share of respondents are in a question's base, the survey's interval is too narrow: it rests
on everybody who answered, those included who had not tried."""


def design_effects(measure: Measure, levels: pd.Series) -> Floats:
    """D for each level; 1 where people are counted without weights, missing where no D is known."""
    if not is_weighted(measure):
        return np.ones(len(levels))
    effects = {each.level: each.effect for each in measure.traits.weighting.effects}
    number, names = pd.factorize(levels)
    return floats([effects.get(str(name), np.nan) for name in names])[number]


def is_weighted(measure: Measure) -> bool:
    """Whether the figures of this measure stand on weighted replies."""
    return measure.traits.weighting.weighted


def replies(measure: Measure, facts: pd.DataFrame) -> Floats:
    """How many people each fact rests on. A weighted base alone never stands in for the number of replies."""
    respondents = floats(facts["respondents"])
    if RESPONSES in facts:
        respondents = np.where(np.isnan(respondents), floats(facts[RESPONSES]), respondents)
    if is_weighted(measure):
        return respondents
    return np.where(np.isnan(respondents), floats(facts["denominator"]), respondents)


def limits(measure: Measure, p: ArrayLike, effective: ArrayLike, z: float = Z95) -> Interval:
    """Our interval of a share (0 to 1) that is worth so many replies: Wilson's, and the exact one of places, which are few and
    mostly good (docs/decisions.md, 30)."""
    places = measure.traits.counts is Counts.PLACES
    return (clopper_pearson if places else wilson_proportion)(p, effective, z)


def add_precision(facts: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The same facts with `effective`, `lower`, `upper` and `interval` ("published", "ours" or missing) to judge by, and with
    `own_effective`, what our interval would rest on.

    Published limits where the measure's traits do not call them misleading; otherwise, and where they are narrower than
    the people in the question's base allow, `limits` on replies / D. Only percentages get an interval of ours.
    """
    given_lower, given_upper = floats(facts["lower"]), floats(facts["upper"])
    if measure.unit is not Unit.PERCENT:
        given = ~np.isnan(given_lower) & ~np.isnan(given_upper)
        return facts.assign(effective=np.nan, own_effective=np.nan, interval=_whose([given], [PUBLISHED_LIMITS]))

    p = np.clip(floats(facts["value"]) / 100, 0.0, 1.0)
    count = replies(measure, facts)
    ours = np.where(count > 0, count, np.nan) / design_effects(measure, facts["level"])
    with np.errstate(invalid="ignore", divide="ignore"):
        theirs = effective_base(p, given_lower / 100, given_upper / 100)

    usable = ~np.isnan(theirs) & ~facts["level"].isin(list(measure.traits.limits.misleading_at)).to_numpy()
    usable &= ~(theirs > ours / _ANSWERED)
    effective = np.where(np.isnan(p), np.nan, np.where(usable, theirs, ours))
    own = limits(measure, p, effective)

    return facts.assign(
        effective=effective,
        own_effective=np.where(np.isnan(p), np.nan, ours),
        lower=np.where(usable, given_lower, own.lower * 100),
        upper=np.where(usable, given_upper, own.upper * 100),
        interval=_whose([usable, ~np.isnan(effective)], [PUBLISHED_LIMITS, OUR_LIMITS]),
    )


def _whose(conditions: list[Flags], words: list[str]) -> np.ndarray:
    """The word of the first condition that holds; missing where none does."""
    return np.select(conditions, [np.asarray(word, dtype=object) for word in words], np.asarray(None, dtype=object))
