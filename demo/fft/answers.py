"""Who answers the Friends and Family Test of the invented world, and what they say: counts per organisation and month."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from demo.fft.plan import ANSWERS, EVENTS, DemoSetting, months
from demo.names import stems
from demo.places import Reals, Texts, Whole
from demo.seeds import stream
from demo.world import World

IN_THE_MIDDLE = 0.5
"""Share of those not content who say neither good nor poor, or that they do not know."""

FEWEST = 32
"""Replies a month to expect of a trust that a footprint relies on: so many are never so few as to be hidden."""

INDEPENDENT = "IS1"
"""What stands in place of a footprint for an independent provider."""


@dataclass(frozen=True)
class Providers:
    """One element per organisation that asks its patients in one setting; `place` is -1 for independent providers."""

    code: Texts
    name: Texts
    place: Whole
    leading: np.ndarray
    """Which of them a footprint relies on alone."""

    def footprints(self, of_places: Texts) -> Texts:
        """The footprint each lies in, when those of the places are these."""
        return np.where(self.place < 0, INDEPENDENT, of_places[self.place])


@dataclass(frozen=True)
class Replies:
    """All replies of one setting: `answers` by month, organisation and answer; `eligible` by month and organisation."""

    setting: DemoSetting
    providers: Providers
    answers: Whole
    eligible: Whole
    open: np.ndarray
    """Which organisations see patients in a month."""

    @cached_property
    def total(self) -> Whole:
        """Replies by month and organisation."""
        return self.answers.sum(axis=2)

    def modes(self, month: int, number: int) -> Whole:
        """Replies of one month by organisation and by so many modes of collection: everybody leans to a mode of its own."""
        habit = stream("FFT modes", self.setting.workbook).dirichlet(np.full(number, 0.7), len(self.providers.code))
        chance = stream("FFT collected", self.setting.id, month)
        return chance.multinomial(self.total[month], habit)


def replies(world: World, setting: DemoSetting) -> Replies:
    """The replies of all months published."""
    providers, open_on = _providers(world, setting)
    number, every = len(providers.code), months()
    chance = stream("FFT replies", setting.id)
    size = np.maximum(setting.per_month * np.exp(chance.normal(0, 0.9, number)), np.where(providers.leading, FEWEST, 0))
    season = 1 + 0.08 * np.cos(2 * np.pi * (np.array([day.month for day in every]) - 6) / 12)
    growth = np.linspace(0.8, 1.15, len(every))
    expected = np.outer(season * growth, size) * np.exp(chance.normal(0, 0.12, (len(every), number)))
    asked = open_on & np.array([day >= setting.first for day in every])[:, None]
    total = np.where(asked, chance.poisson(expected), 0)
    answers = chance.multinomial(total, _shares(world, setting, providers))
    eligible = total + np.round(total * chance.uniform(0.6, 7, number)).astype(np.int64)
    return Replies(setting, providers, answers, eligible, asked)


def _providers(world: World, setting: DemoSetting) -> tuple[Providers, np.ndarray]:
    """Who gives this care, independent providers last, and who of them is open in each month."""
    if setting.kinds == ("practice",):
        all_of_them = world.practices
        return (
            Providers(all_of_them.code, all_of_them.name, all_of_them.place, np.zeros(len(all_of_them.code), bool)),
            np.stack([all_of_them.open_on(day) for day in months()]),
        )
    mine = np.isin(world.trusts.kind, setting.kinds)
    private = np.arange(setting.independent)
    named = stems(3, stream("FFT independent"))[: setting.independent]
    providers = Providers(
        # No organisation bears a code that begins ZX.
        np.concatenate([world.trusts.code[mine], np.array([f"ZX{n:03d}" for n in private], dtype=str)]),
        np.concatenate([world.trusts.name[mine], np.array([f"{n} Independent Hospital".upper() for n in named], dtype=str)]),
        np.concatenate([world.trusts.place[mine], np.full(len(private), -1)]),
        np.concatenate([world.trusts.leading[mine], np.zeros(len(private), dtype=bool)]),
    )  # fmt: skip
    return providers, np.ones((len(months()), len(providers.code)), dtype=bool)


def _shares(world: World, setting: DemoSetting, providers: Providers) -> Reals:
    """The chance of each answer, by month and organisation."""
    every = months()
    place = np.maximum(providers.place, 0)
    by_year = {
        year: world.leaning(f"FFT {setting.id}", 0.8, year, place, setting.spread) for year in {d.year for d in every}
    }
    noise = stream("FFT month", setting.id).normal(0, 0.06, (len(every), len(place)))
    logit = np.log(setting.positive / (1 - setting.positive)) + np.stack([by_year[day.year] for day in every]) + noise
    for event in EVENTS:
        if event.setting == setting.id:
            logit[event.first : event.last, event.trust] += event.logits
    content = 1 / (1 + np.exp(-logit))
    rest = 1 - content
    parts = [content * (0.55 + 0.3 * content), None, rest * IN_THE_MIDDLE * 0.8, rest * 0.27, rest * 0.23]
    parts[1] = content - parts[0]
    shares = np.stack([*parts, rest * IN_THE_MIDDLE * 0.2], axis=2)
    assert shares.shape[2] == len(ANSWERS)
    return shares / shares.sum(axis=2, keepdims=True)
