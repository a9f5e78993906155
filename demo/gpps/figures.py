"""From answers to the figures of a file: bases, proportions, limits, and what is hidden because too few people answered.

Rules as in the Explanation sheet of the 2025 label workbook; limits are Wilson's, with all who answered
(unweighted) over the design effect as their number, which returns the published limits of 2025 (see the tests).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from demo.gpps.answers import Tally
from demo.gpps.questions import DemoQuestion
from demo.places import Reals

HIDDEN, BELOW_HALF, NO_LIMIT = -97.0, -98.0, -99.0
FEWEST_PEOPLE = 10
SMALL_POPULATION, FEWEST_IN_OPTION = 1000, 5
SENSITIVE = {"long_term_condition", "support", "managing"}
"""Themes for which small organisations also hide single options."""
Z = 1.959963984540054


@dataclass(frozen=True)
class QuestionFigures:
    """All that is published about one question, one row per organisation; -97, -98 and -99 stand where they would."""

    question: DemoQuestion
    count: Reals
    pct: Reals
    counteval: Reals
    pcteval: Reals
    lower: Reals
    upper: Reals
    basefulluw: Reals
    baseevaluw: Reals
    basefullw: Reals
    baseevalw: Reals


def figures(question: DemoQuestion, tally: Tally, design_effect: Reals, popsize: Reals) -> QuestionFigures:
    """The published figures of one question. `design_effect` and `popsize` hold one number per organisation."""
    kept, positive = list(question.kept), list(question.positive)
    full, full_people = tally.weighted.sum(axis=1), tally.people.sum(axis=1)
    base, base_people = tally.weighted[:, kept].sum(axis=1), tally.people[:, kept].sum(axis=1)
    good = tally.weighted[:, positive].sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = tally.weighted / full[:, None]
        share[:, kept] = tally.weighted[:, kept] / base[:, None]
        pcteval = good / base
        lower, upper = wilson(pcteval, full_people / design_effect)
    share[(share > 0) & (share < 0.005)] = BELOW_HALF
    count = tally.weighted.copy()
    if question.theme in SENSITIVE:
        hidden = (popsize <= SMALL_POPULATION)[:, None] & _small(tally)
        count[hidden] = share[hidden] = HIDDEN
    few = base_people < FEWEST_PEOPLE
    count[few] = share[few] = HIDDEN
    return QuestionFigures(
        question, count, share,
        np.where(few, HIDDEN, good), np.where(few, HIDDEN, pcteval),
        np.where(few, NO_LIMIT, lower), np.where(few, NO_LIMIT, upper),
        full_people.astype(float), np.where(few, HIDDEN, base_people), full, np.where(few, HIDDEN, base),
    )  # fmt: skip


def wilson(share: Reals, people: Reals) -> tuple[Reals, Reals]:
    """The 95% Wilson limits of a proportion of so many people."""
    centre = share + Z**2 / (2 * people)
    width = Z * np.sqrt(share * (1 - share) / people + (Z / (2 * people)) ** 2)
    return np.maximum(0, (centre - width) / (1 + Z**2 / people)), np.minimum(1, (centre + width) / (1 + Z**2 / people))


def _small(tally: Tally) -> np.ndarray:
    """Options that fewer than five people picked; where it is only one, the next smallest too, lest it be worked out."""
    small = (tally.people > 0) & (tally.people < FEWEST_IN_OPTION)
    rest = np.where(small | (tally.people == 0), np.iinfo(np.int64).max, tally.people)
    lone = small.sum(axis=1) == 1
    small[lone, rest[lone].argmin(axis=1)] = True
    return small
