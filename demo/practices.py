"""The invented general practices: where they are, how many patients they have, when they open, close and merge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from demo import names
from demo.places import DemoPlaces, Reals, Texts, Whole
from demo.seeds import stream

Days = npt.NDArray[np.datetime64]

PATIENTS_FOR_ONE = 72_000
"""One invented practice stands for so many real patients: a seventh of England's practices keeps the files small."""
FEWEST = 6
"""At least so many in every sub-ICB location, so that every footprint of every vintage can be compared."""
PCN_SIZE = 3
TAKEN = {"U99055", "U99194", "U99355", "U99438", "U99463", "U99474", "U99739", "U99971"}
"""Codes beginning U99 that primary care networks bore on 1 January 2022 (NHS Digital); an invented one bears none."""


@dataclass(frozen=True)
class Practices:
    """One element per practice; `place` and `successor` are positions, `successor` is -1 where there is none."""

    code: Texts
    name: Texts
    place: Whole
    pcn: Texts
    pcn_name: Texts
    postcode: Texts
    opened: Days
    closed: Days
    successor: Whole
    first_list: Reals

    def open_on(self, day: date) -> npt.NDArray[np.bool_]:
        """Which practices see patients on a day."""
        when = np.datetime64(day, "D")
        return (self.opened <= when) & ~(self.closed <= when)

    def lists_on(self, day: date) -> Reals:
        """Registered patients of each practice: slow growth, and those of a practice that merged go to its successor."""
        grown = self.first_list * 1.008 ** (day.year - 2018)
        gone = (self.closed <= np.datetime64(day, "D")) & (self.successor >= 0)
        np.add.at(grown, self.successor[gone], grown[gone])
        return np.where(self.open_on(day), np.round(grown), 0.0)


def invent_practices(places: DemoPlaces) -> Practices:
    """All practices that exist at any time, in order of place."""
    chance = stream("practices")
    wanted = _per_place(places)
    place = np.repeat(np.arange(len(wanted)), wanted)
    number = len(place)
    merging = _merging(place, chance)
    opened = np.full(number, np.datetime64("1974-04-01", "D"))
    late = (chance.random(number) < 0.03) & (merging < 0)
    opened[late] = _april(chance.integers(2019, 2027, size=int(late.sum())))
    # A place never loses its last practice to the calendar: the first one of each has always been there.
    opened[np.unique(place, return_index=True)[1]] = np.datetime64("1974-04-01", "D")
    # The registers carry no date: they tell theirs by the newest opening, so one practice opens with the areas of 2026.
    opened[np.flatnonzero(late)[-1]] = np.datetime64("2026-04-01", "D")
    closed = np.full(number, np.datetime64("NaT"), dtype="datetime64[D]")
    closed[merging >= 0] = _april(chance.integers(2018, 2026, size=int((merging >= 0).sum())))
    lists = np.exp(chance.normal(8.98, 0.5, number))
    tiny = chance.random(number) < 0.012
    lists[tiny] = chance.uniform(550, 1150, int(tiny.sum()))
    title = [text.upper() for text in names.practices(number, chance)]
    pcn, pcn_name = _networks(place, title)
    letters = np.array(list("ABDEFGHJLNPQRSTUWXYZ"))[chance.integers(20, size=(number, 2))]
    return Practices(
        code=np.array([f"Z{index:05d}" for index in range(101, 101 + number)]),
        name=np.array(title),
        place=place,
        pcn=pcn,
        pcn_name=pcn_name,
        postcode=places.postcodes(place, [f"{a}{b}" for a, b in letters]),
        opened=opened,
        closed=closed,
        successor=merging,
        first_list=np.round(lists).astype(np.float64),
    )


def _per_place(places: DemoPlaces) -> Whole:
    """How many practices each place gets: in proportion to its patients, and enough in every sub-ICB location."""
    wanted = np.maximum(1, np.round(places.patients / PATIENTS_FOR_ONE)).astype(np.int64)
    for column in ("sub_icb_2022", "sub_icb_2026"):
        for area in np.unique(places.areas[column]):
            inside = np.flatnonzero(places.areas[column] == area)
            while wanted[inside].sum() < FEWEST:
                wanted[inside[np.argmax(places.patients[inside] / wanted[inside])]] += 1
    return wanted


def _merging(place: Whole, chance: np.random.Generator) -> Whole:
    """For about one practice in thirty, the neighbour in the same place it merges into; -1 for all others."""
    successor = np.full(len(place), -1)
    roomy = np.flatnonzero((np.bincount(place)[place] >= 5) & (np.roll(place, -1) == place))
    for index in chance.choice(roomy, size=len(place) // 30, replace=False):
        if successor[index + 1] < 0 and (index == 0 or successor[index - 1] != index):
            successor[index] = index + 1
    return successor


def _april(years: Whole) -> Days:
    """The first of April of each year."""
    return np.array([f"{year}-04-01" for year in years], dtype="datetime64[D]")


def _networks(place: Whole, titles: list[str]) -> tuple[Texts, Texts]:
    """Code and name of the primary care network of each practice: neighbours, about three, never across places."""
    free = (code for code in (f"U99{tail:03d}" for tail in range(1000)) if code not in TAKEN)
    code: list[str] = []
    name: list[str] = []
    for members in np.split(np.arange(len(place)), np.flatnonzero(np.diff(place)) + 1):
        for group in np.array_split(members, max(1, round(len(members) / PCN_SIZE))):
            code += [next(free)] * len(group)
            name += [f"{titles[group[0]].split()[0]} PCN"] * len(group)
    return np.array(code), np.array(name)
