"""The invented NHS trusts: every footprint of every vintage has one of its own for hospital and for mental health care."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, product

import numpy as np
import numpy.typing as npt

from demo import geography, names
from demo.places import AREAS_FROM, DemoPlaces, Texts, Whole
from demo.seeds import stream

_SIGNS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_CODES = (product("R", "ZO", _SIGNS), product("R", _SIGNS[:-1], "O"), product("T", "O", _SIGNS))
CODES = ["".join(code) for code in chain.from_iterable(_CODES)]
"""No trust has borne a code beginning RZ, and the ODS never uses the letter O. Hospital trusts all begin with R."""

EVERYWHERE = ("acute", "mental health")
"""Kinds of which every footprint of every vintage has a trust that patients there can rely on."""
SOMEWHERE = ("acute",) * 4 + ("community",) * 6
"""Smaller trusts beside those, wherever they happen to be; mental health trusts give community care as well."""
REGIONAL = "ambulance"
"""One to a region: patients are carried for several footprints, wherever the headquarters are."""


@dataclass(frozen=True)
class Trusts:
    """One element per trust; `place` is the position of the place its headquarters are in."""

    code: Texts
    name: Texts
    kind: Texts
    place: Whole
    leading: npt.NDArray[np.bool_]
    """Whether some footprint relies on it alone for its kind of care; such a trust is never tiny."""


def invent_trusts(places: DemoPlaces) -> Trusts:
    """About 110 trusts, those a footprint relies on first, then the smaller ones, then the ambulance services."""
    chance = stream("trusts")
    seats = [(kind, place, True) for kind in EVERYWHERE for place in _one_in_each(places, chance)]
    elsewhere = chance.choice(len(places.patients), size=len(SOMEWHERE), replace=False).tolist()
    seats += [(kind, place, False) for kind, place in zip(SOMEWHERE, elsewhere, strict=True)]
    seats += [(REGIONAL, place, True) for place in _largest_of_each(places)]
    kind, place, leading = zip(*seats, strict=True)
    stems = names.stems(len(seats), chance)
    return Trusts(
        code=np.array(CODES[: len(seats)]),
        name=np.array([f"{stem} {names.TRUSTS[each]}".upper() for stem, each in zip(stems, kind, strict=True)]),
        kind=np.array(kind),
        place=np.array(place),
        leading=np.array(leading),
    )


def _one_in_each(places: DemoPlaces, chance: np.random.Generator) -> list[int]:
    """Places that, between them, lie in every footprint of every vintage: nearly as few as can be, large ones likelier."""
    # Of each vintage the first day on which it is known where the places belong.
    days = {vintage: max(start, AREAS_FROM[0][0]) for vintage, (start, _) in geography.vintages().items()}
    homes = np.array([[f"{vintage} {code}" for code in places.footprints_on(day)] for vintage, day in days.items()])
    missing, chosen = set(homes.flat), []
    while missing:
        fills = np.isin(homes, list(missing)).sum(axis=0)
        best = np.flatnonzero(fills == fills.max())
        patients = places.patients[best]
        chosen.append(int(chance.choice(best, p=patients / patients.sum())))
        missing -= set(homes[:, chosen[-1]])
    return chosen


def _largest_of_each(places: DemoPlaces) -> list[int]:
    """The place with most patients of every region."""
    region = places.regions_on(geography.vintages()["icb-2022"][0])
    inside = [np.flatnonzero(region == code) for code in np.unique(region)]
    return [int(each[np.argmax(places.patients[each])]) for each in inside]
