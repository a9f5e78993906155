"""Names for organisations that do not exist: pleasant, English and made up."""

from __future__ import annotations

import numpy as np

_FIRST = (
    "Lark", "Till", "Ash", "Elm", "Hazel", "Wren", "Fern", "Oak", "Swallow", "Clover", "Mill", "Stone", "Rowan", "Heron",
    "Maple", "Thistle", "Brier", "Kestrel", "Willow", "Bram", "Sorrel", "Linnet", "Holly", "Otter", "Primrose", "Yarrow",
    "Alder", "Harebell", "Dun", "Moss", "Plover", "Sedge", "Quince", "Teasel", "Hart", "Marl", "Finch", "Rush", "Barley",
    "Cob",
)  # fmt: skip
_SECOND = (
    "mead", "brook", "field", "ford", "combe", "dale", "wood", "hurst", "ley", "well", "ridge", "bourne", "croft", "holt",
    "gate", "down", "marsh", "wick", "cote", "thwaite", "stead", "hollow", "shaw", "bank", "water", "fold", "lea", "garth",
    "moor", "vale",
)  # fmt: skip
_PRACTICE = (
    "Surgery", "Medical Centre", "Health Centre", "Medical Practice", "Practice", "Family Practice", "Group Practice",
    "Road Surgery", "Lane Surgery", "Park Medical Centre", "Street Practice", "Green Health Centre",
)  # fmt: skip
TRUSTS = {
    "acute": "Hospitals NHS Foundation Trust",
    "mental health": "Partnership NHS Foundation Trust",
    "community": "Community Health NHS Trust",
    "ambulance": "Ambulance Service NHS Trust",
}
"""What the name of a trust ends in, by the kind of care it gives."""


def stems(number: int, chance: np.random.Generator) -> list[str]:
    """So many different first words, such as "Larkmead". Raises ValueError beyond 1,200."""
    pairs = chance.choice(len(_FIRST) * len(_SECOND), size=number, replace=False)
    return [_FIRST[pair // len(_SECOND)] + _SECOND[pair % len(_SECOND)] for pair in pairs]


def practices(number: int, chance: np.random.Generator) -> list[str]:
    """So many different names of practices, such as "Tillingbrook Lane Surgery"."""
    kinds = chance.integers(len(_PRACTICE), size=number)
    return [f"{stem} {_PRACTICE[kind]}" for stem, kind in zip(stems(number, chance), kinds, strict=True)]
