"""What the staff of the invented trusts say, and what that makes of systems, regions and England, weighted by size of trust."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from demo import geography
from demo.places import Reals, Whole
from demo.seeds import stream
from demo.staff.layout import HERE, HIDDEN, SCALES, Shown
from demo.world import World

PARTS = {
    "PP1": ("PP1_1", "PP1_2", "PP1_3", "PP1_4"), "PP2": ("recognition", "organisation_values", "pay", "appreciation", "manager_values"),
    "PP3": ("PP3_1", "PP3_2"), "PP4": ("PP4_1", "PP4_2", "PP4_3"), "PP5": ("PP5_1", "PP5_2"), "PP6": ("PP6_1", "PP6_2"),
    "PP7": ("PP7_1", "PP7_2"), "Staff Engagement": ("E_1", "E_2", "E_3"), "Morale": ("M_1", "M_2", "M_3"),
}  # fmt: skip
"""What each score is the mean of."""

FEWEST = 10
"""Fewer answers to a question: its figures and their number are not shown."""

_REPORTED = 0.03
"""The share of staff who met violence, and so were asked whether anybody reported it."""


@dataclass(frozen=True)
class AnsweredItem:
    """One question or score that is answered by itself: its usual mean from 0 to 1, and how far it follows good care."""

    scale: str
    mean: float
    lean: float


@cache
def asked() -> dict[str, AnsweredItem]:
    """Questions by name and scores by code; scores made of others are not among them."""
    questions = {row["block"]: row for row in geography.rows(HERE / "questions.csv")}
    scores = {row["code"]: row | {"scale": "score"} for row in geography.rows(HERE / "scores.csv") if row["mean"]}
    return {
        key: AnsweredItem(row["scale"], float(row["mean"]), float(row["lean"]))
        for key, row in (questions | scores).items()
    }


@dataclass(frozen=True)
class StaffAnswers:
    """What employers' staff said in one year: the mean of each question from 0 to 1, who answered, and how many work there."""

    mean: dict[str, Reals]
    answered: Whole
    staff: Reals

    def together(self, members: Whole) -> StaffAnswers:
        """Several trusts as one, each counting by its size, as the publisher weights them."""
        weight = self.staff[members] / self.staff[members].sum()
        return StaffAnswers(
            {key: np.array([float(weight @ mean[members])]) for key, mean in self.mean.items()},
            np.array([self.answered[members].sum()]),
            np.array([self.staff[members].sum()]),
        )

    def shown(self, key: str, at: int) -> Shown:
        """The figures of one question at one employer, its number of answers last; marks where there are too few."""
        if key in PARTS:
            return [10 * float(np.mean([self.mean[part][at] for part in PARTS[key]])), int(self.answered[at])]
        question = asked()[key]
        number = int(self.answered[at] * (_REPORTED if question.scale == "reported" else 0.995))
        mean = float(self.mean[key][at])
        if question.scale == "score":
            return [10 * mean, number]
        options = len(SCALES[question.scale])
        if number < FEWEST:
            return [HIDDEN] * (options + 1)
        return [*_spread(mean, options), number]


def said(world: World, place: Whole, staff: Reals, year: int) -> StaffAnswers:
    """What the staff of employers at these places say in one year; about half of them answer."""
    chance = stream("staff", year, len(place))
    answered = chance.binomial(staff.astype(int), 0.5)
    mean = {}
    for key, question in asked().items():
        lean = question.lean * world.leaning(f"staff {key}", 0.9, year, place, 0.16)
        true = 1 / (1 + np.exp(-(np.log(question.mean / (1 - question.mean)) + lean)))
        heard = true + chance.normal(0, 1, len(place)) * 0.26 / np.sqrt(np.maximum(answered, 1))
        mean[key] = np.clip(heard, 0.03, 0.97)
    return StaffAnswers(mean, answered, staff)


def _spread(mean: float, options: int) -> list[float]:
    """Shares of the answers from worst to best, in percent, whose mean is this: each step up is taken or not."""
    steps = options - 1
    ways = [1.0]
    for at in range(steps):
        ways.append(ways[-1] * (steps - at) / (at + 1))
    return [100 * way * mean**up * (1 - mean) ** (steps - up) for up, way in enumerate(ways)]
