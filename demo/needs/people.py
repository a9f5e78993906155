"""What the people of each invented place are like. Care is a little worse rated where they are poorer: goes with, no more."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from demo.places import DemoPlaces, Reals
from demo.seeds import stream
from demo.world import World

_CITIES = np.array([(-0.12, 51.51), (-1.89, 52.48), (-2.24, 53.48), (-1.55, 53.80), (-2.98, 53.41), (-1.15, 52.64)])
"""Longitude and latitude of six cities, London first: the nearer a place, the younger, more mixed and less rural it is."""


@dataclass(frozen=True)
class People:
    """One element per place; each but `poverty` (a standard score, high is deprived) is a share of its people, 0 to 1."""

    poverty: Reals
    under18: Reals
    over65: Reals
    over85: Reals
    not_white: Reals
    rural: Reals


def invent(world: World) -> People:
    """The people of all places: the same every time."""
    chance, city = stream("needs"), _nearness(world.places)
    number = len(city)
    standing = world.standing / world.standing.std()
    poverty = _standard(-0.45 * standing + 0.45 * _standard(city) + chance.normal(0, 0.75, number))
    old = np.clip(0.21 - 0.11 * city + chance.normal(0, 0.02, number), 0.07, 0.32)
    return People(
        poverty,
        under18=np.clip(0.20 + 0.03 * city + chance.normal(0, 0.012, number), 0.15, 0.28),
        over65=old,
        over85=old * np.clip(chance.normal(0.13, 0.012, number), 0.09, 0.17),
        not_white=np.clip(0.04 + 0.45 * city**1.5 * chance.uniform(0.4, 1.3, number), 0.02, 0.7),
        rural=np.clip(0.55 - 1.1 * city + chance.normal(0, 0.15, number), 0.0, 0.8),
    )


def _nearness(places: DemoPlaces) -> Reals:
    """1 in a city, falling to 0 some 100 km away; smaller cities are felt less far."""
    east = (places.centre[:, None, 0] - _CITIES[None, :, 0]) * 0.6
    north = places.centre[:, None, 1] - _CITIES[None, :, 1]
    reach = np.array([0.5, 0.25, 0.25, 0.18, 0.15, 0.12])
    return np.exp(-np.hypot(east, north) / reach).max(axis=1)


def _standard(values: Reals) -> Reals:
    return (values - values.mean()) / values.std()
