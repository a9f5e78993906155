"""The invented NHS trusts: at least one acute trust in every footprint of 2022, and some of every other kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from demo import names
from demo.places import Places, Texts, Whole
from demo.seeds import stream

CODES = [f"R{middle}{last}" for middle in "ZO" for last in "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"]
"""No trust has borne a code beginning RZ, and the ODS never uses the letter O."""
OTHERS = ("mental health",) * 8 + ("community",) * 6 + ("ambulance",) * 4


@dataclass(frozen=True)
class Trusts:
    """One element per trust; `place` is the position of the place its headquarters are in."""

    code: Texts
    name: Texts
    kind: Texts
    place: Whole


def invent_trusts(places: Places) -> Trusts:
    """Sixty trusts: the largest place of each footprint has an acute one, the other kinds fall anywhere."""
    chance = stream("trusts")
    footprint = places.footprints_on(date(2023, 4, 1))
    seats = []
    for code in np.unique(footprint):
        inside = np.flatnonzero(footprint == code)
        seats.append(int(inside[np.argmax(places.patients[inside])]))
    seats += chance.choice(len(footprint), size=len(OTHERS), replace=False).tolist()
    kinds = ["acute"] * (len(seats) - len(OTHERS)) + list(OTHERS)
    stems = names.stems(len(seats), chance)
    return Trusts(
        code=np.array(CODES[: len(seats)]),
        name=np.array([f"{stem} {names.TRUSTS[kind]}".upper() for stem, kind in zip(stems, kinds, strict=True)]),
        kind=np.array(kinds),
        place=np.array(seats),
    )
