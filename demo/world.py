"""The invented world every demonstration series is about: who exists, where, and how good care truly is there.

It knows nothing of any survey. A series asks it for the leaning of its organisations towards good answers and adds its
own questions, samples and layout.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from demo.places import DemoPlaces, Reals, Whole, read_places
from demo.practices import Practices, invent_practices
from demo.seeds import stream
from demo.trusts import Trusts, invent_trusts

BASE_YEAR = 2022


@dataclass(frozen=True)
class World:
    """Places, organisations and the persistent quality of places, in logits away from England."""

    places: DemoPlaces
    practices: Practices
    trusts: Trusts
    standing: Reals
    drift: Reals
    """Change of `standing` in a year: some footprints improve, some get worse, most do neither."""

    def leaning(self, theme: str, weight: float, year: int, place: Whole, spread: float) -> Reals:
        """How much likelier than in England a good answer on a theme is, in logits; one element per organisation.

        `place` is where each organisation is, `weight` how closely the theme follows general quality and `spread` the
        standard deviation between organisations of one place. The organisation keeps its own strengths from year to
        year; a little comes and goes.
        """
        number = len(place)
        general = (self.standing + self.drift * (year - BASE_YEAR))[place] + stream("org").normal(0, spread, number)
        own = stream(theme, "place").normal(0, 0.06, len(self.standing))[place]
        own = own + stream(theme, "org").normal(0, 0.45 * spread, number)
        passing = stream(theme, "year", year).normal(0, 0.12 * spread, number)
        return weight * general + own + passing


def build() -> World:
    """The one world there is: the same every time."""
    places = read_places()
    standing, drift = _quality(places)
    return World(places, invent_practices(places), invent_trusts(places), standing, drift)


def _quality(places: DemoPlaces) -> tuple[Reals, Reals]:
    """Standing and yearly drift of every place: neighbours are alike, and the footprint of 2022 shares a fate."""
    chance = stream("quality")
    angle = chance.uniform(0, 2 * np.pi, 8)
    wave = np.stack([np.cos(angle), np.sin(angle)]) * chance.uniform(0.8, 2.6, 8)
    landscape = np.cos(places.centre @ wave + chance.uniform(0, 2 * np.pi, 8)).sum(axis=1) / 2.0
    codes, footprint = np.unique(places.footprints_on(date(2023, 4, 1)), return_inverse=True)
    shared = chance.normal(0, 1, len(codes))[footprint]
    standing = 0.09 * landscape + 0.115 * shared + chance.normal(0, 0.07, len(landscape))
    moving = chance.choice([-0.045, -0.02, 0.0, 0.02, 0.05], size=len(codes), p=[0.12, 0.2, 0.36, 0.2, 0.12])
    return standing - np.average(standing, weights=places.patients), moving[footprint]
