"""Who answers the invented survey and what they say: one sample of every practice in every year.

No respondent is drawn one by one. The counts of a practice are multinomial, and the sum of the weights of the people who
picked an option is gamma distributed, as a sum of so many unequal weights would be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from demo.gpps.questions import DemoQuestion, QuestionTheme
from demo.places import Reals, Whole
from demo.seeds import stream
from demo.world import World

ADULTS = 0.81
"""Share of a list that is 16 or older; `popsize` counts these."""
WEIGHT_VARIANCE = 0.54
"""Variance of the weights inside a practice over their squared mean: a design effect of 1.54, as the publisher's guidance
table implies for practices (gp-patient.co.uk/pcn-guidance5)."""
SPREAD = 0.43
"""Standard deviation between practices in logits: about eight points where three in four are content."""


@dataclass(frozen=True)
class Sample:
    """One element per practice that is open in the year: how many were asked, replied, and what a reply weighs."""

    year: int
    practice: Whole
    """Positions in `World.practices`."""
    popsize: Reals
    distributed: Whole
    received: Whole
    weight: Reals
    """Mean weight of a reply; over all replies it is 1."""


@dataclass(frozen=True)
class Tally:
    """The answers to one question, one row per organisation: weighted sums by option and unweighted people by option."""

    weighted: Reals
    people: Whole


def sample(world: World, year: int) -> Sample:
    """Who is asked and who replies in one year. Fieldwork starts on 1 January."""
    chance = stream("GPPS sample", year)
    day = date(year, 1, 1)
    lists = world.practices.lists_on(day)
    open_now = np.flatnonzero(world.practices.open_on(day))
    keenness = stream("GPPS reply").normal(0, 0.33, len(lists))[open_now]
    # Hidden practices are small ones: homeless services, new surgeries. What they leave out moves no footprint far.
    hard_to_reach = (world.practices.first_list <= np.quantile(world.practices.first_list, 0.02))[open_now]
    popsize = np.round(ADULTS * lists[open_now])
    rate = 1 / (1 + np.exp(-(_LOGIT_REPLY[year] + keenness - 1.1 * hard_to_reach)))
    target = 112 / np.clip(rate, 0.18, 0.6) * chance.uniform(0.85, 1.2, len(open_now))
    distributed = np.minimum(np.where(hard_to_reach, chance.integers(45, 140, len(open_now)), target), popsize * 0.6)
    distributed = np.maximum(distributed.astype(np.int64), 20)
    received = np.maximum(chance.binomial(distributed, rate), 1)
    return Sample(year, open_now, popsize, distributed, received, popsize / received * (received.sum() / popsize.sum()))


_LOGIT_REPLY = dict(
    zip(range(2018, 2027), (-0.66, -0.70, -0.78, -0.61, -0.87, -0.90, -1.02, -1.05, -1.03), strict=True)
)


def answers(world: World, drawn: Sample, question: DemoQuestion, theme: QuestionTheme) -> Tally:
    """What the people of each practice of the sample answer to one question."""
    leaning = world.leaning(f"GPPS {theme.id}", theme.leaning, drawn.year, world.practices.place, SPREAD)
    england = theme.england[drawn.year]
    good = 1 / (1 + np.exp(-(np.log(england / (1 - england)) + leaning[drawn.practice])))
    chance = stream("GPPS answers", drawn.year, theme.id)
    people = chance.multinomial(chance.binomial(drawn.received, theme.asked), _probabilities(question, theme, good))
    mass = chance.gamma(people / WEIGHT_VARIANCE)
    total = people.sum(axis=1) * drawn.weight
    weighted = mass * (total / np.maximum(mass.sum(axis=1), 1e-300))[:, None]
    return Tally(weighted, people)


def _probabilities(question: DemoQuestion, theme: QuestionTheme, good: Reals) -> Reals:
    """The chance of each option in each practice; the better the practice, the more of the good answers are the best."""
    poor = [option for option in question.kept if option not in question.positive]
    table = np.zeros((len(good), question.options))
    share = 1.0 - theme.left_out if question.left_out else 1.0
    for options, part in ((question.positive, good), (poor, 1 - good)):
        table[:, options] = (share * part)[:, None] * _shares(len(options), part)
    if question.left_out:
        table[:, question.left_out] = theme.left_out * _shares(len(question.left_out), np.full(len(good), 0.8))
    return table / table.sum(axis=1, keepdims=True)


def _shares(number: int, part: Reals) -> Reals:
    """How a part divides over its options, one row per practice: the first takes the more, the larger the part is."""
    steps = (0.35 + 0.3 * part)[:, None] ** np.arange(number)
    return steps / steps.sum(axis=1, keepdims=True)


def summed(tally: Tally, group: Whole, number: int) -> Tally:
    """Add up practices into `number` larger organisations; `group` is the position each practice adds to."""
    weighted = np.zeros((number, tally.weighted.shape[1]))
    people = np.zeros((number, tally.people.shape[1]), dtype=np.int64)
    np.add.at(weighted, group, tally.weighted)
    np.add.at(people, group, tally.people)
    return Tally(weighted, people)
